using RoomGuard.Simulator.World;
using RoomGuard.Simulator.World.Generators;

namespace RoomGuard.Simulator.Tests.World;

public sealed class GeneratorTests
{
    [Fact]
    public void A_mains_failure_walks_the_engine_through_every_state_of_the_controller()
    {
        var states = new List<EngineState>();
        var played = Played.Calm(new SiteOrder.SetMains(false));
        played.For(TimeSpan.FromMinutes(2), state => Note(states, state));
        played.Give(new SiteOrder.SetMains(true)).For(TimeSpan.FromMinutes(6), state => Note(states, state));
        Assert.Equal(
            [
                EngineState.Ready, EngineState.Prestart, EngineState.Cranking, EngineState.Starting, EngineState.Running,
                EngineState.Loaded, EngineState.Cooling, EngineState.Stop, EngineState.Ready,
            ],
            states);
    }

    [Fact]
    public void Whatever_the_seed_the_engine_is_ready_in_ten_seconds_and_has_the_load_in_twelve()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var played = new Played("calm", seed).Give(new SiteOrder.SetMains(false));
            var failed = played.State.At;
            played.For(TimeSpan.FromSeconds(15));
            Assert.InRange(played.When("gen-1", "runs at nominal speed") - played.When("gen-1", "is told to start"), TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(9.5));
            Assert.InRange(played.When("gen-1", "takes the load") - failed, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(12));
        }
    }

    [Fact]
    public void An_exercise_on_load_never_leaves_the_building_without_power()
    {
        var played = Played.Calm(new SiteOrder.ExerciseGenerator(TimeSpan.FromMinutes(5), IsOnLoad: true));
        var carried = TimeSpan.Zero;
        played.For(TimeSpan.FromMinutes(10), state =>
        {
            Assert.True(state.Bus.IsGood, $"no power at {state.At}");
            carried += state.Generator is { IsGeneratorBreakerClosed: true, IsMainsBreakerClosed: false } ? Site.StepLength : TimeSpan.Zero;
        });
        Assert.InRange(carried, TimeSpan.FromMinutes(4.9), TimeSpan.FromMinutes(5.1));
        Assert.DoesNotContain(played.News, news => news.Text.Contains("battery", StringComparison.Ordinal));
    }

    [Fact]
    public void An_exercise_without_load_leaves_the_breakers_alone_and_the_mode_tells_of_it()
    {
        var played = Played.Calm(new SiteOrder.ExerciseGenerator(TimeSpan.FromMinutes(5), IsOnLoad: false));
        Assert.Equal(GeneratorMode.Test, played.State.Generator!.Mode);
        played.For(TimeSpan.FromMinutes(4), state => Assert.Equal((true, false), (state.Generator!.IsMainsBreakerClosed, state.Generator.IsGeneratorBreakerClosed)));
        Assert.Equal((EngineState.Running, 0), (played.State.Generator!.Engine, played.State.Generator.Kilowatts));
        played.For(TimeSpan.FromMinutes(6));
        Assert.Equal((EngineState.Ready, GeneratorMode.Auto), (played.State.Generator!.Engine, played.State.Generator.Mode));
    }

    [Fact]
    public void Gauges_under_load_are_those_of_a_warm_engine_and_counters_only_grow()
    {
        var played = Played.Calm();
        var before = played.State.Generator!;
        played.Give(new SiteOrder.ExerciseGenerator(TimeSpan.FromMinutes(30), IsOnLoad: true)).For(TimeSpan.FromMinutes(28));
        var after = played.State.Generator!;
        Assert.InRange(after.Kilowatts, 43, 49);
        Assert.InRange(after.Rpm, 1490, 1510);
        Assert.InRange(after.Output.Hertz, 49.6, 50.4);
        Assert.InRange(after.CoolantCelsius, 80, 84);
        Assert.InRange(after.OilKilopascals, 430, 490);
        Assert.InRange(after.BatteryVolts, 27.9, 28.2);
        Assert.InRange(before.FuelLitres - after.FuelLitres, 4, 9);
        Assert.InRange(after.RunHours - before.RunHours, 0.44, 0.48);
        Assert.Equal(before.Starts + 1, after.Starts);
        Assert.InRange(after.EnergyKilowattHours - before.EnergyKilowattHours, 17, 25);
    }

    [Fact]
    public void The_starter_pulls_its_battery_down()
    {
        var least = 100.0;
        Played.Calm(new SiteOrder.SetMains(false)).For(TimeSpan.FromSeconds(15), state => least = Math.Min(least, state.Generator!.BatteryVolts));
        Assert.InRange(least, 21, 23);
    }

    [Fact]
    public void An_engine_that_does_not_fire_is_given_up_after_three_attempts_until_somebody_resets_it()
    {
        var played = Played.Calm(new SiteOrder.BreakGenerator(), new SiteOrder.SetMains(false)).For(TimeSpan.FromMinutes(2));
        Assert.Equal(3, played.News.Count(news => news.Text.StartsWith("cranks", StringComparison.Ordinal)));
        Assert.Equal(EngineState.Shutdown, played.State.Generator!.Engine);
        Assert.False(played.State.Bus.IsGood);
        played.Give(new SiteOrder.ResetGenerator()).For(TimeSpan.FromSeconds(15));
        Assert.Equal(EngineState.Loaded, played.State.Generator!.Engine);
        Assert.True(played.State.Bus.IsGood);
    }

    [Fact]
    public void Mains_that_come_back_before_the_engine_runs_take_the_building_back_at_once()
    {
        var played = Played.Calm(new SiteOrder.SetMains(false)).For(TimeSpan.FromSeconds(3));
        played.Give(new SiteOrder.SetMains(true)).For(TimeSpan.FromSeconds(5));
        Assert.True(played.State.Generator!.IsMainsBreakerClosed);
        Assert.True(played.State.Bus.IsGood);
        played.For(TimeSpan.FromMinutes(5), state => Assert.False(state.Generator!.IsGeneratorBreakerClosed));
        Assert.Equal(EngineState.Ready, played.State.Generator!.Engine);
    }

    [Fact]
    public void Mains_that_fail_in_the_middle_of_a_test_turn_it_into_an_outage()
    {
        var played = Played.Calm(new SiteOrder.ExerciseGenerator(TimeSpan.FromMinutes(2), IsOnLoad: true)).For(TimeSpan.FromMinutes(1));
        played.Give(new SiteOrder.SetMains(false)).For(TimeSpan.FromMinutes(5), state => Assert.True(state.Bus.IsGood));
        Assert.Equal(EngineState.Loaded, played.State.Generator!.Engine);
        played.Give(new SiteOrder.SetMains(true)).For(TimeSpan.FromMinutes(5));
        Assert.Equal(EngineState.Ready, played.State.Generator!.Engine);
    }

    [Fact]
    public void An_engine_without_fuel_is_shut_down_and_drops_the_building()
    {
        var scenario = ScenarioText.Calm.Replace("\"profile\": \"comap\"", "\"profile\": \"comap\", \"tankLitres\": 10, \"fuelPercent\": 5", StringComparison.Ordinal);
        using var scratch = new RoomGuard.Testing.Scratch();
        var played = new Played(scratch.Write("dry.json", scenario)).Give(new SiteOrder.SetMains(false)).For(TimeSpan.FromMinutes(10));
        Assert.Equal((EngineState.Shutdown, false), (played.State.Generator!.Engine, played.State.Bus.IsGood));
    }

    private static void Note(List<EngineState> states, SiteState state)
    {
        if (states.Count == 0 || states[^1] != state.Generator!.Engine)
        {
            states.Add(state.Generator!.Engine);
        }
    }
}
