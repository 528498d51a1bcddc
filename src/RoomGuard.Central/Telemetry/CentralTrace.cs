using System.Collections.Concurrent;
using System.Diagnostics;

namespace RoomGuard.Central.Telemetry;

/// <summary>The way of a batch, for those who trace: batch, room step, commit, series write, notification. While nobody listens it costs one question.</summary>
internal static class CentralTrace
{
    /// <summary>Name of the source.</summary>
    public const string Name = "RoomGuard.Central";

    // An alarm is told within seconds; what is older was told, or waits for a channel that is away.
    private const int MaxAlarms = 1_000;

    private const string ContextKey = "traceparent";

    private static readonly ActivitySource Source = new(Name);
    private static readonly ConcurrentDictionary<string, ActivityContext> Alarms = new(StringComparer.Ordinal);

    /// <summary>Whether anybody listens.</summary>
    public static bool IsHeard => Source.HasListeners();

    /// <summary>Begins the way of a batch; null while nobody listens.</summary>
    public static Activity? Begin(string step) => Source.StartActivity(step);

    /// <summary>Begins a step inside the one at hand; null while nobody listens, or when that one is not traced.</summary>
    public static Activity? Start(string step) => Activity.Current is { Recorded: true } ? Source.StartActivity(step) : null;

    /// <summary>Begins a step that several others wait for.</summary>
    /// <param name="waiting">The steps that wait; the first is the one it belongs to, the others are linked.</param>
    public static Activity? Start(string step, IReadOnlyList<ActivityContext> waiting) => waiting.Count == 0
        ? null
        : Source.StartActivity(step, ActivityKind.Internal, waiting[0], links: waiting.Skip(1).Take(32).Select(one => new ActivityLink(one)));

    /// <summary>Has the calls to owners of rooms that follow carry the step at hand.</summary>
    public static void Carry()
    {
        if (Activity.Current is { Recorded: true } activity)
        {
            RequestContext.Set(ContextKey, activity.Id!);
        }
    }

    /// <summary>Calls carry no step any more.</summary>
    public static void Drop()
    {
        if (IsHeard)
        {
            RequestContext.Remove(ContextKey);
        }
    }

    /// <summary>Begins a step inside the one that the call carries.</summary>
    public static Activity? StartCarried(string step) =>
        IsHeard && RequestContext.Get(ContextKey) is string id && ActivityContext.TryParse(id, null, isRemote: true, out var parent)
            ? Source.StartActivity(step, ActivityKind.Internal, parent)
            : null;

    /// <summary>Remembers the step in which an alarm changed, until somebody is told of it.</summary>
    public static void Remember(string alarmId)
    {
        if (Activity.Current is { Recorded: true } activity)
        {
            if (Alarms.Count >= MaxAlarms)
            {
                Alarms.Clear();
            }

            Alarms[alarmId] = activity.Context;
        }
    }

    /// <summary>Begins telling of an alarm, inside the step in which it changed.</summary>
    public static Activity? StartTelling(string alarmId) => IsHeard && Alarms.TryGetValue(alarmId, out var parent)
        ? Source.StartActivity("notification", ActivityKind.Producer, parent)
        : null;
}
