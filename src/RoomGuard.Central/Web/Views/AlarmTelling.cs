using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Points;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Web.Views;

/// <summary>Says which alarms a room has.</summary>
internal static class AlarmTelling
{
    /// <summary>All alarms that are not normal: standing ones first, then by priority, then the newest.</summary>
    public static AlarmsView Tell(RoomDefinition room, RoomState state, Words words, DateTimeOffset now) => new(
        [
            .. state.Alarms.Values
                .OrderByDescending(alarm => alarm.IsActive)
                .ThenBy(alarm => alarm.Test)
                .ThenByDescending(alarm => alarm.Priority)
                .ThenByDescending(alarm => alarm.Since)
                .ThenBy(alarm => alarm.Id, StringComparer.Ordinal)
                .Select(alarm => Tell(room, alarm, words, now)),
        ],
        RoomStandings.IsBlind(state));

    /// <summary>How many standing alarms there are of each priority, the most urgent first; those of tests apart.</summary>
    public static IReadOnlyList<Badge> Count(RoomState state, Words words)
    {
        var badges = new List<Badge>();
        foreach (var priority in (ReadOnlySpan<AlarmPriority>)[AlarmPriority.Critical, AlarmPriority.Warning, AlarmPriority.Info])
        {
            if (state.Alarms.Values.Count(alarm => alarm is { IsActive: true, Test: false } && alarm.Priority == priority) is > 0 and var count)
            {
                badges.Add(new Badge(ToneOf(priority), $"{words[$"alarm.priority.{priority.ToWord()}"]} {words.Number(count, 0)}"));
            }
        }

        if (state.Alarms.Values.Count(alarm => alarm is { IsActive: true, Test: true }) is > 0 and var tests)
        {
            badges.Add(new Badge(Tone.Note, $"{words["alarms.tests"]} {words.Number(tests, 0)}"));
        }

        return badges;
    }

    /// <summary>The most urgent standing alarm of each point; those of tests left out.</summary>
    public static IReadOnlyDictionary<PointId, AlarmPriority> ByPoint(RoomState state)
    {
        var worst = new Dictionary<PointId, AlarmPriority>();
        foreach (var alarm in state.Alarms.Values)
        {
            if (alarm is { IsActive: true, Test: false } && (!worst.TryGetValue(alarm.Point, out var known) || alarm.Priority > known))
            {
                worst[alarm.Point] = alarm.Priority;
            }
        }

        return worst;
    }

    private static AlarmView Tell(RoomDefinition room, Alarm alarm, Words words, DateTimeOffset now) => new(
        alarm.Id,
        new Badge(ToneOf(alarm.Priority), words[$"alarm.priority.{alarm.Priority.ToWord()}"]),
        words.Say(alarm.Text),
        words.Say(room.FindEquipment(alarm.Point.Equipment).Name),
        words.Reading(alarm.Signal, alarm.Value),
        words[$"alarm.state.{alarm.State.ToWord()}"],
        alarm.Since,
        words.Clock(alarm.Since, now),
        alarm.Test,
        alarm switch
        {
            { IsActive: false } => Tone.Void,
            { Test: true } => Tone.Note,
            _ => ToneOf(alarm.Priority),
        });

    private static Tone ToneOf(AlarmPriority priority) => priority switch
    {
        AlarmPriority.Critical => Tone.Bad,
        AlarmPriority.Warning => Tone.Warn,
        AlarmPriority.Info => Tone.Note,
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "Not a priority."),
    };
}
