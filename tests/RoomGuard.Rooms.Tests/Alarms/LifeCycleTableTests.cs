using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Rooms.Tests.Alarms;

/// <summary>The life cycle as a table that can be read aloud: in this state, when this happens, it is in that state then, and this is how people hear of it.</summary>
public class LifeCycleTableTests
{
    private const AlarmCondition Normal = AlarmCondition.Normal;
    private const AlarmCondition Unacknowledged = AlarmCondition.Unacknowledged;
    private const AlarmCondition Acknowledged = AlarmCondition.Acknowledged;
    private const AlarmCondition Returned = AlarmCondition.ReturnedUnacknowledged;
    private const AlarmCondition Shelved = AlarmCondition.Shelved;
    private const AlarmCondition Suppressed = AlarmCondition.SuppressedByDesign;
    private const AlarmCondition OutOfService = AlarmCondition.OutOfService;

    /// <summary>What can happen to an alarm.</summary>
    public enum Happening
    {
        ConditionBegins,
        ConditionEnds,
        Acknowledge,
        Comment,
        Shelve,
        Unshelve,
        ShelfTimeIsOver,
        TakeOutOfService,
        ReturnToService,
        MaintenanceBegins,
        MaintenanceEnds,
    }

    public static TheoryData<AlarmCondition, Happening, AlarmCondition, Telling> Table => new()
    {
        { Normal, Happening.ConditionBegins, Unacknowledged, Telling.Raised },
        { Normal, Happening.ConditionEnds, Normal, Telling.NoNews },
        { Normal, Happening.Acknowledge, Normal, Telling.NoNews },
        { Normal, Happening.Comment, Normal, Telling.NoNews },
        { Normal, Happening.Shelve, Normal, Telling.NoNews },
        { Normal, Happening.Unshelve, Normal, Telling.NoNews },
        { Normal, Happening.ShelfTimeIsOver, Normal, Telling.NoNews },
        { Normal, Happening.TakeOutOfService, Normal, Telling.NoNews },
        { Normal, Happening.ReturnToService, Normal, Telling.NoNews },
        { Normal, Happening.MaintenanceBegins, Normal, Telling.NoNews },
        { Normal, Happening.MaintenanceEnds, Normal, Telling.NoNews },

        { Unacknowledged, Happening.ConditionBegins, Unacknowledged, Telling.NoNews },
        { Unacknowledged, Happening.ConditionEnds, Returned, Telling.Returned },
        { Unacknowledged, Happening.Acknowledge, Acknowledged, Telling.NoNews },
        { Unacknowledged, Happening.Comment, Unacknowledged, Telling.NoNews },
        { Unacknowledged, Happening.Shelve, Shelved, Telling.Shelved },
        { Unacknowledged, Happening.Unshelve, Unacknowledged, Telling.NoNews },
        { Unacknowledged, Happening.ShelfTimeIsOver, Unacknowledged, Telling.NoNews },
        { Unacknowledged, Happening.TakeOutOfService, OutOfService, Telling.OutOfService },
        { Unacknowledged, Happening.ReturnToService, Unacknowledged, Telling.NoNews },
        { Unacknowledged, Happening.MaintenanceBegins, Suppressed, Telling.Maintenance },
        { Unacknowledged, Happening.MaintenanceEnds, Unacknowledged, Telling.NoNews },

        { Acknowledged, Happening.ConditionBegins, Acknowledged, Telling.NoNews },
        { Acknowledged, Happening.ConditionEnds, Normal, Telling.Returned },
        { Acknowledged, Happening.Acknowledge, Acknowledged, Telling.NoNews },
        { Acknowledged, Happening.Comment, Acknowledged, Telling.NoNews },
        { Acknowledged, Happening.Shelve, Shelved, Telling.Shelved },
        { Acknowledged, Happening.Unshelve, Acknowledged, Telling.NoNews },
        { Acknowledged, Happening.ShelfTimeIsOver, Acknowledged, Telling.NoNews },
        { Acknowledged, Happening.TakeOutOfService, OutOfService, Telling.OutOfService },
        { Acknowledged, Happening.ReturnToService, Acknowledged, Telling.NoNews },
        { Acknowledged, Happening.MaintenanceBegins, Suppressed, Telling.Maintenance },
        { Acknowledged, Happening.MaintenanceEnds, Acknowledged, Telling.NoNews },

        { Returned, Happening.ConditionBegins, Unacknowledged, Telling.Raised },
        { Returned, Happening.ConditionEnds, Returned, Telling.NoNews },
        { Returned, Happening.Acknowledge, Normal, Telling.NoNews },
        { Returned, Happening.Comment, Returned, Telling.NoNews },
        { Returned, Happening.Shelve, Shelved, Telling.NoNews },
        { Returned, Happening.Unshelve, Returned, Telling.NoNews },
        { Returned, Happening.ShelfTimeIsOver, Returned, Telling.NoNews },
        { Returned, Happening.TakeOutOfService, OutOfService, Telling.NoNews },
        { Returned, Happening.ReturnToService, Returned, Telling.NoNews },
        { Returned, Happening.MaintenanceBegins, Returned, Telling.NoNews },
        { Returned, Happening.MaintenanceEnds, Returned, Telling.NoNews },

        { Shelved, Happening.ConditionBegins, Shelved, Telling.NoNews },
        { Shelved, Happening.ConditionEnds, Shelved, Telling.Returned },
        { Shelved, Happening.Acknowledge, Shelved, Telling.NoNews },
        { Shelved, Happening.Comment, Shelved, Telling.NoNews },
        { Shelved, Happening.Shelve, Shelved, Telling.NoNews },
        { Shelved, Happening.Unshelve, Unacknowledged, Telling.Unshelved },
        { Shelved, Happening.ShelfTimeIsOver, Unacknowledged, Telling.Unshelved },
        { Shelved, Happening.TakeOutOfService, OutOfService, Telling.OutOfService },
        { Shelved, Happening.ReturnToService, Shelved, Telling.NoNews },
        { Shelved, Happening.MaintenanceBegins, Shelved, Telling.NoNews },
        { Shelved, Happening.MaintenanceEnds, Shelved, Telling.NoNews },

        { Suppressed, Happening.ConditionBegins, Suppressed, Telling.NoNews },
        { Suppressed, Happening.ConditionEnds, Normal, Telling.NeverTold },
        { Suppressed, Happening.Acknowledge, Suppressed, Telling.NoNews },
        { Suppressed, Happening.Comment, Suppressed, Telling.NoNews },
        { Suppressed, Happening.Shelve, Shelved, Telling.Shelved },
        { Suppressed, Happening.Unshelve, Suppressed, Telling.NoNews },
        { Suppressed, Happening.ShelfTimeIsOver, Suppressed, Telling.NoNews },
        { Suppressed, Happening.TakeOutOfService, OutOfService, Telling.OutOfService },
        { Suppressed, Happening.ReturnToService, Suppressed, Telling.NoNews },
        { Suppressed, Happening.MaintenanceBegins, Suppressed, Telling.NoNews },
        { Suppressed, Happening.MaintenanceEnds, Unacknowledged, Telling.Raised },

        { OutOfService, Happening.ConditionBegins, OutOfService, Telling.NoNews },
        { OutOfService, Happening.ConditionEnds, OutOfService, Telling.Returned },
        { OutOfService, Happening.Acknowledge, OutOfService, Telling.NoNews },
        { OutOfService, Happening.Comment, OutOfService, Telling.NoNews },
        { OutOfService, Happening.Shelve, OutOfService, Telling.NoNews },
        { OutOfService, Happening.Unshelve, OutOfService, Telling.NoNews },
        { OutOfService, Happening.ShelfTimeIsOver, OutOfService, Telling.NoNews },
        { OutOfService, Happening.TakeOutOfService, OutOfService, Telling.NoNews },
        { OutOfService, Happening.ReturnToService, Unacknowledged, Telling.BackInService },
        { OutOfService, Happening.MaintenanceBegins, OutOfService, Telling.NoNews },
        { OutOfService, Happening.MaintenanceEnds, OutOfService, Telling.NoNews },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void In_this_state_when_this_happens_it_is_in_that_state_then(AlarmCondition state, Happening happening, AlarmCondition next, Telling telling)
    {
        var script = In(state);
        Assert.Equal(state, StateOf(script));
        script.Effects.Clear();
        var id = script.State.Alarms.Keys.FirstOrDefault() ?? "0000000000000000";
        Do(script, happening, id);
        Assert.Equal(next, StateOf(script));
        Assert.Equal(telling, script.Effects.OfType<AlarmChanged>().Select(change => change.Telling).LastOrDefault(one => one != Telling.NoNews));
    }

    [Fact]
    public void The_table_has_every_state_with_everything_that_can_happen_once()
    {
        var pairs = Table.Select(row => (row.Data.Item1, row.Data.Item2)).ToList();
        Assert.Equal(Enum.GetValues<AlarmCondition>().Length * Enum.GetValues<Happening>().Length, pairs.Count);
        Assert.Equal(pairs.Count, pairs.Distinct().Count());
    }

    private static AlarmCondition StateOf(RoomScript script) => script.State.Alarms.Values.Select(alarm => alarm.State).SingleOrDefault(Normal);

    // The contact returns at once: what delays do is told by other tests.
    private static RoomScript In(AlarmCondition state)
    {
        var script = new RoomScript("""{"id":"srv-1","type":"server","rules":{"alarms":[{"signal":"leak.wet","wrong":true,"priority":"critical"}]}}""");
        if (state == Suppressed)
        {
            script.Declare(WindowKind.Maintenance, 3600);
        }

        if (state != Normal)
        {
            script.Send(10, ("leak-1/leak.wet", true));
        }

        return state switch
        {
            Acknowledged => script.Acknowledge(script.OnlyAlarm().Id),
            Returned => script.Send(20, ("leak-1/leak.wet", false)),
            Shelved => script.Act(script.OnlyAlarm().Id, AlarmActionKind.Shelve, "known", 600),
            OutOfService => script.Act(script.OnlyAlarm().Id, AlarmActionKind.OutOfService, "broken"),
            _ => script,
        };
    }

    private static RoomScript Do(RoomScript script, Happening happening, string id) => happening switch
    {
        Happening.ConditionBegins => script.Send(30, ("leak-1/leak.wet", true)),
        Happening.ConditionEnds => script.Send(30, ("leak-1/leak.wet", false)),
        Happening.Acknowledge => script.Act(id, AlarmActionKind.Acknowledge),
        Happening.Comment => script.Act(id, AlarmActionKind.Comment, "a word"),
        Happening.Shelve => script.Act(id, AlarmActionKind.Shelve, "known", 600),
        Happening.Unshelve => script.Act(id, AlarmActionKind.Unshelve),
        Happening.ShelfTimeIsOver => script.Until(601, 10),
        Happening.TakeOutOfService => script.Act(id, AlarmActionKind.OutOfService, "broken"),
        Happening.ReturnToService => script.Act(id, AlarmActionKind.ReturnToService),
        Happening.MaintenanceBegins => script.Declare(WindowKind.Maintenance, 3600),
        Happening.MaintenanceEnds => script.State.Windows.IsEmpty ? script : script.Take(RoomLogic.EndWindow(script.Room, script.State, script.State.Windows[0].Id, "engineer", script.Now)),
        _ => throw new ArgumentOutOfRangeException(nameof(happening), happening, "Not in the table."),
    };
}
