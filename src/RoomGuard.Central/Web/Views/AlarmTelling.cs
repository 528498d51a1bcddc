using RoomGuard.Central.Alarms;
using RoomGuard.Central.Web.Api;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Points;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Alarms.Holds;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Central.Web.Views;

/// <summary>Says which alarms a room has.</summary>
internal static class AlarmTelling
{
    private const int ActionsShown = 3;

    /// <summary>All alarms that are not normal: standing ones first, then by priority, then the newest. What is kept from people stands apart.</summary>
    public static AlarmsView Tell(RoomDefinition room, RoomState state, Words words, DateTimeOffset now)
    {
        var all = state.Alarms.Values
            .OrderByDescending(alarm => alarm.IsActive)
            .ThenBy(alarm => alarm.Test)
            .ThenByDescending(alarm => alarm.Priority)
            .ThenByDescending(alarm => alarm.Since)
            .ThenBy(alarm => alarm.Id, StringComparer.Ordinal)
            .ToLookup(alarm => alarm.Hold is not null, alarm => Tell(room, state, alarm, words, now));
        return new AlarmsView([.. all[false]], RoomStandings.IsBlind(state))
        {
            Held = [.. all[true]],
            Windows = [.. state.Windows.Where(window => window.IsOpen(now)).Select(window => Tell(room, window, words, now))],
            Places = [.. Places(room, state).Select(id => new PlaceView(id, words.Say(room.FindEquipment(id).Name)))],
        };
    }

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

    // The operator's equipment first, then whatever else speaks; parts go with their device.
    private static IEnumerable<string> Places(RoomDefinition room, RoomState state) => room.Equipment.Select(entry => entry.Id)
        .Concat(state.Points.Values.Select(point => point.Point.Equipment.Split('.', 2)[0]).Concat(state.Agents.Keys).Order(StringComparer.Ordinal))
        .Distinct(StringComparer.Ordinal);

    private static WindowView Tell(RoomDefinition room, ServiceWindow window, Words words, DateTimeOffset now)
    {
        var place = window.Equipment is { } equipment ? words.Say(room.FindEquipment(equipment).Name) : words["alarms.wholeRoom"];
        var key = window.Kind == WindowKind.Test ? "alarms.window.test" : "alarms.window.maintenance";
        return new WindowView(window.Id, $"{WindowEndpoints.WordOf(window.Kind)}/{window.Id}", words.Fill(key, words.Clock(window.Until, now), place, window.By, window.Comment));
    }

    private static IEnumerable<string> Notes(RoomState state, Alarm alarm, Words words, DateTimeOffset now)
    {
        if (alarm.Hold is { } hold)
        {
            var key = $"alarm.hold.{hold.Kind.ToWord()}";
            yield return hold.Kind switch
            {
                HoldKind.Cause => words.Fill(key, state.Alarms.GetValueOrDefault(hold.Cause ?? "") is { } cause ? words.Say(cause.Text) : hold.Cause),
                HoldKind.Chattering => words[key],
                HoldKind.OutOfService => words.Fill(key, words.Clock(hold.Since, now), hold.By, hold.Comment),
                _ => words.Fill(key, words.Clock(hold.Until ?? hold.Since, now), hold.By, hold.Comment),
            };
        }

        foreach (var action in alarm.Actions.Reverse().Take(ActionsShown))
        {
            var said = action.Comment is { } comment ? $": {comment}" : "";
            yield return $"{words.Clock(action.At, now)} {action.By}, {words[$"alarm.action.{action.Kind.ToWord()}"]}{said}";
        }
    }

    private static IEnumerable<AlarmActionKind> Actions(AlarmCondition state)
    {
        if (state is AlarmCondition.Unacknowledged or AlarmCondition.ReturnedUnacknowledged)
        {
            yield return AlarmActionKind.Acknowledge;
        }

        yield return AlarmActionKind.Comment;
        yield return state == AlarmCondition.Shelved ? AlarmActionKind.Unshelve : AlarmActionKind.Shelve;
        yield return state == AlarmCondition.OutOfService ? AlarmActionKind.ReturnToService : AlarmActionKind.OutOfService;
    }

    private static AlarmView Tell(RoomDefinition room, RoomState state, Alarm alarm, Words words, DateTimeOffset now) => new(
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
        })
    {
        IsFirstOut = alarm.FirstOut,
        Actions = [.. Actions(alarm.State).Where(kind => AlarmAction.Fits(kind, alarm.State))],
        Notes = [.. Notes(state, alarm, words, now)],
    };

    private static Tone ToneOf(AlarmPriority priority) => priority switch
    {
        AlarmPriority.Critical => Tone.Bad,
        AlarmPriority.Warning => Tone.Warn,
        AlarmPriority.Info => Tone.Note,
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "Not a priority."),
    };
}
