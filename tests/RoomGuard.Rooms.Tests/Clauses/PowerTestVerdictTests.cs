using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Rooms.Tests.Clauses;

/// <summary>Item 35.7 in the life of a room: tests as they are drafted, equipment as it is described.</summary>
public class PowerTestVerdictTests
{
    private const double Day = 86_400;

    private const string Both = """{"id":"srv-1","type":"server","equipment":[{"id":"ups-1","kind":"ups"},{"id":"ups-2","kind":"ups"}]}""";

    [Fact]
    public void A_test_that_was_broken_off_leaves_the_one_before_it_in_force()
    {
        var script = Signed(Both);
        Draft(script, "ups-1", "pass");
        Draft(script, "ups-2", "pass");
        Assert.Equal(VerdictState.Compliant, script.Verdict("35.7").State);
        script.Until(2 * Day, 3600);
        Draft(script, "ups-1", "not_completed");
        Assert.Equal(VerdictState.Compliant, script.Verdict("35.7").State);
        Draft(script, "ups-1", "fail");
        Assert.Equal((VerdictState.NonCompliant, ReasonCode.TestFailed), (script.Verdict("35.7").State, script.Verdict("35.7").Reasons[^1]));
    }

    [Fact]
    public void Equipment_that_was_taken_out_of_the_description_needs_no_test_and_silence_takes_nothing_out()
    {
        var script = Signed(Both);
        Draft(script, "ups-1", "pass");
        Assert.Equal((VerdictState.Unknown, true), (script.Verdict("35.7").State, script.Verdict("35.7").Reasons.Contains(ReasonCode.NeverObserved)));
        script.Until(Day, 3600);
        Assert.Equal(VerdictState.Unknown, script.Verdict("35.7").State);

        var one = RoomScript.ReadRoom("""{"id":"srv-1","type":"server","equipment":[{"id":"ups-1","kind":"ups"}]}""");
        var step = RoomLogic.Tick(one, RoomLogic.Describe(one, script.State, script.Now).State, script.Now.AddMinutes(2));
        Assert.Equal(VerdictState.Compliant, step.State.Verdicts["35.7"].State);
    }

    // A room that has no generator and says so.
    private static RoomScript Signed(string room)
    {
        var script = new RoomScript(room);
        script.Attest("35.7.g", AttestationStatement.NotApplicable, "x-1", script.Now.AddDays(300));
        return script.Take(RoomLogic.Attest(script.Room, script.State, new Attestation { Id = "f-1", Item = "35.7.u", Slot = "form", Statement = AttestationStatement.Met, Signer = "A. Officer", At = script.Now }, script.Now));
    }

    private static void Draft(RoomScript script, string equipment, string result)
    {
        var turn = new RoomTurn(script.Room, script.State, script.Now);
        turn.Journal.Write(new JournalDraft
        {
            Key = $"{equipment}|ups_test|{script.Now:O}",
            Journal = "35.7",
            Section = "U",
            Kind = "ups_test",
            Equipment = equipment,
            StartedAt = script.Now,
            EndedAt = script.Now.AddSeconds(10),
            Result = result,
            Fields = new Dictionary<string, JournalValue>(),
        });
        VerdictBook.Assess(turn);
        script.Take(turn.End());
        script.Until(script.Second + 60, 60);
    }
}
