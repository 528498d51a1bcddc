using RoomGuard.Simulator.World;
using RoomGuard.Simulator.World.Generators;
using RoomGuard.Simulator.World.Upses;

namespace RoomGuard.Simulator.Tests.Scenarios;

public sealed class QuietDayTests
{
    private readonly Played _day = new("quiet-day-with-tests");

    [Fact]
    public void Both_UPSs_test_themselves_for_half_a_minute_of_which_twelve_seconds_are_on_battery()
    {
        _day.For(TimeSpan.FromMinutes(8));
        AssertAbout(TimeSpan.FromMinutes(3), _day.When("ups-1", "tests its battery"));
        AssertAbout(TimeSpan.FromMinutes(6), _day.When("ups-2", "tests its battery"));
        foreach (var ups in new[] { "ups-1", "ups-2" })
        {
            AssertAbout(TimeSpan.FromSeconds(30), _day.When(ups, "has passed its test") - _day.When(ups, "tests its battery"));
            AssertAbout(TimeSpan.FromSeconds(12), _day.When(ups, "is back on its input") - _day.When(ups, "is on battery"));
        }

        Assert.All(_day.State.Upses, ups => Assert.Equal(3, ups.InputBads));
    }

    [Fact]
    public void The_generator_carries_the_building_for_more_than_half_an_hour_and_rests_before_minute_44()
    {
        _day.For(TimeSpan.FromMinutes(44));
        Assert.InRange(_day.When("gen-1", "to cool down") - _day.When("gen-1", "takes the load"), TimeSpan.FromMinutes(31), TimeSpan.FromMinutes(33));
        Assert.InRange(_day.When("gen-1", "has stopped"), TimeSpan.FromMinutes(42), TimeSpan.FromMinutes(44));
        Assert.DoesNotContain(_day.News, news => news.Source.StartsWith("ups-", StringComparison.Ordinal) && news.At > TimeSpan.FromMinutes(7));
    }

    [Fact]
    public void The_outage_is_bridged_by_the_batteries_and_carried_by_the_generator()
    {
        _day.For(TimeSpan.FromMinutes(75));
        var failed = _day.When("mains", "have failed");
        AssertAbout(TimeSpan.FromMinutes(52), failed);
        AssertAbout(TimeSpan.FromMinutes(60), _day.When("mains", "are back"));
        var loaded = _day.News.Last(news => news.Source == "gen-1" && news.Text == "takes the load").At;
        Assert.InRange(loaded - failed, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(12));
        Assert.Equal(2, _day.News.Count(news => news == (failed, "ups-1", "is on battery") || news == (failed, "ups-2", "is on battery")));
        Assert.InRange(_day.News.Last(news => news.Source == "gen-1" && news.Text == "has stopped and is ready").At, TimeSpan.FromMinutes(62), TimeSpan.FromMinutes(64.5));
        Assert.Equal((EngineState.Ready, GeneratorMode.Auto, true, false), (_day.State.Generator!.Engine, _day.State.Generator.Mode, _day.State.Generator.IsMainsBreakerClosed, _day.State.Generator.IsGeneratorBreakerClosed));
        Assert.All(_day.State.Upses, ups => Assert.Equal(OutputSource.Normal, ups.Source));
    }

    [Fact]
    public void Leak_door_and_sick_sensors_come_at_their_times()
    {
        _day.For(TimeSpan.FromMinutes(75));
        AssertAbout(TimeSpan.FromMinutes(12), _day.When("leak-1", "leak.wet is true"));
        AssertAbout(TimeSpan.FromMinutes(40), _day.When("leak-1", "leak.wet is false"));
        var door = _day.News.Where(news => news.Source == "door-1" && news.At > TimeSpan.FromMinutes(10)).Select(news => (Math.Round(news.At.TotalMinutes, 1), news.Text)).ToList();
        Assert.Equal([(20, "door.open is true"), (24, "door.open is false")], door);
        AssertAbout(TimeSpan.FromMinutes(15), _day.When("srv-1/probe-2", "humidity sticks"));
        AssertAbout(TimeSpan.FromMinutes(25), _day.When("srv-1/probe-3", "the whole probe dies"));
        Assert.True(_day.State.Probes[2].Temperature.IsDead);
        Assert.True(_day.State.Probes[1].Humidity.IsStuck);
        Assert.False(_day.State.Probes[1].Temperature.IsStuck);
    }

    [Fact]
    public void The_working_day_after_that_is_quiet()
    {
        _day.For(TimeSpan.FromMinutes(75));
        _day.News.Clear();
        _day.For(TimeSpan.FromHours(8));
        Assert.Empty(_day.News);
    }

    [Theory]
    [InlineData(832)]
    [InlineData(1)]
    [InlineData(77)]
    public void The_rooms_stay_within_what_is_asked_of_them(int seed)
    {
        var day = new Played("quiet-day-with-tests", seed);
        day.For(TimeSpan.FromHours(4), state =>
        {
            foreach (var probe in state.Probes.Take(3))
            {
                Assert.InRange(probe.Temperature.Value, 20.5, 24.6);
            }

            Assert.All(state.Probes.Take(2), probe => Assert.InRange(probe.Humidity.Value, 45.5, 54.5));
            Assert.All(state.Probes.Skip(3), probe => Assert.InRange(probe.Temperature.Value, 19, 26.5));
        });
    }

    private static void AssertAbout(TimeSpan expected, TimeSpan actual) => Assert.InRange(actual, expected - Site.StepLength, expected + (2 * Site.StepLength));
}
