using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Rooms.Tests.Clauses;

/// <summary>Entries that come as a table: what of them still speaks for today.</summary>
public class RecallTests
{
    private const double Day = 86_400;

    private const string One = """{"id":"srv-1","type":"server","equipment":[{"id":"ups-1","kind":"ups"}]}""";

    [Fact]
    public void A_test_of_last_week_ends_what_is_overdue_and_speaks_for_the_room()
    {
        var script = Signed().Until(18 * Day, 3600);
        Assert.Equal(AlarmRules.TestOverdue, Assert.Single(Standing(script)).Rule);
        Recall(script, Test("ups-1", script.Now.AddDays(-7)));
        Assert.Equal(VerdictState.Compliant, script.Verdict("35.7").State);
        script.Until((18 * Day) + 120, 60);
        Assert.Empty(Standing(script));
        Assert.Empty(script.Drafts.Where(draft => draft.Origin == "import"));
        Assert.Empty(script.State.Memory.Unsigned.Where(entry => entry.Value.Journal == "35.7"));
    }

    [Fact]
    public void Tests_of_long_ago_raise_nothing_and_make_no_newer_one_older()
    {
        var script = Signed();
        Recall(script, Test("ups-1", script.Now.AddYears(-3)), Test("ups-1", script.Now.AddDays(-14)), Test("ups-1", script.Now.AddDays(-20), "fail"));
        Assert.Empty(script.State.Memory.Happened);
        script.Until(2 * Day, 3600);
        Assert.Empty(Standing(script));

        Recall(script, Test("ups-1", script.Now.AddDays(-1)));
        var newest = script.State.Memory.Happened["ups/ups-1"];
        Recall(script, Test("ups-1", script.Now.AddDays(-3), "fail"), Test("ups-1", script.Now.AddHours(-1), "not_completed"));
        Assert.Equal(newest, script.State.Memory.Happened["ups/ups-1"]);
        Assert.Equal(VerdictState.Compliant, script.Verdict("35.7").State);
    }

    [Theory]
    [InlineData("fail", VerdictState.NonCompliant)]
    [InlineData("pass_with_remarks", VerdictState.Compliant)]
    [InlineData("not_completed", VerdictState.Unknown)]
    public void An_entry_that_puts_a_test_right_speaks_in_its_place(string result, VerdictState state)
    {
        var script = Signed();
        var test = Test("ups-1", script.Now.AddHours(-1));
        script.Take(RoomLogic.Enter(script.Room, script.State, test with { Origin = "manual" }, script.Now));
        Assert.Equal(VerdictState.Compliant, script.Verdict("35.7").State);
        script.Take(RoomLogic.Enter(script.Room, script.State, test with { Key = "manual|2", Origin = "manual", Corrects = 1, Result = result, EndedAt = test.EndedAt?.AddSeconds(-5) }, script.Now));
        Assert.Equal(state, script.Verdict("35.7").State);
    }

    [Fact]
    public void Of_equipment_that_the_room_does_not_have_nothing_is_kept()
    {
        var script = Signed();
        Recall(script, [.. Enumerable.Range(0, 1000).Select(no => Test($"foreign-{no}", script.Now.AddDays(-1))), Test("", script.Now.AddDays(-1))]);
        Assert.Empty(script.State.Memory.Happened);

        // A room without a description takes what comes, up to a bound.
        script = new RoomScript("""{"id":"srv-1","type":"server"}""");
        Recall(script, [.. Enumerable.Range(0, 1000).Select(no => Test($"foreign-{no}", script.Now.AddDays(-1)))]);
        Assert.InRange(script.State.Memory.Happened.Count, 1, 500);
    }

    [Fact]
    public void An_incident_of_this_month_says_that_the_month_was_not_quiet()
    {
        var script = new RoomScript(One);
        Recall(script, Test("", script.Now.AddDays(-1)) with { Journal = "35.1", Kind = "incident" });
        Assert.True(script.State.Memory.Happened.ContainsKey("35.1/"));
        Recall(script, Test("", script.Now) with { Journal = "35.1", Kind = "incident", Completes = "x" });
        Assert.Equal(script.Now.AddDays(-1), script.State.Memory.Happened["35.1/"].ObservedAt);
    }

    // A room that has no generator and says so.
    private static RoomScript Signed()
    {
        var script = new RoomScript(One);
        script.Attest("35.7.g", AttestationStatement.NotApplicable, "x-1", script.Now.AddDays(300));
        return script.Take(RoomLogic.Attest(script.Room, script.State, new Attestation { Id = "f-1", Item = "35.7.u", Slot = "form", Statement = AttestationStatement.Met, Signer = "A. Officer", At = script.Now }, script.Now));
    }

    private static IEnumerable<Alarm> Standing(RoomScript script) => script.State.Alarms.Values.Where(alarm => alarm.IsStanding && alarm.Rule is AlarmRules.TestOverdue or AlarmRules.TestDue or AlarmRules.SignatureOverdue or AlarmRules.AttestationOverdue);

    private static void Recall(RoomScript script, params JournalDraft[] drafts) => script.Take(RoomLogic.Recall(script.Room, script.State, drafts, script.Now));

    private static JournalDraft Test(string equipment, DateTimeOffset at, string result = "pass") => new()
    {
        Key = $"import|35.7|{equipment}{at:O}",
        Journal = "35.7",
        Section = "U",
        Kind = "ups_test",
        Equipment = equipment,
        StartedAt = at,
        Result = result,
        Origin = "import",
        Fields = new Dictionary<string, JournalValue>(),
    };
}
