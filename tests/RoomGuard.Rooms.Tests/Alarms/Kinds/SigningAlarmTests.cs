using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Alarms.Kinds;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Tests.Alarms.Kinds;

public class SigningAlarmTests
{
    // A Monday, 11:00 by the room's clocks.
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    private static readonly RoomDefinition Room = RoomScript.ReadRoom("""{"id":"srv-1","type":"server"}""");

    [Fact]
    public void Five_working_days_without_a_signature_are_an_alarm_that_the_signature_ends()
    {
        var state = Entered(RoomState.New(Room, Monday), "a", Monday);
        state = Entered(state, "b", Monday.AddDays(1));
        Assert.Empty(Standing(state = Tick(state, Monday.AddDays(7).AddMinutes(-1))));
        var alarm = Assert.Single(Standing(state = Tick(state, Monday.AddDays(7))));
        Assert.Equal(("35.7", SigningAlarms.Signal, AlarmPriority.Warning), (alarm.Point.Equipment, alarm.Point.Signal, alarm.Priority));
        Assert.Contains("2 entries", alarm.Text.En, StringComparison.Ordinal);
        Assert.Contains("35.7", alarm.Text.Kk, StringComparison.Ordinal);

        var restarted = Through(state);
        restarted = RoomLogic.Sign(Room, restarted, "a", Monday.AddDays(7).AddHours(1)).State;
        Assert.Empty(Standing(Tick(restarted, Monday.AddDays(7).AddHours(2))));
        Assert.Single(Standing(Tick(restarted, Monday.AddDays(8).AddHours(1))));
        var signed = RoomLogic.Sign(Room, restarted, "b", Monday.AddDays(8)).State;
        Assert.Empty(Standing(Tick(signed, Monday.AddDays(8).AddHours(1))));
    }

    [Fact]
    public void A_weekend_is_no_time_to_sign()
    {
        var friday = Monday.AddDays(4);
        var state = Entered(RoomState.New(Room, friday), "a", friday);
        Assert.Empty(Standing(state = Tick(state, friday.AddDays(6))));
        Assert.Single(Standing(Tick(state, friday.AddDays(7))));
    }

    [Fact]
    public void A_month_without_an_incident_is_a_line_and_one_with_an_incident_is_none()
    {
        var drafts = new List<JournalDraft>();
        var state = RoomState.New(Room, Monday);
        for (var day = 0; day < 95; day++)
        {
            var at = Monday.AddDays(day);
            var step = RoomLogic.Tick(Room, Through(state), at);
            drafts.AddRange(step.Effects.OfType<JournalDrafted>().Select(drafted => drafted.Draft));
            state = day == 40 ? RoomLogic.Enter(Room, step.State, Incident(at), at).State : step.State;
        }

        // March and May; April had one.
        Assert.Equal(
            [(Monday, new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero)), (new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero))],
            drafts.Where(draft => draft.Kind == "no_incidents").Select(draft => (draft.StartedAt, draft.EndedAt!.Value)));
    }

    [Fact]
    public void What_waits_not_cannot_be_signed_and_changes_nothing()
    {
        var state = Entered(RoomState.New(Room, Monday), "a", Monday);
        var step = RoomLogic.Sign(Room, state, "other", Monday.AddHours(1));
        Assert.Same(state, step.State);
        Assert.Empty(step.Effects);
    }

    private static RoomState Entered(RoomState state, string key, DateTimeOffset at) => RoomLogic.Enter(Room, state, new JournalDraft
    {
        Key = key,
        Journal = "35.7",
        Kind = "ups_test",
        Equipment = "ups-1",
        StartedAt = at,
        EndedAt = at,
        Result = "pass",
        Fields = new Dictionary<string, JournalValue>(),
        Origin = "manual",
    }, at).State;

    private static JournalDraft Incident(DateTimeOffset at) => new()
    {
        Key = "incident",
        Journal = "35.1",
        Kind = "incident",
        Equipment = "",
        StartedAt = at,
        Result = "open",
        Fields = new Dictionary<string, JournalValue>(),
        Origin = "manual",
    };

    private static RoomState Tick(RoomState state, DateTimeOffset at) => RoomLogic.Tick(Room, state, at).State;

    private static RoomState Through(RoomState state) => RoomStateJson.TryRead(RoomStateJson.Write(state), out var read) ? read : throw new InvalidOperationException();

    private static IReadOnlyList<Alarm> Standing(RoomState state) => [.. state.Alarms.Values.Where(alarm => alarm.Rule == AlarmRules.SignatureOverdue && alarm.IsStanding)];
}
