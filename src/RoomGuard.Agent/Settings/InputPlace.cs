using RoomGuard.Contract.Points;

namespace RoomGuard.Agent;

/// <summary>Which room and which piece of equipment an input belongs to.</summary>
/// <param name="Site">The site.</param>
/// <param name="Room">The room.</param>
/// <param name="Equipment">The piece of equipment.</param>
public sealed record InputPlace(string Site, string Room, string Equipment)
{
    /// <summary>The point of one signal of it.</summary>
    public PointId Point(string signal) => new(Site, Room, Equipment, signal);
}
