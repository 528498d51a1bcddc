using RoomGuard.Simulator.World;

namespace RoomGuard.Simulator.Tests.World;

public sealed class RoomTests
{
    [Fact]
    public void A_room_whose_air_conditioner_fails_warms_up_and_cools_down_again()
    {
        var played = Played.Calm().For(TimeSpan.FromMinutes(5));
        var before = played.State.Rooms[0].Celsius;
        played.Give(new SiteOrder.SetConditionerFailed("srv-1", IsFailed: true)).For(TimeSpan.FromMinutes(20));
        Assert.InRange(played.State.Rooms[0].Celsius - before, 3, 6);
        Assert.InRange(played.State.Rooms[0].HumidityPercent, 30, 46);
        played.Give(new SiteOrder.SetConditionerFailed("srv-1", IsFailed: false)).For(TimeSpan.FromMinutes(30));
        Assert.InRange(played.State.Rooms[0].Celsius - before, -1.3, 1.3);
    }

    [Fact]
    public void A_drift_goes_where_it_is_told_in_the_time_it_is_told()
    {
        var played = Played.Calm(new SiteOrder.DriftRoom("srv-1", 8, TimeSpan.FromMinutes(10))).For(TimeSpan.FromMinutes(5));
        Assert.Equal(4, played.State.Rooms[0].DriftCelsius, 0.1);
        played.For(TimeSpan.FromMinutes(10));
        Assert.Equal(8, played.State.Rooms[0].DriftCelsius, 0.001);
        played.Give(new SiteOrder.DriftRoom("srv-1", 0, TimeSpan.FromMinutes(1))).For(TimeSpan.FromMinutes(2));
        Assert.Equal(0, played.State.Rooms[0].DriftCelsius, 0.001);
    }

    [Fact]
    public void An_air_conditioner_that_lost_its_power_runs_again_a_minute_after_it_is_back()
    {
        var played = new Played("quiet-day-with-tests").Give(new SiteOrder.SetMains(false)).For(TimeSpan.FromMinutes(2));
        var stopped = played.When("ac-1", "hvac.run is false");
        var running = played.When("ac-1", "hvac.run is true");
        Assert.InRange(running - stopped, TimeSpan.FromSeconds(65), TimeSpan.FromSeconds(75));
    }

    [Fact]
    public void A_stuck_element_keeps_its_value_to_the_last_bit_and_moves_on_when_it_senses_again()
    {
        var played = Played.Calm().For(TimeSpan.FromMinutes(1));
        played.Give(new SiteOrder.SetProbeStuck("srv-1/probe-1", ProbeElements.Humidity, IsStuck: true));
        var stuck = played.State.Probes[0].Humidity.Value;
        var celsius = played.State.Probes[0].Temperature.Value;
        played.For(TimeSpan.FromHours(1), state => Assert.Equal(stuck, state.Probes[0].Humidity.Value));
        Assert.NotEqual(celsius, played.State.Probes[0].Temperature.Value);
        played.Give(new SiteOrder.SetProbeStuck("srv-1/probe-1", ProbeElements.Humidity, IsStuck: false)).For(TimeSpan.FromSeconds(1));
        Assert.NotEqual(stuck, played.State.Probes[0].Humidity.Value);
    }

    [Fact]
    public void A_technician_opens_the_door_disarms_the_alarm_and_is_seen()
    {
        var played = new Played("quiet-day-with-tests").For(TimeSpan.FromMinutes(8));
        var visit = played.News.Where(news => news.Source is "door-1" or "motion-1" or "ias-1" or "technician").Select(news => (Math.Round(news.At.TotalSeconds), news.Source, news.Text));
        Assert.Equal(
            [
                (120, "door-1", "door.open is true"),
                (123, "technician", "comes into srv-1"), (123, "motion-1", "motion.active is true"), (123, "ias-1", "ias.armed is false"),
                (126, "door-1", "door.open is false"),
                (420, "door-1", "door.open is true"),
                (423, "technician", "leaves srv-1"), (423, "motion-1", "motion.active is false"), (423, "ias-1", "ias.armed is true"),
                (426, "door-1", "door.open is false"),
            ],
            visit);
    }
}
