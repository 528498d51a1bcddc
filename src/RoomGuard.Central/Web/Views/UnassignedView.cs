using RoomGuard.Central.Sites;
using RoomGuard.Central.Unassigned;
using RoomGuard.Central.Web.Speech;

namespace RoomGuard.Central.Web.Views;

/// <summary>What the rooms page says of points that nobody described.</summary>
/// <param name="Rows">The first of them.</param>
/// <param name="Count">How many there are.</param>
public sealed record UnassignedView(IReadOnlyList<UnassignedRow> Rows, int Count)
{
    /// <summary>Whether there is a site file, beside which adopted points can be written down.</summary>
    public bool HasFile { get; init; }

    /// <summary>Whether a point of <see cref="Rows"/> is in a room that the model does not have: adopting it makes the room.</summary>
    public bool HasNewRooms { get; init; }
}

/// <summary>One point that nobody described.</summary>
/// <param name="Why">Why it has no place, and what becomes of its values.</param>
/// <param name="Age">How long ago it was last seen.</param>
public sealed record UnassignedRow(string Point, string Why, string Value, string Agent, string Count, string Age);

/// <summary>Says it in the reader's language.</summary>
internal static class UnassignedTelling
{
    private const int Shown = 25;

    /// <summary>The first of the points, and how many there are.</summary>
    public static UnassignedView Tell(IReadOnlyList<UnassignedPoint> points, SiteModel model, Words words, DateTimeOffset now)
    {
        var first = points.Take(Shown).Select(point => (Point: point, IsNewRoom: model.FindRoom(point.Point.RoomPath) is null)).ToArray();
        return new UnassignedView(
            [
                .. first.Select(row => new UnassignedRow(
                    row.Point.Point.ToString(),
                    words[row.IsNewRoom ? "unassigned.noRoom" : "unassigned.noPoint"],
                    words.Reading(row.Point.Point.Signal, row.Point.Last),
                    row.Point.Agent,
                    words.Number(row.Point.Count, 0),
                    words.Age(row.Point.LastSeen, now))),
            ],
            points.Count)
        {
            HasNewRooms = first.Any(row => row.IsNewRoom),
        };
    }
}
