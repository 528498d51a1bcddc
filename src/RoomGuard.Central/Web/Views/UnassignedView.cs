using RoomGuard.Central.Sites;
using RoomGuard.Central.Unassigned;
using RoomGuard.Central.Web.Speech;

namespace RoomGuard.Central.Web.Views;

/// <summary>What the rooms page says of points that nobody described.</summary>
/// <param name="Rows">The first of them.</param>
/// <param name="Count">How many there are.</param>
public sealed record UnassignedView(IReadOnlyList<UnassignedRow> Rows, int Count);

/// <summary>One point that nobody described.</summary>
/// <param name="Why">Why it has no place, and what becomes of its values.</param>
/// <param name="Age">How long ago it was last seen.</param>
public sealed record UnassignedRow(string Point, string Why, string Value, string Agent, string Count, string Age);

/// <summary>Says it in the reader's language.</summary>
internal static class UnassignedTelling
{
    private const int Shown = 25;

    /// <summary>The first of the points, and how many there are.</summary>
    public static UnassignedView Tell(IReadOnlyList<UnassignedPoint> points, SiteModel model, Words words, DateTimeOffset now) => new(
        [
            .. points.Take(Shown).Select(point => new UnassignedRow(
                point.Point.ToString(),
                words[model.FindRoom(point.Point.RoomPath) is null ? "unassigned.noRoom" : "unassigned.noPoint"],
                words.Reading(point.Point.Signal, point.Last),
                point.Agent,
                words.Number(point.Count, 0),
                words.Age(point.LastSeen, now))),
        ],
        points.Count);
}
