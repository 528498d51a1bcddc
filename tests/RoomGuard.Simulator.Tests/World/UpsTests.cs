using RoomGuard.Simulator.World;
using RoomGuard.Simulator.World.Upses;

namespace RoomGuard.Simulator.Tests.World;

public sealed class UpsTests
{
    [Fact]
    public void A_self_test_ends_passed_with_the_input_good_all_the_time()
    {
        var played = Played.Calm(new SiteOrder.TestUps("ups-1", WillFail: false));
        Assert.True(played.State.Upses[0].Test.IsRunning);
        var onBattery = TimeSpan.Zero;
        var least = 1000.0;
        played.For(TimeSpan.FromSeconds(40), state =>
        {
            var ups = state.Upses[0];
            Assert.True(ups.Input.IsGood);
            onBattery += ups.Source == OutputSource.Battery ? Site.StepLength : TimeSpan.Zero;
            least = Math.Min(least, ups.BatteryVolts);
        });
        Assert.Equal(TimeSpan.FromSeconds(12), onBattery);
        Assert.Equal((SelfTestResult.Passed, TransferCause.SelfTest), (played.State.Upses[0].Test.Result, played.State.Upses[0].Cause));
        Assert.InRange(least, 235, 250);
        Assert.InRange(played.State.Upses[0].ChargePercent, 98, 99.9);
        Assert.False(played.State.Upses[1].Test.IsRunning);
    }

    [Fact]
    public void A_worn_out_battery_fails_its_test_and_is_to_be_replaced_until_another_test_passes()
    {
        var played = Played.Calm(new SiteOrder.TestUps("ups-2", WillFail: true)).For(TimeSpan.FromSeconds(40));
        Assert.Equal((SelfTestResult.Failed, true, OutputSource.Normal), (played.State.Upses[1].Test.Result, played.State.Upses[1].IsBatteryBad, played.State.Upses[1].Source));
        played.Give(new SiteOrder.TestUps("ups-2", WillFail: false)).For(TimeSpan.FromSeconds(40));
        Assert.Equal((SelfTestResult.Passed, false), (played.State.Upses[1].Test.Result, played.State.Upses[1].IsBatteryBad));
    }

    [Fact]
    public void An_outage_in_the_middle_of_a_test_aborts_it_and_stays_on_battery()
    {
        var played = Played.Calm(new SiteOrder.TestUps("ups-1", WillFail: false)).For(TimeSpan.FromSeconds(10));
        played.Give(new SiteOrder.SetMains(false)).For(TimeSpan.FromSeconds(2));
        Assert.Equal((SelfTestResult.Aborted, OutputSource.Battery), (played.State.Upses[0].Test.Result, played.State.Upses[0].Source));
    }

    [Fact]
    public void After_an_outage_the_input_must_be_good_for_five_seconds()
    {
        var played = Played.Calm(new SiteOrder.SetMains(false)).For(TimeSpan.FromSeconds(30));
        Assert.InRange(played.When("ups-1", "is back on its input") - played.When("gen-1", "takes the load"), TimeSpan.FromSeconds(4.5), TimeSpan.FromSeconds(5.5));
        Assert.Equal((TransferCause.Blackout, 4), (played.State.Upses[0].Cause, played.State.Upses[0].InputBads));
    }

    [Fact]
    public void A_battery_that_nobody_relieves_runs_down_in_its_time_and_the_output_goes_off()
    {
        var played = Played.Calm(new SiteOrder.BreakGenerator(), new SiteOrder.SetMains(false)).For(TimeSpan.FromMinutes(30));
        var off = played.When("ups-1", "has run its battery down");
        Assert.InRange(off, TimeSpan.FromMinutes(22), TimeSpan.FromMinutes(26));
        Assert.Equal((0, 0), (played.State.Upses[0].OutputVolts, played.State.Upses[0].ChargePercent));
        played.Give(new SiteOrder.SetMains(true)).For(TimeSpan.FromMinutes(1));
        Assert.Equal(OutputSource.Normal, played.State.Upses[0].Source);
        Assert.InRange(played.State.Upses[0].ChargePercent, 0.05, 1);
    }

    [Fact]
    public void Orders_for_what_a_site_has_not_change_nothing()
    {
        var played = Played.Calm(
            new SiteOrder.TestUps("ups-9", WillFail: false),
            new SiteOrder.SetContact("srv-1/none-1/leak.wet", true),
            new SiteOrder.SetProbeDead("srv-1/none-1", ProbeElements.All, IsDead: true),
            new SiteOrder.SetOccupied("nowhere", true));
        Assert.DoesNotContain(played.State.Contacts, contact => contact.IsOn);
        Assert.DoesNotContain(played.State.Probes, probe => probe.Temperature.IsDead);
        Assert.DoesNotContain(played.State.Upses, ups => ups.Test.IsRunning);
    }
}
