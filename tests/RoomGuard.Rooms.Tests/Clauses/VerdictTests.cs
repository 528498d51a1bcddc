using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Rooms.Tests.Clauses;

public class VerdictTests
{
    private const double Hour = 3600;

    [Fact]
    public void A_new_room_is_unknown_in_every_item_of_its_type()
    {
        var script = new RoomScript();
        Assert.Equal(
            Enumerable.Range(1, 11).Select(number => $"163.{number}").Concat(["35.1", "35.2", "35.4", "35.7", "35.8"]).Order(StringComparer.Ordinal),
            script.State.Verdicts.Keys.Order(StringComparer.Ordinal));
        Assert.All(script.State.Verdicts.Values, verdict => Assert.Equal(VerdictState.Unknown, verdict.State));
        Assert.Equal(VerdictState.Unknown, script.State.WorstVerdict);
    }

    [Fact]
    public void A_room_full_of_sensors_and_without_attestations_stays_unknown()
    {
        var script = new RoomScript().Hold(0, 600, 10, ("fire-1/fire.fault", false), ("ias-1/ias.fault", false), ("ias-1/ias.armed", true),
            ("acs-1/acs.online", true), ("ac-1/hvac.run", true), ("ac-1/hvac.fault", false), ("probe-1/env.temp", 22), ("feed-1/feed.present", true));
        Assert.All(script.State.Verdicts.Values, verdict => Assert.Equal(VerdictState.Unknown, verdict.State));
        Assert.Equal([ReasonCode.AttestMissing], script.Verdict("163.7").Reasons);
    }

    [Fact]
    public void An_attestation_with_fresh_sensors_makes_an_item_compliant_and_names_its_evidence()
    {
        var script = new RoomScript().Hold(0, 20, 10, ("fire-1/fire.fault", false)).Attest("163.7", AttestationStatement.Present, "act-7");
        var verdict = script.Verdict("163.7");
        Assert.Equal(VerdictState.Compliant, verdict.State);
        Assert.Equal(["attestation/act-7", "point/fire-1/fire.fault@2026-03-02T06:00:20.000Z"], verdict.Evidence);
        Assert.Equal(script.Now, verdict.Since);
    }

    [Fact]
    public void A_sensor_that_goes_silent_makes_evidence_stale_and_never_compliant()
    {
        var script = new RoomScript().Hold(0, 20, 10, ("fire-1/fire.fault", false)).Attest("163.7", AttestationStatement.Present).Until(400, 10);
        Assert.Equal((VerdictState.EvidenceStale, ReasonCode.SensorStale), (script.Verdict("163.7").State, script.Verdict("163.7").Reasons.Single()));
        script.Send(410, ("fire-1/fire.fault", AbsenceReason.Faulted)).Until(425);
        Assert.Equal([ReasonCode.SensorBadQuality], script.Verdict("163.7").Reasons);
    }

    [Fact]
    public void A_fire_panel_at_fault_for_a_day_contradicts_and_for_a_minute_less_does_not()
    {
        var script = new RoomScript().Hold(0, 60, 60, ("fire-1/fire.fault", false)).Attest("163.7", AttestationStatement.Present);
        script.Hold(120, 120 + (24 * Hour) - 60, 60, ("fire-1/fire.fault", true)).Until(120 + (24 * Hour) - 30, 10);
        Assert.Equal(VerdictState.Compliant, script.Verdict("163.7").State);
        Assert.Contains(script.State.Alarms.Values, alarm => alarm.Signal == "fire.fault");
        script.Hold(120 + (24 * Hour), 180 + (24 * Hour), 60, ("fire-1/fire.fault", true)).Until(240 + (24 * Hour), 10);
        Assert.Equal((VerdictState.NonCompliant, ReasonCode.FaultPersistent), (script.Verdict("163.7").State, script.Verdict("163.7").Reasons.Single()));
    }

    [Fact]
    public void A_contradiction_outlives_silence_and_ends_only_after_good_samples()
    {
        var script = new RoomScript().Attest("163.10", AttestationStatement.Present).Hold(0, 25 * Hour, 60, ("acs-1/acs.online", false)).Until((25 * Hour) + 20, 10);
        Assert.Equal(VerdictState.NonCompliant, script.Verdict("163.10").State);
        script.Until(30 * Hour, 60);
        Assert.Equal(VerdictState.NonCompliant, script.Verdict("163.10").State);
        Assert.Contains(ReasonCode.SensorStale, script.Verdict("163.10").Reasons);
        script.Hold(30 * Hour, (30 * Hour) + 600, 60, ("acs-1/acs.online", true));
        Assert.Equal(VerdictState.NonCompliant, script.Verdict("163.10").State);
        script.Hold((30 * Hour) + 660, (30 * Hour) + 1200, 60, ("acs-1/acs.online", true));
        Assert.Equal(VerdictState.Compliant, script.Verdict("163.10").State);
    }

    [Fact]
    public void A_leak_revokes_the_attestation_of_pipes_until_a_new_one_says_where_it_came_from()
    {
        var script = new RoomScript().Attest("163.6", AttestationStatement.Absent, "a-1");
        Assert.Equal(VerdictState.Compliant, script.Verdict("163.6").State);
        script.Send(100, ("leak-1/leak.wet", true));
        Assert.Equal((VerdictState.AttestationExpired, ReasonCode.AttestRevoked), (script.Verdict("163.6").State, script.Verdict("163.6").Reasons.Single()));
        Assert.Contains("point/leak-1/leak.wet@2026-03-02T06:01:40.000Z", script.Verdict("163.6").Evidence);
        var draft = Assert.Single(script.Drafts);
        Assert.Equal(("35.1", "leak"), (draft.Journal, draft.Kind));
        script.Send(200, ("leak-1/leak.wet", false)).Until(400);
        Assert.Equal(VerdictState.AttestationExpired, script.Verdict("163.6").State);
        script.Attest("163.6", AttestationStatement.Absent, "a-2");
        Assert.Equal(VerdictState.Compliant, script.Verdict("163.6").State);
    }

    [Theory]
    [InlineData("163.6", AttestationStatement.Present, ReasonCode.AttestedPresent)]
    [InlineData("163.6", AttestationStatement.Broken, ReasonCode.AttestedPresent)]
    [InlineData("163.4", AttestationStatement.Absent, ReasonCode.AttestedAbsent)]
    public void What_a_person_contradicts_only_a_newer_signature_ends(string item, AttestationStatement statement, ReasonCode reason)
    {
        var script = new RoomScript().Attest(item, AttestationStatement.Met, "a-1").Until(60).Attest(item, statement, "a-2");
        Assert.Equal((VerdictState.NonCompliant, reason), (script.Verdict(item).State, script.Verdict(item).Reasons[0]));
        script.Until(3 * Hour, 60);
        Assert.Equal(VerdictState.NonCompliant, script.Verdict(item).State);
        script.Attest(item, AttestationStatement.Met, "a-3");
        Assert.Equal(VerdictState.Compliant, script.Verdict(item).State);
    }

    [Fact]
    public void An_older_signature_that_arrives_late_does_not_undo_a_newer_one()
    {
        var script = new RoomScript().Until(100).Attest("163.4", AttestationStatement.Absent, "new");
        script.Take(RoomLogic.Attest(script.Room, script.State, new Attestation { Id = "old", Item = "163.4", Statement = AttestationStatement.Present, Signer = "x", At = RoomScript.At(50) }, script.Now));
        Assert.Equal(VerdictState.NonCompliant, script.Verdict("163.4").State);
    }

    [Fact]
    public void An_attestation_warns_before_its_term_and_expires_at_it()
    {
        var day = 24 * Hour;
        var script = new RoomScript().Attest("163.8", AttestationStatement.Absent).Until(22 * day, Hour);
        Assert.Equal((VerdictState.Compliant, 0), (script.Verdict("163.8").State, script.Verdict("163.8").Reasons.Count));
        script.Until(24 * day, Hour);
        Assert.Equal((VerdictState.Compliant, ReasonCode.ExpiringSoon), (script.Verdict("163.8").State, script.Verdict("163.8").Reasons.Single()));
        script.Until(31 * day, Hour);
        Assert.Equal((VerdictState.AttestationExpired, ReasonCode.AttestExpired), (script.Verdict("163.8").State, script.Verdict("163.8").Reasons.Single()));
    }

    [Fact]
    public void An_exclusion_holds_until_its_term_and_then_the_item_falls_back()
    {
        var script = new RoomScript().Attest("163.9", AttestationStatement.NotApplicable, "x-1", RoomScript.At(2 * Hour));
        Assert.Equal(VerdictState.NotApplicable, script.Verdict("163.9").State);
        Assert.Equal([ReasonCode.ExpiringSoon, ReasonCode.Excluded], script.Verdict("163.9").Reasons);
        script.Until(3 * Hour, 60);
        Assert.Equal(VerdictState.Unknown, script.Verdict("163.9").State);
    }

    [Fact]
    public void Half_of_item_ten_is_not_the_whole()
    {
        var script = new RoomScript().Attest("163.10.a", AttestationStatement.Present, "a-1");
        Assert.Equal(VerdictState.Unknown, script.Verdict("163.10").State);
        script.Attest("163.10.b", AttestationStatement.Present, "b-1");
        Assert.Equal(VerdictState.Compliant, script.Verdict("163.10").State);
        Assert.Equal(["attestation/a-1", "attestation/b-1"], script.Verdict("163.10").Evidence);
        script.Attest("163.10.b", AttestationStatement.Absent, "b-2");
        Assert.Equal(VerdictState.NonCompliant, script.Verdict("163.10").State);
    }

    [Fact]
    public void All_cooling_away_for_four_hours_while_it_is_too_warm_contradicts_and_one_unit_at_work_does_not()
    {
        var script = new RoomScript().Attest("163.11", AttestationStatement.Present);
        script.Hold(0, 5 * Hour, 60, ("ac-1/hvac.run", false), ("ac-2/hvac.run", true), ("probe-1/env.temp", 29));
        Assert.Equal(VerdictState.Compliant, script.Verdict("163.11").State);
        script.Hold((5 * Hour) + 60, (8.9 * Hour) + 60, 60, ("ac-1/hvac.run", false), ("ac-2/hvac.run", false), ("probe-1/env.temp", 29));
        Assert.Equal(VerdictState.Compliant, script.Verdict("163.11").State);
        script.Hold(9 * Hour, 9.2 * Hour, 60, ("ac-1/hvac.run", false), ("ac-2/hvac.run", false), ("probe-1/env.temp", 29));
        Assert.Equal(VerdictState.NonCompliant, script.Verdict("163.11").State);
    }

    [Fact]
    public void Cooling_that_is_off_in_a_cool_room_is_not_a_violation()
    {
        var script = new RoomScript().Attest("163.11", AttestationStatement.Present).Hold(0, 6 * Hour, 60, ("ac-1/hvac.run", false), ("probe-1/env.temp", 21));
        Assert.Equal(VerdictState.Compliant, script.Verdict("163.11").State);
    }

    [Fact]
    public void An_attestation_of_an_item_that_does_not_exist_or_from_tomorrow_changes_nothing()
    {
        var script = new RoomScript();
        var before = script.State;
        script.Attest("163.12", AttestationStatement.Present);
        script.Take(RoomLogic.Attest(script.Room, script.State, new Attestation { Id = "t", Item = "163.4", Statement = AttestationStatement.Present, Signer = "x", At = script.Now + TimeSpan.FromDays(1) }, script.Now));
        Assert.Same(before.Attestations, script.State.Attestations);
        Assert.All(script.State.Verdicts.Values, verdict => Assert.Equal(VerdictState.Unknown, verdict.State));
    }
}
