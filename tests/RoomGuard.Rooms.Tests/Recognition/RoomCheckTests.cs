using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Windows;
using static RoomGuard.Rooms.Tests.Recognition.UpsTests;

namespace RoomGuard.Rooms.Tests.Recognition;

public class RoomCheckTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("fire-1")]
    public void A_fire_test_in_a_declared_time_fills_its_entry(string? equipment)
    {
        var script = Fire().Declare(WindowKind.Test, 1000, equipment);
        script.Send(100, ("smoke-1/smoke.alarm", true)).Send(112, ("fire-1/fire.alarm", true)).Send(115, ("ac-1/hvac.run", false)).Send(117, ("feed-1/feed.present", false));
        script.Send(300, ("smoke-1/smoke.alarm", false)).Send(310, ("fire-1/fire.alarm", false), ("ac-1/hvac.run", true), ("feed-1/feed.present", true)).Until(990);
        Assert.DoesNotContain(script.Drafts, draft => draft.Journal == "35.8");
        Store(script).Until(1010);
        var draft = Checked(script, "F");
        Assert.Equal(("fire_test", "fire-1", "pass"), (draft.Kind, draft.Equipment, draft.Result));
        Assert.Equal("interlocks", Choice(draft, "f_kind"));
        Assert.Equal(12, Assert.IsType<JournalValue.Number>(draft.Fields["response_s"]).Amount);
        Assert.Equal(["ac-1 stopped 3 s after the panel's alarm", "feed-1: power cut 5 s after the panel's alarm"], Texts(draft, "interlocks").Select(text => text.En));
        Assert.Equal(RoomScript.At(310), Assert.IsType<JournalValue.Time>(draft.Fields["restored"]).At);
    }

    [Theory]
    [InlineData(false, "normal", "pass")]
    [InlineData(true, "low", "fail")]
    public void The_release_relay_gives_its_delay_and_the_cylinders_contact_their_pressure(bool isLow, string pressure, string result)
    {
        var script = Fire().Send(20, ("fire-1/fire.supp_release", false)).Declare(WindowKind.Test, 1000);
        script.Send(100, ("fire-1/fire.alarm", true)).Send(128, ("fire-1/fire.supp_release", true));
        Store(script).Send(300, ("fire-1/fire.alarm", false), ("fire-1/fire.supp_release", false)).Send(990, ("fire-1/fire.supp_low_pressure", isLow)).Until(1010);
        var draft = Checked(script, "F");
        Assert.Equal(("release_circuit", pressure, result), (Choice(draft, "f_kind"), Choice(draft, "cyl_pressure"), draft.Result));
        Assert.Equal(28, Assert.IsType<JournalValue.Number>(draft.Fields["release_delay_s"]).Amount);
        Assert.DoesNotContain("interlocks", draft.Fields.Keys);
    }

    [Fact]
    public void The_release_relay_outside_a_declared_test_wakes_people()
    {
        var script = Fire().Send(20, ("fire-1/fire.supp_release", false)).Send(100, ("fire-1/fire.supp_release", true)).Until(110);
        Assert.Equal((Telling.Raised, AlarmPriority.Critical), (script.Told().Single(), script.OnlyAlarm().Priority));
        Assert.Equal("suppression_release", script.Drafts.Single(draft => draft.Journal == "35.1").Kind);
    }

    [Theory]
    [InlineData("t-1", "", 21.4, "Cel", -0.4)]
    [InlineData("t-1", "Cel", 20.9, "Cel", 0.1)]
    [InlineData("t-1", "%RH", 48, "%RH", 2)]
    [InlineData("t-2", "", 21, null, 0)]
    [InlineData("t-1", "K", 294, null, 0)]
    public void A_reference_instruments_reading_gets_the_sensors_deviation(string sensor, string unit, double reference, string? unitThen, double deviation)
    {
        var script = Climate().Send(60, ("t-1/env.temp", 21), ("t-1/env.rh", 50)).Until(90);
        Enter(script, sensor, new JournalValue.Number(reference, unit), RoomScript.At(80));
        var fields = Checked(script, "M").Fields;
        Assert.Equal(unitThen is null ? null : new JournalValue.Number(deviation, unitThen), fields.GetValueOrDefault("deviation"));
        Assert.Equal(new JournalValue.Number(reference, unitThen ?? unit), fields["ref_reading"]);
    }

    [Fact]
    public void What_the_sensor_shows_now_says_nothing_of_an_hour_ago()
    {
        var script = Climate().Send(3700, ("t-1/env.temp", 21));
        Enter(script, "t-1", new JournalValue.Number(21, "Cel"), RoomScript.At(100));
        Assert.DoesNotContain("deviation", Checked(script, "M").Fields.Keys);
    }

    [Theory]
    [InlineData("good", "pass")]
    [InlineData("degraded", "pass_with_remarks")]
    [InlineData("fault", "pass_with_remarks")]
    public void A_recorders_disks_are_told_with_its_cameras(string state, string result)
    {
        const double month = 31 * 86_400;
        var script = new RoomScript("""{"id":"srv-1","type":"server"}""").Send(0, ("cam-1/cam.online", true));
        script.Now = RoomScript.At(month);
        script.Send(month, ("nvr-1/nvr.disk", state), ("nvr-1/nvr.recording", true)).Send(month + 1, ("cam-1/cam.online", true));
        Assert.Equal((state == "fault" ? "failed" : state, result), (Choice(Checked(script, "V"), "disk"), Checked(script, "V").Result));
    }

    [Theory]
    [InlineData(false, false, "pass")]
    [InlineData(true, false, "fail")]
    [InlineData(false, true, "pass_with_remarks")]
    [InlineData(null, null, "pass")]
    public void A_camera_without_a_recorder_is_entered_with_its_own_clock_and_what_its_picture_is(bool? isFrozen, bool? isDark, string result)
    {
        const double month = 31 * 86_400;
        var script = new RoomScript("""{"id":"srv-1","type":"server"}""").Send(0, ("cam-1/cam.online", true));
        script.Now = RoomScript.At(month);
        script.Send(month, ("cam-1/cam.clock_offset", -2.5));
        if (isFrozen is { } frozen && isDark is { } dark)
        {
            script.Send(month, ("cam-1/cam.frame_age", 0), ("cam-1/cam.frozen", frozen), ("cam-1/cam.dark", dark));
        }

        script.Send(month + 1, ("cam-1/cam.online", true));
        var draft = Checked(script, "V");
        Assert.Equal((result, "yes"), (draft.Result, Choice(draft, "online")));
        Assert.Equal(-2.5, Assert.IsType<JournalValue.Number>(draft.Fields["clock_offset_s"]).Amount);
        Assert.DoesNotContain("recording", draft.Fields.Keys);
    }

    [Fact]
    public void A_test_left_unrestored_fails_and_its_alarm_is_told_at_the_end_of_its_time()
    {
        var script = Fire().Declare(WindowKind.Test, 1000, "fire-1").Send(100, ("fire-1/fire.alarm", true)).Until(990);
        Assert.Empty(script.Told());
        script.Until(1010);
        Assert.Equal("fail", Checked(script, "F").Result);
        Assert.Contains(script.Effects.OfType<AlarmChanged>(), change => change is { Telling: Telling.Raised, Alarm.Priority: AlarmPriority.Critical });
        Assert.DoesNotContain("restored", Checked(script, "F").Fields.Keys);
        script.Until(1200);
        Assert.Single(script.Drafts, draft => draft.Journal == "35.8");
    }

    [Fact]
    public void Smoke_that_the_panel_does_not_see_is_a_test_not_completed()
    {
        var script = Fire().Declare(WindowKind.Test, 1000).Send(100, ("smoke-1/smoke.alarm", true)).Send(200, ("smoke-1/smoke.alarm", false)).Until(1010);
        Assert.Equal("not_completed", Checked(script, "F").Result);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fire_alarm_outside_a_declared_test_is_never_a_test(bool isMaintained)
    {
        var script = Fire();
        _ = isMaintained ? script.Declare(WindowKind.Maintenance, 1000) : script.Declare(WindowKind.Test, 90, "fire-1");
        script.Until(95).Send(100, ("fire-1/fire.alarm", true)).Until(1100);
        Assert.DoesNotContain(script.Drafts, draft => draft.Journal == "35.8");
        Assert.Contains(Telling.Raised, script.Told());
    }

    [Fact]
    public void A_standby_unit_that_takes_over_in_a_test_is_a_failover_with_what_the_air_did()
    {
        var script = Climate().Declare(WindowKind.Test, 2000).Send(100, ("ac-1/hvac.run", false)).Send(110, ("t-1/env.temp", 21)).Send(145, ("ac-2/hvac.run", true)).Send(150, ("t-1/env.temp", 23), ("t-1/env.rh", 50), ("ac-2/hvac.supply_temp", 14));
        Store(script).Until(460);
        var draft = Checked(script, "M");
        Assert.Equal(("climate_failover", "ac-1", "pass"), (draft.Kind, draft.Equipment, draft.Result));
        Assert.Equal(45, Assert.IsType<JournalValue.Number>(draft.Fields["failover_s"]).Amount);
        Assert.Equal([new("min", 21), new("avg", 22), new("max", 23)], Numbers(draft, "t_stats"));
        Assert.Equal(11.1, Assert.IsType<JournalValue.Number>(draft.Fields["dewpoint"]).Amount);
        Assert.Equal([new("supply", 14)], Numbers(draft, "supply_return"));
        Assert.NotEmpty(Texts(draft, "norm"));
    }

    [Fact]
    public void A_standby_unit_that_does_not_start_fails()
    {
        var script = Climate().Declare(WindowKind.Test, 2000).Send(100, ("ac-1/hvac.run", false)).Until(710);
        Assert.Equal("fail", Checked(script, "M").Result);
        Assert.Contains("The standby unit did not start", Texts(Checked(script, "M"), "remarks").Select(text => text.En));
    }

    [Fact]
    public void Units_that_take_turns_are_no_test_and_a_fault_is()
    {
        var turns = Climate().Send(100, ("ac-1/hvac.run", false)).Send(130, ("ac-2/hvac.run", true)).Until(900);
        Assert.DoesNotContain(turns.Drafts, draft => draft.Journal == "35.8");
        var fault = Climate().Send(50, ("ac-1/hvac.fault", false)).Send(100, ("ac-1/hvac.fault", true)).Send(101, ("ac-1/hvac.run", false)).Send(130, ("ac-2/hvac.run", true)).Until(900);
        Assert.Equal(30, Assert.IsType<JournalValue.Number>(Checked(fault, "M").Fields["failover_s"]).Amount);
    }

    [Fact]
    public void A_unit_that_comes_back_after_a_loss_of_power_has_restarted()
    {
        var script = Climate().Send(60, ("feed-1/feed.present", true)).Send(100, ("ac-1/hvac.run", false)).Send(103, ("feed-1/feed.present", false)).Until(200).Send(200, ("feed-1/feed.present", true)).Send(260, ("ac-1/hvac.run", true)).Until(600);
        var draft = Checked(script, "M");
        Assert.Equal(("climate_restart", "restart", RoomScript.At(100)), (draft.Kind, Choice(draft, "m_kind"), draft.StartedAt));
        Assert.DoesNotContain("failover_s", draft.Fields.Keys);
    }

    [Fact]
    public void The_alarm_of_a_warm_room_in_a_test_tells_its_delay()
    {
        var script = Climate().Declare(WindowKind.Test, 4000).Hold(60, 1500, 30, ("t-1/env.temp", 21)).Hold(1510, 2300, 10, ("t-1/env.temp", 40)).Hold(2310, 3000, 10, ("t-1/env.temp", 21)).Until(4010);
        var draft = Checked(script, "M");
        Assert.Equal("high_temperature", Choice(draft, "m_kind"));
        var raised = script.Raised.First(alarm => alarm.Signal == "env.temp" && alarm.Rule.StartsWith("limit-high", StringComparison.Ordinal));
        Assert.Equal((raised.RaisedAt - raised.Since).TotalSeconds, Assert.IsType<JournalValue.Number>(draft.Fields["alarm_delay_s"]).Amount);
        Assert.Equal([], script.Effects.OfType<AlarmChanged>().Where(change => change.Telling == Telling.Raised).Select(change => $"{change.Alarm.Point} {change.Alarm.Rule}"));
    }

    [Fact]
    public void A_camera_is_entered_once_an_interval_with_what_was_seen()
    {
        const double day = 86_400;
        var script = new RoomScript("""{"id":"srv-1","type":"server","equipment":[{"id":"cam-1","kind":"camera","place":"entrance","dependsOn":["nvr-1"]}],"rules":{"tests":{"videoInterval":"2 d"}}}""");
        Poll(0);
        Poll(day);
        script.Send(day + 10, PowerDay.Ups("battery", volts: 0)).Send(day + 20, ("cam-1/cam.online", true)).Send(day + 60, PowerDay.Ups());
        Assert.DoesNotContain(script.Drafts, draft => draft.Journal == "35.8");
        Store(script);
        Poll((2 * day) + 1);
        Poll((2 * day) + 700);
        var draft = Checked(script, "V");
        Assert.Equal(("video_check", "cam-1", "pass"), (draft.Kind, draft.Equipment, draft.Result));
        Assert.Equal(("yes", "yes", "yes"), (Choice(draft, "online"), Choice(draft, "recording"), Choice(draft, "backup_power")));
        Assert.Equal(30, Assert.IsType<JournalValue.Number>(draft.Fields["archive_days"]).Amount);
        Assert.Equal(1.5, Assert.IsType<JournalValue.Number>(draft.Fields["clock_offset_s"]).Amount);

        void Poll(double second)
        {
            script.Now = RoomScript.At(second);
            script.Send(second, ("nvr-1/nvr.recording", true), ("nvr-1/nvr.oldest_days", 30), ("nvr-1/nvr.clock_offset", 1.5), ("cam-1/cam.online", true));
        }
    }

    [Fact]
    public void Every_field_of_a_check_is_a_column_of_its_section()
    {
        var script = Fire().Declare(WindowKind.Test, 1000).Send(100, ("smoke-1/smoke.alarm", true)).Send(112, ("fire-1/fire.alarm", true)).Send(115, ("ac-1/hvac.run", false)).Until(1010);
        var columns = JournalForms.Find("35.8")!.FindSection("F")!.Columns.Concat(JournalForms.Frame).Select(column => column.Id).ToHashSet();
        Assert.Subset(columns, Checked(script, "F").Fields.Keys.ToHashSet());
        var climate = JournalForms.Find("35.8")!.FindSection("M")!.Columns.Concat(JournalForms.Frame).Select(column => column.Id).ToHashSet();
        Assert.Subset(climate, Checked(Climate().Declare(WindowKind.Test, 2000).Send(100, ("ac-1/hvac.run", false)).Send(145, ("ac-2/hvac.run", true)).Until(460), "M").Fields.Keys.ToHashSet());
    }

    private static void Enter(RoomScript script, string sensor, JournalValue reference, DateTimeOffset at) => script.Take(RoomLogic.Enter(script.Room, script.State, new JournalDraft
    {
        Key = "manual|1",
        Journal = "35.8",
        Section = "M",
        Kind = "climate_test",
        Equipment = sensor,
        StartedAt = at,
        Result = "pass",
        Fields = new Dictionary<string, JournalValue> { ["ref_reading"] = reference },
        Origin = "manual",
    }, script.Now));

    private static RoomScript Fire() => new RoomScript("""{"id":"srv-1","type":"server"}""")
        .Send(10, ("smoke-1/smoke.alarm", false), ("fire-1/fire.alarm", false), ("fire-1/fire.fault", false), ("ac-1/hvac.run", true), ("feed-1/feed.present", true)).Until(50);

    private static RoomScript Climate() => new RoomScript("""{"id":"srv-1","type":"server"}""").Send(10, ("ac-1/hvac.run", true), ("ac-2/hvac.run", false), ("t-1/env.temp", 21)).Until(50);

    private static RoomScript Store(RoomScript script)
    {
        Assert.True(RoomStateJson.TryRead(RoomStateJson.Write(script.State), out var stored));
        script.State = stored;
        return script;
    }

    private static JournalDraft Checked(RoomScript script, string section) => script.Drafts.Single(draft => draft.Journal == "35.8" && draft.Section == section);
}
