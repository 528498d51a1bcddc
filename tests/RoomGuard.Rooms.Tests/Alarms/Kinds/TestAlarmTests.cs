using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Tests.Alarms.Kinds;

public class TestAlarmTests
{
    private const double Day = 86_400;

    private const string One = """{"id":"srv-1","type":"server","equipment":[{"id":"ups-1","kind":"ups"}],"rules":{"signing":{"within":60}}}""";

    private const string Engine = """{"id":"srv-1","type":"server","equipment":[{"id":"gen-1","kind":"generator"}],"rules":{"signing":{"within":60}}}""";

    [Fact]
    public void A_UPS_is_reminded_of_three_days_before_and_alarms_when_interval_and_grace_are_over()
    {
        var script = new RoomScript(One);
        Test(script, "ups_test", "ups-1", "pass");
        script.Until((11 * Day) - 3600, 3600);
        Assert.Empty(script.Raised);

        script.Until((11 * Day) + 70, 10);
        var note = Assert.Single(script.Raised);
        Assert.Equal((AlarmRules.TestDue, AlarmPriority.Info, "ups-1", "equipment.test"), (note.Rule, note.Priority, note.Point.Equipment, note.Point.Signal));
        Assert.Equal((RoomScript.At((11 * Day) + 10), Telling.Raised), (note.Since, script.State.Alarms[note.Id].Telling));
        Assert.Equal("ups-1: the UPS test is due by 2026-03-16 06:00 UTC. Last tested 2026-03-02 06:00 UTC", note.Text.En);

        script.Until((17 * Day) - 3600, 3600);
        Assert.Single(script.Raised);
        Assert.Single(script.Told());
        script.Until((17 * Day) + 70, 10);
        var alarm = script.Raised.Last();
        Assert.Equal((AlarmRules.TestOverdue, AlarmPriority.Warning, RoomScript.At((17 * Day) + 10)), (alarm.Rule, alarm.Priority, alarm.Since));
        Assert.Equal("ups-1: the UPS test is overdue. Last tested 2026-03-02 06:00 UTC, 17 d ago; it is asked for every 14 d. Start a battery test and check its result in journal 35.7", alarm.Text.En);
        Assert.Equal("ups-1: тест ИБП просрочен. Последний тест 02.03.2026 06:00 UTC, 17 сут назад; требуется каждые 14 сут. Запустите тест батареи и проверьте результат в журнале 35.7", alarm.Text.Ru);
        Assert.StartsWith("ups-1: ҮҚК тестінің мерзімі өтті. Соңғы тест 02.03.2026 06:00 UTC, 17 ", alarm.Text.Kk, StringComparison.Ordinal);
        Assert.DoesNotContain('{', alarm.Text.Kk + alarm.Text.Ru + alarm.Text.En);
        Assert.Equal([Telling.Raised, Telling.Raised], script.Told().Where(telling => telling == Telling.Raised));
        Assert.False(script.State.Alarms.TryGetValue(note.Id, out var over) && over.IsStanding);
    }

    [Fact]
    public void A_test_that_is_recognised_ends_it_and_one_that_was_broken_off_does_not()
    {
        var script = new RoomScript(One).Until(17.1 * Day, 3600);
        Assert.Equal(AlarmRules.TestOverdue, Assert.Single(Standing(script)).Rule);
        Test(script, "ups_test", "ups-1", "not_completed");
        Assert.Equal(AlarmRules.TestOverdue, Assert.Single(Standing(script)).Rule);
        Test(script, "real_outage", "ups-1", "pass");
        Assert.Equal(AlarmRules.TestOverdue, Assert.Single(Standing(script)).Rule);
        Test(script, "ups_test", "ups-1", "fail");
        Assert.Empty(Standing(script));
        script.Until(27 * Day, 3600);
        Assert.Empty(Standing(script));
    }

    [Fact]
    public void What_was_never_tested_counts_from_when_it_became_known_and_says_so()
    {
        var script = new RoomScript(Engine).Until(37.9 * Day, 3600);
        Assert.Equal(AlarmRules.TestDue, Assert.Single(Standing(script)).Rule);
        script.Until((38 * Day) + 1, 60);
        var alarm = Assert.Single(Standing(script));
        Assert.Equal(AlarmRules.TestOverdue, alarm.Rule);
        Assert.Equal("gen-1: the generator was never tested. Known since 2026-03-02 06:00 UTC, 38 d ago; a test is asked for every 31 d. Run it for at least 30 min at 30 % load or more and check the result in journal 35.7", alarm.Text.En);
        Test(script, "generator_test", "gen-1", "pass");
        Assert.Empty(Standing(script));
    }

    [Fact]
    public void Interval_and_grace_are_the_rooms_own_and_the_verdict_goes_by_them_too()
    {
        var script = new RoomScript("""{"id":"srv-1","type":"server","equipment":[{"id":"ups-1","kind":"ups"}],"rules":{"upsTest":{"interval":"4 d","grace":"1 d"}}}""");
        script.Attest("35.7.g", AttestationStatement.NotApplicable, "x-1", RoomScript.At(300 * Day));
        script.Take(RoomLogic.Attest(script.Room, script.State, new Attestation { Id = "f-1", Item = "35.7.u", Slot = "form", Statement = AttestationStatement.Met, Signer = "A. Officer", At = script.Now }, script.Now));
        Test(script, "ups_test", "ups-1", "pass");
        script.Until((3 * Day) + 70, 10);
        Assert.Equal(AlarmRules.TestDue, Assert.Single(Standing(script)).Rule);
        script.Until((4.5 * Day) + 70, 60);
        Assert.Equal((AlarmRules.TestDue, VerdictState.EvidenceStale), (Assert.Single(Standing(script)).Rule, script.Verdict("35.7").State));
        script.Until((5 * Day) + 70, 10);
        Assert.Equal((AlarmRules.TestOverdue, VerdictState.NonCompliant), (Assert.Single(Standing(script)).Rule, script.Verdict("35.7").State));
    }

    [Fact]
    public void Equipment_that_is_taken_out_of_the_description_alarms_no_more()
    {
        var script = new RoomScript("""{"id":"srv-1","type":"server","equipment":[{"id":"ups-1","kind":"ups"},{"id":"ups-2","kind":"ups"}]}""").Until(18 * Day, 3600);
        Assert.Equal(["ups-1", "ups-2"], Standing(script).Select(alarm => alarm.Point.Equipment).Order());
        var room = RoomScript.ReadRoom(One);
        var described = RoomLogic.Describe(room, script.State, script.Now);
        var ticked = RoomLogic.Tick(room, described.State, script.Now.AddSeconds(1));
        Assert.Equal("ups-1", Assert.Single(ticked.State.Alarms.Values, alarm => alarm.IsStanding).Point.Equipment);
    }

    [Fact]
    public void A_cross_connect_room_asks_for_no_test_until_one_was_made()
    {
        var script = new RoomScript(One.Replace("\"server\"", "\"cross_connect\"", StringComparison.Ordinal)).Until(60 * Day, 3600);
        Assert.DoesNotContain(script.Raised, alarm => alarm.Rule is AlarmRules.TestOverdue or AlarmRules.TestDue);
        Test(script, "ups_test", "ups-1", "pass");
        script.Until(78 * Day, 3600);
        Assert.Equal(AlarmRules.TestOverdue, script.Raised.Last(alarm => alarm.Point.Signal == "equipment.test").Rule);
    }

    [Fact]
    public void A_statement_that_it_was_tested_counts_as_it_does_for_the_verdict_and_so_does_that_there_is_none()
    {
        var script = new RoomScript(One).Until(18 * Day, 3600);
        script.Take(RoomLogic.Attest(script.Room, script.State, new Attestation { Id = "t-1", Item = "35.7.u", Slot = "test", Statement = AttestationStatement.Met, Signer = "A. Officer", At = script.Now }, script.Now));
        Assert.Empty(Standing(script));
        script.Until(36 * Day, 3600);
        Assert.Single(Standing(script));
        script.Attest("35.7.u", AttestationStatement.NotApplicable, "x-1", script.Now.AddDays(300));
        Assert.Empty(Standing(script));
    }

    [Fact]
    public void A_centre_that_was_away_finds_the_same_alarm_once_and_a_site_may_take_it_away()
    {
        var script = new RoomScript(One).Until(18 * Day, 3600);
        var alarm = Assert.Single(Standing(script));
        Assert.True(RoomStateJson.TryRead(RoomStateJson.Write(script.State), out var kept));
        script.State = kept;
        script.Until(19 * Day, 3600);
        Assert.Equal(alarm.Id, Assert.Single(Standing(script)).Id);
        Assert.True(SignalCatalogue.Find("equipment.test") is { Kind: SignalKind.Event });

        var quiet = new RoomScript("""{"id":"srv-1","type":"server","equipment":[{"id":"ups-1","kind":"ups"}],"rules":{"alarms":[{"signal":"equipment.test","rule":"test-overdue","off":true}]}}""").Until(40 * Day, 3600);
        Assert.DoesNotContain(quiet.Raised, one => one.Rule == AlarmRules.TestOverdue);
    }

    private static List<Alarm> Standing(RoomScript script) => [.. script.State.Alarms.Values.Where(alarm => alarm.IsStanding)];

    private static void Test(RoomScript script, string kind, string equipment, string result)
    {
        var turn = new RoomTurn(script.Room, script.State, script.Now);
        turn.Journal.Write(new JournalDraft
        {
            Key = $"{equipment}|{kind}|{script.Now:O}",
            Journal = "35.7",
            Section = "U",
            Kind = kind,
            Equipment = equipment,
            StartedAt = script.Now,
            EndedAt = script.Now.AddSeconds(10),
            Result = result,
            Fields = new Dictionary<string, JournalValue>(),
        });
        script.Take(turn.End());
        script.Until(script.Second + 60, 1);
    }
}
