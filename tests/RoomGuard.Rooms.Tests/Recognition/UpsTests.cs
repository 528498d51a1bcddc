using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35;
using static RoomGuard.Rooms.Tests.Recognition.PowerDay;

namespace RoomGuard.Rooms.Tests.Recognition;

public class UpsTests
{
    [Fact]
    public void A_self_test_that_the_UPS_reports_is_journalled_once_and_is_no_incident()
    {
        var script = new RoomScript().Hold(0, 60, Period, Ups());
        script.Send(65, Ups("battery", result: "in_progress", onBattery: 2)).Send(75, Ups("battery", result: "in_progress", onBattery: 12, charge: 98));
        script.Send(85, Ups(result: "in_progress", charge: 98)).Send(95, Ups(charge: 98, date: "2026-03-02")).Hold(105, 300, Period, Ups(charge: 99, date: "2026-03-02"));

        var draft = Assert.Single(script.Drafts);
        Assert.Equal(("35.7", "U", "ups_test", "pass"), (draft.Journal, draft.Section, draft.Kind, draft.Result));
        Assert.Equal("ups-1|ups_test|2026-03-02T06:01:05.000Z", draft.Key);
        Assert.Equal((RoomScript.At(65), RoomScript.At(95)), (draft.StartedAt, draft.EndedAt));
        Assert.Equal("quick", Choice(draft, "test_kind"));
        Assert.Equal("passed", Choice(draft, "result_code"));
        Assert.Equal(30, Assert.IsType<JournalValue.Number>(draft.Fields["duration_s"]).Amount);
        Assert.Equal([new("before", 100), new("after", 99)], Numbers(draft, "charge"));
        Assert.Equal([new("start", 54.2), new("min", 49.8)], Numbers(draft, "batt_v"));
        Assert.Equal(42, Numbers(draft, "load_pct")[0].Amount);
        Assert.Equal(RoomScript.At(95) + TimeSpan.FromDays(14), Assert.IsType<JournalValue.Time>(draft.Fields["next_due"]).At);
        Assert.DoesNotContain("replace", draft.Fields.Keys);

        var alarm = Assert.Single(script.Raised);
        Assert.Equal((AlarmRules.OnBattery, true), (alarm.Rule, alarm.Test));
        Assert.Empty(script.State.Alarms);
    }

    [Fact]
    public void Ten_seconds_on_battery_with_a_healthy_input_and_a_new_result_is_a_test()
    {
        var script = new RoomScript().Hold(0, 60, Period, Ups(result: "none", date: ""));
        script.Send(70, Ups("battery", result: "none", onBattery: 4, date: "")).Hold(80, 240, Period, Ups(result: "passed", date: ""));
        var draft = Assert.Single(script.Drafts);
        Assert.Equal(("ups_test", "pass"), (draft.Kind, draft.Result));
        Assert.Empty(script.Raised);
    }

    [Fact]
    public void Ten_seconds_on_battery_with_a_healthy_input_is_a_test_even_if_the_UPS_says_nothing_of_it()
    {
        var script = new RoomScript().Hold(0, 60, Period, Ups()).Send(70, Ups("battery", onBattery: 4)).Hold(80, 240, Period, Ups());
        var draft = Assert.Single(script.Drafts);
        Assert.Equal(("ups_test", "pass_with_remarks"), (draft.Kind, draft.Result));
        Assert.Contains("ИБП не сообщил результат теста", Texts(draft, "remarks").Select(text => text.Ru));
        Assert.Empty(script.Raised);
    }

    [Fact]
    public void Ten_seconds_on_battery_with_the_input_gone_is_an_outage_in_both_journals()
    {
        var script = new RoomScript().Hold(0, 60, Period, Ups());
        script.Send(70, Ups("battery", volts: 0, onBattery: 4)).Hold(80, 300, Period, Ups());
        Assert.Equal(["mains_outage", "real_outage", "mains_outage"], script.Drafts.Select(draft => draft.Kind));
        var (raised, carried, normal) = (script.Drafts[0], script.Drafts[1], script.Drafts[2]);
        Assert.Equal(("35.1", "open", null), (raised.Journal, raised.Result, raised.Completes));
        Assert.Equal(("35.7", "U", "pass"), (carried.Journal, carried.Section, carried.Result));
        Assert.Equal((raised.Key, "normal", RoomScript.At(80)), (normal.Completes, normal.Result, normal.EndedAt));
        Assert.Equal("power", Choice(raised, "category"));
        Assert.Equal("off_normal", Choice(raised, "kind"));
        Assert.Equal("Ұзақтығы: 10 с", Assert.IsType<JournalValue.Local>(normal.Fields["consequences"]).Text.Kk);
        Assert.Equal((AlarmRules.OnBattery, AlarmPriority.Critical, false), (script.Raised.Single().Rule, script.Raised.Single().Priority, script.Raised.Single().Test));
    }

    [Fact]
    public void An_outage_that_begins_inside_a_test_is_paged_and_both_are_journalled()
    {
        var script = new RoomScript().Hold(0, 60, Period, Ups());
        script.Send(70, Ups("battery", result: "in_progress", onBattery: 3)).Send(80, Ups("battery", volts: 0, result: "in_progress", onBattery: 13));
        script.Send(90, Ups("battery", volts: 0, result: "aborted", onBattery: 23)).Hold(100, 300, Period, Ups("battery", volts: 0, result: "aborted", onBattery: 99));
        Assert.Equal([true, false], script.Raised.Select(alarm => alarm.Test));
        Assert.Equal(AlarmPriority.Critical, script.OnlyAlarm().Priority);
        script.Hold(310, 500, Period, Ups(result: "aborted"));
        Assert.Equal(["mains_outage", "ups_test", "real_outage", "mains_outage"], script.Drafts.Select(draft => draft.Kind));
        Assert.Equal("not_completed", script.Drafts[1].Result);
        Assert.Equal((RoomScript.At(80), RoomScript.At(310)), (script.Drafts[2].StartedAt, script.Drafts[2].EndedAt));
    }

    [Fact]
    public void A_long_time_on_battery_is_an_outage_even_while_the_input_looks_healthy()
    {
        var script = new RoomScript().Hold(0, 60, Period, Ups()).Hold(70, 90, Period, Ups("battery"));
        Assert.Empty(script.Raised);
        script.Hold(100, 120, Period, Ups("battery"));
        Assert.False(script.OnlyAlarm().Test);
        Assert.Equal("mains_outage", script.Drafts.Single().Kind);
    }

    [Fact]
    public void A_failed_test_fails_in_35_7_and_is_an_incident_in_35_1()
    {
        var script = new RoomScript().Hold(0, 60, Period, Ups());
        script.Send(70, Ups("battery", result: "in_progress")).Hold(80, 200, Period, Ups(result: "failed"));
        Assert.Equal([("35.1", "ups_test_failed", "open"), ("35.7", "ups_test", "fail")], script.Drafts.Select(draft => (draft.Journal, draft.Kind, draft.Result)));
        script.Hold(210, 400, Period, Ups(result: "in_progress")).Hold(410, 600, Period, Ups());
        Assert.Equal([("35.1", "normal"), ("35.7", "pass")], script.Drafts.Skip(2).Select(draft => (draft.Journal, draft.Result)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("unknown")]
    public void A_result_that_a_restarted_agent_forgot_is_no_test_and_no_failure(string forgotten)
    {
        var script = new RoomScript().Hold(0, 60, Period, Ups()).Hold(70, 300, Period, Ups(result: forgotten)).Hold(310, 400, Period, Ups(result: forgotten));
        Assert.Empty(script.Drafts);
        Assert.Empty(script.Raised);
    }

    [Fact]
    public void A_result_and_a_date_that_merely_stand_there_are_evidence_of_nothing()
    {
        var script = new RoomScript().Hold(0, 600, Period, Ups(result: "aborted", date: "2026-03-01"));
        Assert.Empty(script.Drafts);
    }

    [Fact]
    public void A_new_date_is_a_test_that_no_poll_saw_and_one_that_trembles_by_a_second_is_not()
    {
        var seen = new RoomScript().Hold(0, 60, Period, Ups(date: "02/16/2026")).Hold(70, 200, Period, Ups(date: "03/02/2026"));
        Assert.Equal("ups_test", seen.Drafts.Single().Kind);
        Assert.DoesNotContain("duration_s", seen.Drafts.Single().Fields.Keys);

        var trembling = new RoomScript().Hold(0, 60, Period, Ups(date: "2026-02-16T10:00:00Z")).Hold(70, 200, Period, Ups(date: "2026-02-16T10:00:01Z"));
        Assert.Empty(trembling.Drafts);
    }

    [Fact]
    public void A_moment_on_battery_while_another_device_sees_the_mains_gone_is_an_outage_though_the_input_still_looked_healthy()
    {
        var script = new RoomScript().Hold(0, 60, Period, [.. Ups(), .. Generator()]);
        script.Send(70, Ups("battery")).Send(72, Generator("cranking", mains: false)).Send(80, Ups());
        script.Hold(82, 500, Period, [.. Ups(), .. Generator("loaded", mains: false, kilowatts: 40)]);
        Assert.Equal(["mains_outage", "real_outage"], script.Drafts.Select(draft => draft.Kind));
        Assert.Equal("ups-1", script.Drafts[1].Equipment);
    }

    [Fact]
    public void A_transfer_that_the_UPS_sees_before_the_controller_says_that_it_tests_wakes_nobody()
    {
        var script = new RoomScript().Hold(0, 60, Period, [.. Ups(), .. Generator()]);
        script.Send(70, Ups("battery", volts: 0)).Until(76).Send(77, Generator("loaded", kilowatts: 40, mode: "test")).Send(80, Ups());
        script.Hold(87, 300, Period, [.. Ups(), .. Generator("loaded", kilowatts: 40, mode: "test")]);
        Assert.Equal("planned_mains_off", Choice(script.Drafts.Single(), "test_kind"));
        Assert.All(script.Raised, alarm => Assert.True(alarm.Test));
    }

    [Fact]
    public void An_outage_that_the_controller_cannot_confirm_is_paged_after_fifteen_seconds()
    {
        var script = new RoomScript().Hold(0, 60, Period, [.. Ups(), .. Generator()]);
        script.Send(70, Ups("battery", volts: 0)).Until(84);
        Assert.Empty(script.Raised);
        script.Until(87);
        Assert.False(script.OnlyAlarm().Test);
        Assert.Equal("mains_outage", script.Drafts.Single().Kind);
    }

    [Fact]
    public void The_battery_that_carries_a_generator_test_is_a_planned_transfer_and_pages_nobody()
    {
        var script = new RoomScript().Hold(0, 60, Period, [.. Ups(), .. Generator()]);
        script.Send(70, [.. Ups(), .. Generator("running")]).Send(80, [.. Ups("battery", volts: 0), .. Generator("loaded", kilowatts: 40)]);
        script.Hold(90, 300, Period, [.. Ups(), .. Generator("loaded", kilowatts: 40)]);
        Assert.Equal("planned_mains_off", Choice(script.Drafts.Single(), "test_kind"));
        Assert.All(script.Raised, alarm => Assert.True(alarm.Test));
        Assert.DoesNotContain(script.Drafts, draft => draft.Journal == "35.1");
    }

    internal static string Choice(JournalDraft draft, string column) => Assert.IsType<JournalValue.Choice>(draft.Fields[column]).Code;

    internal static IReadOnlyList<NamedNumber> Numbers(JournalDraft draft, string column) => Assert.IsType<JournalValue.Numbers>(draft.Fields[column]).Parts;

    internal static IEnumerable<LocalText> Texts(JournalDraft draft, string column) =>
        Assert.IsType<JournalValue.Several>(draft.Fields[column]).Items.Cast<JournalValue.Local>().Select(item => item.Text);
}
