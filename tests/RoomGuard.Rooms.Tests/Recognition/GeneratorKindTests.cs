using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Windows;
using static RoomGuard.Rooms.Tests.Recognition.PowerDay;
using static RoomGuard.Rooms.Tests.Recognition.UpsTests;

namespace RoomGuard.Rooms.Tests.Recognition;

public class GeneratorKindTests
{
    [Theory]
    [InlineData("load bank, 75 % for an hour", "gen-1", "load_bank")]
    [InlineData("Испытание на нагрузочном модуле", null, "load_bank")]
    [InlineData("Жүктеме модулімен сынау", "gen-1", "load_bank")]
    [InlineData("monthly test", "gen-1", "on_load")]
    [InlineData("load bank", "ups-1", "on_load")]
    public void A_load_that_no_breaker_tells_apart_is_a_bank_only_if_a_declared_test_says_so(string comment, string? equipment, string kind)
    {
        var script = new RoomScript();
        script.Take(RoomLogic.Declare(script.Room, script.State, Window(script, comment, equipment), script.Now));
        Exercise(script, 0);
        Assert.Equal(kind, Choice(script.Drafts.Single(draft => draft.Section == "G"), "test_kind"));
    }

    [Theory]
    [InlineData("source1", true, "load_bank")]
    [InlineData("source2", true, "transfer")]
    [InlineData("source1", false, "on_load")]
    [InlineData("source2", false, "on_load")]
    public void A_switch_tells_whose_the_load_is_only_where_it_hangs_on_the_set(string source, bool isDependent, string kind)
    {
        var script = new RoomScript($$"""{"id":"srv-1","type":"server","equipment":[{"id":"gen-1","ratedKw":100},{"id":"ats-1","kind":"ats"{{(isDependent ? ""","dependsOn":["gen-1"]""" : "")}}}]}""");
        script.Send(0, ("ats-1/ats.selected_source", source));
        Exercise(script, 1);
        Assert.Equal(kind, Choice(script.Drafts.Single(), "test_kind"));
    }

    [Fact]
    public void A_counter_of_failed_starts_is_a_failed_start_though_no_word_showed_the_starter()
    {
        var script = new RoomScript().Hold(0, 60, Period, ("gen-1/gen.running", false), ("gen-1/gen.starts_failed", 4));
        script.Hold(70, 400, Period, ("gen-1/gen.running", false), ("gen-1/gen.starts_failed", 5));
        Assert.Equal([("35.1", "generator_failed_start"), ("35.7", "generator_test")], script.Drafts.Take(2).Select(draft => (draft.Journal, draft.Kind)));
        Assert.Equal(("fail", RoomScript.At(70)), (script.Drafts[1].Result, script.Drafts[1].StartedAt));
        Assert.Equal((AlarmRules.FailedStart, AlarmPriority.Critical), (script.Raised.Single().Rule, script.Raised.Single().Priority));
    }

    [Fact]
    public void A_counter_of_cranks_knows_more_attempts_than_polls_met()
    {
        var script = new RoomScript().Send(0, ("gen-1/gen.cranks", 100)).Hold(0, 30, Period, Generator());
        script.Send(40, [("gen-1/gen.cranks", 103), .. Generator("running")]).Hold(50, 300, Period, Generator("running")).Hold(310, 700, Period, Generator());
        Assert.Equal(3, Assert.IsType<JournalValue.Number>(script.Drafts.Single().Fields["attempts"]).Amount);
    }

    [Fact]
    public void A_controller_that_shows_no_load_is_not_said_to_have_run_without_one()
    {
        var script = new RoomScript().Hold(0, 60, Period, ("gen-1/gen.running", false)).Hold(70, 2200, Period, ("gen-1/gen.running", true)).Hold(2210, 2600, Period, ("gen-1/gen.running", false));
        var draft = Assert.Single(script.Drafts);
        Assert.DoesNotContain("test_kind", draft.Fields.Keys);
        Assert.Contains("The controller does not show the load", Texts(draft, "remarks").Select(text => text.En));
        Assert.DoesNotContain("Ran without load", Texts(draft, "remarks").Select(text => text.En));
    }

    [Fact]
    public void Every_alarm_of_the_controller_during_the_run_is_named()
    {
        var script = new RoomScript().Hold(0, 30, Period, Generator()).Hold(40, 300, Period, [.. Generator("running"), ("gen-1/gen.alarm.coolant", true)]).Hold(310, 700, Period, Generator());
        Assert.Equal(["Coolant out of range"], Texts(script.Drafts.Single(), "alarms").Select(text => text.En));
    }

    [Fact]
    public void A_self_test_is_a_persons_if_one_declared_it_the_schedules_if_whole_weeks_lie_between_and_nobodys_otherwise()
    {
        const double week = 7 * 86_400;
        var script = new RoomScript();
        Test(100);
        Test(week + 400);
        Test((3 * week) + 500);
        Test((3 * week) + 90_000);
        script.Now = RoomScript.At((5 * week) - 100);
        script.Declare(WindowKind.Test, (5 * week) + 600, "ups-1");
        Test(5 * week);
        Assert.Equal([null, "schedule", "schedule", null, "person"], script.Drafts.Where(draft => draft.Kind == "ups_test")
            .Select(draft => draft.Fields.TryGetValue("initiator", out var value) ? ((JournalValue.Choice)value).Code : null));

        void Test(double second)
        {
            script.Now = RoomScript.At(second - 20);
            script.Send(second - 10, Ups()).Send(second, Ups("battery", result: "in_progress")).Send(second + 10, Ups()).Hold(second + 20, second + 120, Period, Ups());
        }
    }

    private static ServiceWindow Window(RoomScript script, string comment, string? equipment) => new()
    {
        Id = "0123456789abcdef",
        Kind = WindowKind.Test,
        Equipment = equipment,
        From = script.Now,
        Until = script.Now + TimeSpan.FromHours(2),
        By = "engineer",
        Comment = comment,
        DeclaredAt = script.Now,
    };
}
