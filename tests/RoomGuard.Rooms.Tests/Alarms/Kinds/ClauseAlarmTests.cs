using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Terms;

namespace RoomGuard.Rooms.Tests.Alarms.Kinds;

public class ClauseAlarmTests
{
    private const double Day = 86_400;

    [Fact]
    public void A_monthly_attestation_is_noted_a_week_before_its_end_and_alarms_when_it_is_over()
    {
        var script = new RoomScript().Attest("163.4", AttestationStatement.Met).Until((23 * Day) - 3600, 3600);
        Assert.Empty(script.Raised);

        script.Until((23 * Day) + 1, 1);
        var note = Assert.Single(script.Raised);
        Assert.Equal((AlarmRules.AttestationDue, AlarmPriority.Info, "163.4", Telling.Raised), (note.Rule, note.Priority, note.Point.Equipment, script.State.Alarms[note.Id].Telling));
        Assert.Equal(RoomScript.At(23 * Day), note.Since);
        Assert.Equal("2026-04-01T06:00:00Z", note.Value.Text);

        script.Until((30 * Day) - 3599, 3600);
        Assert.Single(script.Raised);
        script.Until(30 * Day, 1);
        var alarm = script.Raised.Last();
        Assert.Equal((AlarmRules.AttestationOverdue, AlarmPriority.Warning), (alarm.Rule, alarm.Priority));
        Assert.Equal(RoomScript.At(30 * Day), alarm.Since);
        Assert.Equal("Item 163.4: what was attested holds no longer (Inspection of the passage with photo)", alarm.Text.En);
        Assert.Equal("Пункт 163.4: срок подтверждения истёк (Осмотр прохода с фото)", alarm.Text.Ru);
        Assert.Equal("163.4-тармақ: растау мерзімі аяқталды (Өтетін жолды фотосуретпен тексеру)", alarm.Text.Kk);
        Assert.Equal(Telling.Raised, script.State.Alarms[alarm.Id].Telling);
        Assert.DoesNotContain(note.Id, script.State.Alarms.Keys);
        Assert.Equal(VerdictState.AttestationExpired, script.Until((30 * Day) + 11, 1).Verdict("163.4").State);
    }

    [Fact]
    public void A_newer_attestation_ends_both_at_once()
    {
        var script = new RoomScript().Attest("163.8", AttestationStatement.Met).Until(25 * Day, 3600);
        Assert.Single(Attested(script));
        script.Attest("163.8", AttestationStatement.Met, "a-2");
        Assert.Empty(Attested(script));

        script.Until(56 * Day, 3600);
        Assert.Equal(AlarmRules.AttestationOverdue, Assert.Single(Attested(script)).Rule);
        script.Attest("163.8", AttestationStatement.Met, "a-3");
        Assert.Equal(AlarmCondition.ReturnedUnacknowledged, Assert.Single(Attested(script)).State);
        Assert.DoesNotContain(script.State.Memory.Conditions.Values, condition => condition.Case.Point.Equipment == "163.8");
    }

    [Fact]
    public void What_holds_for_a_year_is_noted_thirty_days_before()
    {
        var script = new RoomScript().Attest("163.1", AttestationStatement.Met).Until(334.5 * Day, 12 * 3600);
        Assert.Empty(Raised(script));
        script.Until(335 * Day, 3600);
        Assert.Equal(RoomScript.At(335 * Day), Assert.Single(Raised(script)).Since);
    }

    [Fact]
    public void A_term_of_the_signers_own_goes_before_the_catalogues()
    {
        var script = new RoomScript().Attest("163.1", AttestationStatement.Met, validUntil: RoomScript.At(10 * Day)).Until(3 * Day, 3600);
        Assert.Equal(AlarmRules.AttestationDue, Assert.Single(script.Raised).Rule);
        script.Until(10 * Day, 3600);
        Assert.Equal(AlarmRules.AttestationOverdue, script.Raised.Last().Rule);
    }

    [Fact]
    public void What_nobody_ever_attested_alarms_nobody()
    {
        var script = new RoomScript().Until(400 * Day, Day);
        Assert.Empty(Raised(script));
        Assert.All(SlotTerm.Of(script.Room, script.State, script.Now), term => Assert.True(term.Due is null || term.Part == "35.1"));
        Assert.Equal(29, SlotTerm.Of(script.Room, script.State, script.Now).Count());
    }

    [Fact]
    public void An_exclusion_takes_the_place_of_the_items_evidence_and_ends_too()
    {
        var script = new RoomScript().Attest("163.2", AttestationStatement.NotApplicable, validUntil: RoomScript.At(60 * Day));
        var term = Assert.Single(SlotTerm.Of(script.Room, script.State, script.Now), term => term.Part == "163.2");
        Assert.Equal((SlotTerm.Exclusion, RoomScript.At(60 * Day), RoomScript.At(30 * Day)), (term.Slot, term.Due, term.RemindAt));
        script.Until(60 * Day, 3600);
        Assert.Equal((AlarmRules.AttestationOverdue, "163.2"), (Raised(script)[^1].Rule, Raised(script)[^1].Point.Equipment));

        script.Attest("163.2", AttestationStatement.Met, "plan");
        Assert.Equal("plan", Assert.Single(SlotTerm.Of(script.Room, script.State, script.Now), term => term.Part == "163.2").Attestation!.Id);
        Assert.All(Attested(script), alarm => Assert.False(alarm.IsStanding));
    }

    [Fact]
    public void A_leak_takes_the_force_of_an_inspection_without_a_second_alarm()
    {
        var script = new RoomScript().Attest("163.6", AttestationStatement.Absent).Send(100, ("leak-1/leak.wet", true)).Until(7200, 60);
        Assert.DoesNotContain(script.Raised, alarm => alarm.Rule is AlarmRules.AttestationOverdue or AlarmRules.AttestationDue);
        var term = Assert.Single(SlotTerm.Of(script.Room, script.State, script.Now), term => term.Part == "163.6");
        Assert.True(term.IsRevoked);
        Assert.Equal(RoomScript.At(100), term.Due);
    }

    [Fact]
    public void Terms_that_end_together_are_no_flood_and_no_chain()
    {
        var script = new RoomScript();
        foreach (var item in Catalogue.Current.Items)
        {
            script.Attest(item.Id, AttestationStatement.Met, item.Id, validUntil: RoomScript.At(40 * Day));
        }

        script.Until(40 * Day, 3600);
        var overdue = script.State.Alarms.Values.Where(alarm => alarm.Rule == AlarmRules.AttestationOverdue).ToList();
        Assert.Equal(20, overdue.Count);
        Assert.All(overdue, alarm => Assert.Equal((null, false, Telling.Raised), (alarm.Cascade, alarm.FirstOut, alarm.Telling)));
        Assert.DoesNotContain(script.Raised, alarm => alarm.Rule == AlarmRules.Flood);
    }

    [Fact]
    public void A_centre_that_was_away_finds_the_same_alarm_once()
    {
        var script = new RoomScript().Attest("163.4", AttestationStatement.Met).Until(31 * Day, 3600);
        var alarm = Assert.Single(script.State.Alarms);
        Assert.True(RoomStateJson.TryRead(RoomStateJson.Write(script.State), out var kept));
        script.State = kept;
        script.Until(32 * Day, 3600);
        Assert.Equal(alarm.Key, Assert.Single(script.State.Alarms).Key);

        var late = new RoomScript().Attest("163.4", AttestationStatement.Met);
        late.Now = RoomScript.At(90 * Day);
        late.Until((90 * Day) + 1);
        Assert.Equal((alarm.Key, RoomScript.At(30 * Day)), (Assert.Single(late.State.Alarms).Key, late.State.Alarms.Values.Single().Since));
    }

    [Fact]
    public void A_site_may_take_the_alarm_away_or_have_the_note_told()
    {
        var quiet = new RoomScript("""{"id":"srv-1","type":"server","rules":{"alarms":[{"signal":"*","rule":"attestation-overdue","off":true},{"signal":"*","rule":"attestation-due","builtIn":true,"priority":"warning"}]}}""")
            .Attest("163.4", AttestationStatement.Met).Until(25 * Day, 3600);
        Assert.Equal(Telling.Raised, Assert.Single(quiet.State.Alarms.Values).Telling);
        quiet.Until(40 * Day, 3600);
        Assert.DoesNotContain(quiet.Raised, alarm => alarm.Rule == AlarmRules.AttestationOverdue);
    }

    [Fact]
    public void A_tick_makes_nothing_while_nothing_is_due()
    {
        var script = new RoomScript().Attest("163.1", AttestationStatement.Met).Until(60);
        var looked = script.State.Memory.TermsAt;
        script.Until(3000, 60);
        Assert.Equal(looked, script.State.Memory.TermsAt);
        Assert.True(SignalCatalogue.Find("room.attestation") is { Kind: SignalKind.Event });
    }

    // Entries of journals, such as the line for a quiet month, have terms of their own.
    private static IReadOnlyList<Alarm> Attested(RoomScript script) => [.. script.State.Alarms.Values.Where(alarm => alarm.Point.Equipment.StartsWith("163.", StringComparison.Ordinal))];

    private static IReadOnlyList<Alarm> Raised(RoomScript script) => [.. script.Raised.Where(alarm => alarm.Point.Equipment.StartsWith("163.", StringComparison.Ordinal))];
}
