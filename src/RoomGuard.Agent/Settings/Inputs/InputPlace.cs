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

    /// <summary>The point of one signal of a part of it; the part is empty for the equipment itself.</summary>
    public PointId Point(string part, string signal) => Of(part).Point(signal);

    /// <summary>The place of a part: a piece of equipment of its own, called <c>{equipment}.{part}</c>.</summary>
    public InputPlace Of(string part) => part.Length == 0 ? this : this with { Equipment = $"{Equipment}.{part}" };
}
