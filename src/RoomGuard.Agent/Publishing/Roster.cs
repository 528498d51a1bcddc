using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Agent.Publishing;

/// <summary>Every point the agent publishes, as its birth names them. Safe for all threads.</summary>
internal sealed class Roster
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IReadOnlyList<BirthPoint>> _points = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>All points by room, equipment and signal, and what completes at the first change after them: one look, so that no change falls between the two.</summary>
    public (IReadOnlyList<BirthPoint> Points, Task Changed) Look()
    {
        lock (_lock)
        {
            return ([.. _points.Values.SelectMany(points => points).OrderBy(point => point.Room, StringComparer.Ordinal).ThenBy(point => point.N, StringComparer.Ordinal)], _changed.Task);
        }
    }

    /// <summary>Replaces the points of one input.</summary>
    public void Put(string input, IReadOnlyList<BirthPoint> points)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _points[input] = points;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
    }

    /// <summary>One point as a birth names it.</summary>
    public static BirthPoint Point(InputPlace place, string signal, TimeSpan period, string source) => new(
        $"{place.Equipment}/{signal}",
        place.Room,
        place.Equipment,
        signal,
        SignalCatalogue.Find(signal)?.Unit ?? "",
        period.TotalSeconds,
        source);
}
