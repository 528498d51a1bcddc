using RoomGuard.Central.Sites;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Unassigned;

/// <summary>A well-formed point that somebody publishes and the site model does not name. Immutable.</summary>
/// <param name="Point">The point.</param>
/// <param name="Agent">Whoever sent it last.</param>
/// <param name="FirstSeen">When it was first seen since this centre started, UTC.</param>
/// <param name="LastSeen">When it was last seen, UTC.</param>
/// <param name="Count">How often.</param>
/// <param name="Last">What it said last.</param>
internal sealed record UnassignedPoint(PointId Point, string Agent, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, long Count, Reading Last)
{
    /// <summary>Whether a model has no place for a point: its room is not there, or is described without it.</summary>
    public static bool IsUnassigned(SiteModel model, PointId point) =>
        model.FindRoom(point.RoomPath) is { } room ? !room.Names(point.Equipment, point.Signal) : model.HasSite(point.Site);
}
