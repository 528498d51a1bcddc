using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35;
using static RoomGuard.Rooms.Tests.Recognition.PowerDay;
using static RoomGuard.Rooms.Tests.Recognition.UpsTests;

namespace RoomGuard.Rooms.Tests.Recognition;

public class GeneratorTests
{
    [Fact]
    public void A_monthly_exercise_on_load_passes_and_fills_its_columns()
    {
        var script = new RoomScript();
        Exercise(script, 0);
        var draft = Assert.Single(script.Drafts);
        Assert.Equal(("35.7", "G", "generator_test", "pass"), (draft.Journal, draft.Section, draft.Kind, draft.Result));
        Assert.Equal("gen-1|generator_test|2026-03-02T06:00:33.000Z", draft.Key);
        Assert.Equal("on_load", Choice(draft, "test_kind"));
        Assert.Equal(7, Assert.IsType<JournalValue.Number>(draft.Fields["ready_s"]).Amount);
        Assert.Equal(1, Assert.IsType<JournalValue.Number>(draft.Fields["attempts"]).Amount);
        Assert.Equal(35.2, Assert.IsType<JournalValue.Number>(draft.Fields["duration_min"]).Amount);
        Assert.Equal([new("avg", 42), new("min", 42), new("max", 42)], Numbers(draft, "load_pct"));
        Assert.Equal([new("l1", 231), new("l2", 230), new("l3", 229)], Numbers(draft, "voltage"));
        Assert.Equal([new("avg", 50.1), new("min", 50.1), new("max", 50.1)], Numbers(draft, "frequency"));
        Assert.Equal([new("min", 4.1)], Numbers(draft, "oil_pressure"));
        Assert.Equal([new("max", 82)], Numbers(draft, "coolant_temp"));
        Assert.Equal([new("before", 74), new("after", 74)], Numbers(draft, "fuel"));
        Assert.Equal([new("rest", 13.2), new("min", 10.4)], Numbers(draft, "start_battery_v"));
        Assert.Equal("gen-1, инв. № 77", Assert.IsType<JournalValue.Local>(draft.Fields["equipment"]).Text.Ru);
        Assert.DoesNotContain("transfer_s", draft.Fields.Keys);
        Assert.DoesNotContain("current", draft.Fields.Keys);
        Assert.DoesNotContain("remarks", draft.Fields.Keys);
    }

    [Fact]
    public void The_planned_date_is_the_one_the_plan_had_before_the_run()
    {
        var script = new RoomScript();
        Exercise(script, 0);
        Exercise(script, 86_400);
        var next = Assert.IsType<JournalValue.Time>(script.Drafts[0].Fields["next_due"]).At;
        Assert.Equal(next, Assert.IsType<JournalValue.Time>(script.Drafts[1].Fields["planned_at"]).At);
    }

    [Fact]
    public void A_test_is_recorded_as_an_alarm_that_pages_nobody()
    {
        var script = new RoomScript();
        Exercise(script, 0);
        var alarm = Assert.Single(script.Raised);
        Assert.Equal((AlarmRules.GeneratorRunning, AlarmPriority.Info, true), (alarm.Rule, alarm.Priority, alarm.Test));
        Assert.Empty(script.State.Alarms);
    }

    [Fact]
    public void The_run_is_over_after_five_minutes_of_standing_still_and_a_restart_before_that_belongs_to_it()
    {
        var script = new RoomScript().Hold(0, 30, Period, Generator()).Hold(40, 100, Period, Generator("running"));
        script.Hold(110, 300, Period, Generator()).Hold(310, 400, Period, Generator("running")).Hold(410, 700, Period, Generator());
        Assert.Empty(script.Drafts);
        script.Send(710, Generator());
        Assert.Equal((RoomScript.At(40), RoomScript.At(410)), (script.Drafts.Single().StartedAt, script.Drafts.Single().EndedAt));
    }

    [Fact]
    public void A_run_closes_by_time_alone_when_the_controller_falls_silent()
    {
        var script = new RoomScript().Hold(0, 30, Period, Generator()).Hold(40, 100, Period, Generator("running")).Send(110, Generator()).Until(420);
        Assert.Single(script.Drafts);
    }

    [Theory]
    [InlineData(12, 32, "pass_with_remarks", "Load was not at 30 % for 30 min")]
    [InlineData(42, 12, "not_completed", "Ran for less than 30 min")]
    [InlineData(0, 32, "pass_with_remarks", "Load was not at 30 % for 30 min")]
    public void A_test_that_asks_too_little_of_the_set_says_so(double kilowatts, double minutes, string result, string remark)
    {
        var script = new RoomScript();
        Exercise(script, 0, kilowatts, minutes);
        Assert.Equal(result, script.Drafts.Single().Result);
        Assert.Contains(remark, Texts(script.Drafts.Single(), "remarks").Select(text => text.En));
    }

    [Fact]
    public void Load_in_percent_is_not_known_without_a_rated_power_and_never_zero()
    {
        var script = new RoomScript("""{"id":"srv-1","type":"server"}""");
        Exercise(script, 0);
        Assert.DoesNotContain("load_pct", script.Drafts.Single().Fields.Keys);
        Assert.Equal("pass_with_remarks", script.Drafts.Single().Result);
        Assert.Equal(42, Numbers(script.Drafts.Single(), "load_kw")[0].Amount);
    }

    [Fact]
    public void An_engine_that_does_not_run_within_a_minute_is_a_failed_start()
    {
        var script = new RoomScript().Hold(0, 30, Period, Generator()).Hold(40, 90, Period, Generator("cranking"));
        Assert.Empty(script.Raised);
        script.Hold(100, 120, Period, Generator("cranking")).Hold(130, 500, Period, Generator("not_ready"));
        var alarm = script.Raised.Single();
        Assert.Equal((AlarmRules.FailedStart, AlarmPriority.Critical, false, RoomScript.At(100)), (alarm.Rule, alarm.Priority, alarm.Test, alarm.Since));
        Assert.Equal([("35.1", "generator_failed_start", "open"), ("35.7", "generator_test", "fail"), ("35.1", "generator_failed_start", "normal")],
            script.Drafts.Select(draft => (draft.Journal, draft.Kind, draft.Result)));
    }

    [Theory]
    [InlineData(8, "pass")]
    [InlineData(14, "pass")]
    [InlineData(18, "fail")]
    public void Readiness_is_judged_by_what_polls_can_prove(double crankingUntil, string result)
    {
        var script = new RoomScript().Hold(0, 20, 10, Generator()).Send(31, Generator("cranking")).Send(31 + crankingUntil, Generator("starting"));
        script.Send(53, Generator("running")).Hold(60, 1900, 10, Generator("loaded", kilowatts: 42)).Hold(1910, 2300, 10, Generator());
        Assert.Equal(result, script.Drafts.Single().Result);
        Assert.Equal(22, Assert.IsType<JournalValue.Number>(script.Drafts.Single().Fields["ready_s"]).Amount);
    }

    [Fact]
    public void A_poll_that_finds_the_engine_ready_at_once_gives_the_time_since_it_was_last_seen_stopped()
    {
        var script = new RoomScript().Hold(0, 20, 10, Generator()).Hold(30, 1900, 10, Generator("loaded", kilowatts: 42)).Hold(1910, 2300, 10, Generator());
        Assert.Equal(10, Assert.IsType<JournalValue.Number>(script.Drafts.Single().Fields["ready_s"]).Amount);
    }

    [Fact]
    public void A_real_outage_with_transfer_is_in_both_journals_and_pages()
    {
        var script = new RoomScript().Hold(0, 60, Period, [.. Ups(), .. Generator()]);
        script.Send(70, [.. Ups("battery", volts: 0, onBattery: 2), .. Generator("prestart", mains: false)]);
        script.Send(80, [.. Ups("battery", volts: 0, onBattery: 12), .. Generator("running", mains: false)]);
        script.Hold(90, 550, Period, [.. Ups(), .. Generator("loaded", mains: false, kilowatts: 48)]);
        script.Hold(560, 600, Period, [.. Ups(), .. Generator("loaded", kilowatts: 48)]);
        script.Hold(610, 700, Period, [.. Ups(), .. Generator("cooling")]).Hold(710, 1100, Period, [.. Ups(), .. Generator()]);

        Assert.Equal([("35.1", "", "mains_outage"), ("35.7", "U", "real_outage"), ("35.1", "", "mains_outage"), ("35.7", "G", "real_outage")],
            script.Drafts.Select(draft => (draft.Journal, draft.Section, draft.Kind)));
        var outage = script.Drafts[2];
        Assert.Equal((RoomScript.At(70), RoomScript.At(560)), (outage.StartedAt, outage.EndedAt));
        var run = script.Drafts[3];
        Assert.Equal("pass", run.Result);
        Assert.Equal("real_outage", Choice(run, "test_kind"));
        Assert.Equal("mains_failure", Choice(run, "start_reason"));
        Assert.Equal(20, Assert.IsType<JournalValue.Number>(run.Fields["transfer_s"]).Amount);
        Assert.Equal([AlarmRules.GeneratorRunning, AlarmRules.MainsLoss, AlarmRules.OnBattery], script.Raised.Select(alarm => alarm.Rule).Order(StringComparer.Ordinal));
        Assert.All(script.Raised, alarm => Assert.False(alarm.Test));
    }

    [Fact]
    public void An_outage_inside_a_generator_test_turns_the_record_into_a_real_one()
    {
        var script = new RoomScript().Hold(0, 30, Period, Generator()).Hold(40, 300, Period, Generator("running"));
        script.Hold(310, 600, Period, Generator("loaded", mains: false, kilowatts: 50)).Hold(610, 700, Period, Generator("loaded", kilowatts: 50)).Hold(710, 1100, Period, Generator());
        Assert.Equal([true, false], script.Raised.Where(alarm => alarm.Rule == AlarmRules.GeneratorRunning).Select(alarm => alarm.Test));
        var run = script.Drafts.Single(draft => draft.Section == "G");
        Assert.Equal(("real_outage", "pass"), (run.Kind, run.Result));
        Assert.Contains("Began as a test, then the mains really failed", Texts(run, "remarks").Select(text => text.En));
    }

    [Fact]
    public void A_shutdown_alarm_fails_the_test_and_is_named_in_it()
    {
        var script = new RoomScript().Hold(0, 30, Period, Generator()).Hold(40, 300, Period, Generator("loaded", kilowatts: 50));
        script.Send(305, ("gen-1/gen.alarm.shutdown", true)).Hold(310, 700, Period, Generator("shutdown"));
        var run = script.Drafts.Single(draft => draft.Section == "G");
        Assert.Equal("fail", run.Result);
        Assert.Equal(["Аварийный останов генератора"], Texts(run, "alarms").Select(text => text.Ru));
    }

    [Fact]
    public void A_controller_that_only_says_running_or_not_is_followed_too()
    {
        (string, object)[] Poll(bool runs) => [("gen-1/gen.running", runs), ("gen-1/gen.breaker.gen", runs), ("gen-1/gen.gen.power", runs ? 50 : 0)];
        var script = new RoomScript().Hold(0, 30, Period, Poll(false)).Hold(40, 1900, Period, Poll(true)).Hold(1910, 2300, Period, Poll(false));
        Assert.Equal(("generator_test", "pass"), (script.Drafts.Single().Kind, script.Drafts.Single().Result));
    }
}
