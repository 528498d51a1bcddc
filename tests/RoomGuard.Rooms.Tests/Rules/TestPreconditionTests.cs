using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Starting;

namespace RoomGuard.Rooms.Tests.Rules;

public class TestPreconditionTests
{
    private const string Room = """{"id":"srv-1","type":"server","equipment":[{"id":"ups-1","kind":"ups"}],"rules":{"tests":{"remoteStart":true}}}""";

    private static readonly (string Path, object Value)[] Healthy =
        [("ups-1/ups.output.source", "normal"), ("ups-1/ups.battery.charge", 98), ("ups-1/ups.input.voltage", 231), ("gen-1/gen.mode", "auto"), ("gen-1/gen.engine.state", "ready")];

    [Fact]
    public void A_healthy_UPS_with_a_generator_that_waits_and_a_person_on_site_may_be_tested() => Assert.Empty(Codes(Play()));

    [Theory]
    [InlineData("ups-1/ups.output.source", "battery", "on_battery")]
    [InlineData("ups-1/ups.output.source", "booster", "output_not_normal")]
    [InlineData("ups-1/ups.output.source", "bypass", "output_not_normal")]
    [InlineData("ups-1/ups.battery.charge", 94.9, "charge_low")]
    [InlineData("ups-1/ups.input.voltage", 180.0, "input_unhealthy")]
    [InlineData("ups-1/ups.input.voltage.l2", 0.0, "input_unhealthy")]
    [InlineData("ups-1/ups.test.result", "in_progress", "in_test")]
    [InlineData("gen-1/gen.mode", "manual", "generator_not_auto")]
    [InlineData("gen-1/gen.engine.state", "not_ready", "generator_not_ready")]
    [InlineData("gen-1/gen.engine.state", "running", "generator_not_ready")]
    [InlineData("ups-1/ups.battery.replace", true, "alarm_standing")]
    [InlineData("ups-1/ups.battery.status", "low", "alarm_standing")]
    [InlineData("ups-1/ups.battery.charge", AbsenceReason.Faulted, "values_stale")]
    [InlineData("gen-1/gen.mode", AbsenceReason.Silent, "values_stale")]
    public void Each_thing_that_speaks_against_it_is_named(string path, object value, string code)
    {
        var script = Play();
        script.Send(10, (path, value)).Until(130).Send(131, [.. Healthy.Where(one => one.Path != path), (path, value)]);
        Assert.Contains(code, Codes(script));
    }

    [Fact]
    public void Old_values_are_none_and_every_reason_is_in_three_languages()
    {
        var script = Play();
        var refusals = TestPreconditions.Check(script.Room, script.State, "ups-1", false, script.Now.AddMinutes(6));
        Assert.Equal(["nobody_present", "values_stale"], refusals.Select(refusal => refusal.Code).Distinct());
        Assert.Equal(5, refusals.Count(refusal => refusal.Code == "values_stale"));
        Assert.All(refusals, refusal => Assert.DoesNotContain('{', refusal.Text.Kk + refusal.Text.Ru + refusal.Text.En));
        Assert.Equal(3, new[] { refusals[0].Text.Kk, refusals[0].Text.Ru, refusals[0].Text.En }.Distinct().Count());
    }

    [Fact]
    public void Each_reason_names_the_condition_that_it_speaks_against_and_what_is_old_is_not_known()
    {
        var script = Play();
        var old = TestPreconditions.Check(script.Room, script.State, "ups-1", true, script.Now.AddMinutes(6));
        Assert.Equal([TestCondition.Output, TestCondition.Charge, TestCondition.Input, TestCondition.Generators, TestCondition.Generators], old.Select(refusal => refusal.Condition));
        Assert.All(old, refusal => Assert.True(refusal.IsUnknown));
        script.Send(10, ("ups-1/ups.battery.charge", 20)).Until(12);
        Assert.Contains(TestPreconditions.Check(script.Room, script.State, "ups-1", false, script.Now), refusal => refusal is { Condition: TestCondition.Charge, IsUnknown: false });
        Assert.Equal((TestCondition.Linked, TestCondition.Named), (TestPreconditions.NoAgent.Condition, TestPreconditions.NobodyNamed.Condition));
    }

    [Fact]
    public void Tests_are_offered_of_a_UPS_alone_and_only_where_the_room_allows_them()
    {
        var script = Play();
        Assert.True(TestPreconditions.IsOffered(script.Room, script.State, "ups-1"));
        Assert.False(TestPreconditions.IsOffered(script.Room, script.State, "gen-1"));
        Assert.False(TestPreconditions.IsOffered(script.Room, script.State, "ups-9"));
        var generator = RoomScript.ReadRoom(Room.Replace("\"kind\":\"ups\"", "\"kind\":\"generator\"", StringComparison.Ordinal));
        Assert.False(TestPreconditions.IsOffered(generator, script.State, "ups-1"));
        var off = RoomScript.ReadRoom(Room.Replace(",\"rules\":{\"tests\":{\"remoteStart\":true}}", "", StringComparison.Ordinal));
        Assert.False(TestPreconditions.IsOffered(off, script.State, "ups-1"));
    }

    [Fact]
    public void It_is_off_unless_the_rooms_rules_say_otherwise()
    {
        var script = Play(Room.Replace(",\"rules\":{\"tests\":{\"remoteStart\":true}}", "", StringComparison.Ordinal));
        Assert.Equal(["disabled"], Codes(script));
    }

    [Fact]
    public void What_gives_no_readings_of_a_UPS_and_a_UPS_without_an_input_voltage_are_refused()
    {
        Assert.Equal(["not_a_ups"], TestPreconditions.Check(Play().Room, Play().State, "gen-1", true, RoomScript.At(1)).Select(refusal => refusal.Code));
        var blind = new RoomScript(Room).Send(0, [.. Healthy.Where(one => one.Path != "ups-1/ups.input.voltage")]);
        Assert.Equal(["input_unknown"], Codes(blind));
    }

    [Fact]
    public void A_generator_that_is_described_and_says_nothing_is_not_ready_and_a_room_without_one_needs_none()
    {
        var without = new RoomScript(Room).Send(0, [.. Healthy.Where(one => one.Path.StartsWith("ups-", StringComparison.Ordinal))]);
        Assert.Empty(Codes(without));
        var silent = new RoomScript(Room.Replace("\"kind\":\"ups\"}", "\"kind\":\"ups\"},{\"id\":\"gen-1\",\"kind\":\"generator\"}", StringComparison.Ordinal)).Send(0, [.. Healthy.Where(one => one.Path.StartsWith("ups-", StringComparison.Ordinal))]);
        Assert.Equal(["values_stale", "values_stale"], Codes(silent));
    }

    [Fact]
    public void That_its_test_is_overdue_is_no_reason_against_it()
    {
        var script = new RoomScript(Room).Until(18 * 86_400, 3600);
        Assert.NotEmpty(script.State.Alarms);
        script.Send(script.Second + 1, Healthy);
        Assert.Empty(Codes(script));
    }

    [Fact]
    public void The_agent_is_the_connected_one_that_announced_the_equipment()
    {
        var script = Play();
        Assert.Null(TestPreconditions.AgentOf(script.State, "ups-1"));
        script.Expect("node-1", 10, "ups-1/ups.output.source").Connection("node-1", true);
        Assert.Equal("node-1", TestPreconditions.AgentOf(script.State, "ups-1"));
        script.Connection("node-1", false);
        Assert.Null(TestPreconditions.AgentOf(script.State, "ups-1"));
    }

    private static RoomScript Play(string room = Room) => new RoomScript(room).Send(0, Healthy);

    private static List<string> Codes(RoomScript script) => [.. TestPreconditions.Check(script.Room, script.State, "ups-1", true, script.Now).Select(refusal => refusal.Code)];
}
