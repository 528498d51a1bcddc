using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Trends;

/// <summary>Keeps the past of the points whose signal has a rule that looks back.</summary>
internal static class TraceBook
{
    /// <summary>Takes a sample into its point's past. Null when it is no number, or from a clock that nothing vouches for: then it says nothing of change.</summary>
    /// <param name="isNew">Whether the sample is kept; most are not.</param>
    internal static Trace? Follow(RoomTurn turn, TracePlan plan, PointChange change, out bool isNew)
    {
        isNew = false;
        var point = change.Next;
        if (point.Last.Kind != ReadingKind.Number || point.Quality == TimeQuality.Unsynced)
        {
            return null;
        }

        var (at, value) = (point.At.ToUnixTimeMilliseconds(), point.Last.Number);
        var known = point.Trace;
        if (known is not null && at <= known.NewestAt)
        {
            return known;
        }

        var isCut = known is null || plan.IsJump(value - Neighbour(change, known, out var before), TimeSpan.FromMilliseconds(at - before));
        isNew = isCut || at - known!.NewestAt >= plan.Step;
        if (!isNew)
        {
            return known;
        }

        var next = isCut ? Trace.Of(at, value) : known!.With(at, value, plan);
        var key = RoomState.KeyOf(point.Point);
        turn.Points[key] = turn.Points[key] with { Trace = next };
        return next;
    }

    // The sample before this one, kept or not.
    private static double Neighbour(PointChange change, Trace known, out long at)
    {
        if (change.Previous is { Last.Kind: ReadingKind.Number, Quality: not TimeQuality.Unsynced } previous)
        {
            at = previous.At.ToUnixTimeMilliseconds();
            return previous.Last.Number;
        }

        at = known.NewestAt;
        return known.Newest;
    }
}
