using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Contract.Tests.Signals;

public sealed class SignalCatalogueTests
{
    // The starting set of the contract; a signal that others' software may already publish never goes away.
    private static readonly string[] StartingSet =
    [
        "env.temp", "env.rh", "env.dewpoint", "env.pressure", "leak.wet", "smoke.alarm", "door.open", "door.forced", "motion.active",
        "acs.event", "acs.online", "ias.armed", "ias.alarm", "ias.fault", "fire.alarm", "fire.fault", "fire.ac_power", "fire.supp_discharged",
        "fire.supp_low_pressure", "hvac.run", "hvac.fault", "hvac.supply_temp", "hvac.return_temp", "feed.present", "feed.voltage", "breaker.closed",
        "cam.online", "cam.frame_age", "cam.frozen", "cam.dark", "nvr.recording", "nvr.oldest_days", "nvr.clock_offset",
        "ups.battery.charge", "ups.output.source", "ups.input.voltage.l1", "gen.engine.state", "gen.gen.power", "mains.available",
        "ats.selected_source", "pdu.power", "agent.board_temp", "agent.outbox_depth",
    ];

    [Fact]
    public void The_starting_set_of_the_contract_is_there() => Assert.Empty(StartingSet.Where(id => SignalCatalogue.Find(id) is null));

    [Fact]
    public void Every_name_and_state_is_in_three_languages_and_differs_between_Kazakh_and_English() =>
        Assert.Empty(SignalCatalogue.All
            .SelectMany(signal => signal.States.Values.Append(signal.Name))
            .Where(text => string.IsNullOrWhiteSpace(text.Kk) || string.IsNullOrWhiteSpace(text.Ru) || string.IsNullOrWhiteSpace(text.En) || text.Kk == text.En));

    [Fact]
    public void Gauges_and_counters_have_a_unit_and_states_have_none() =>
        Assert.Empty(SignalCatalogue.All.Where(signal => (signal.Kind is SignalKind.Gauge or SignalKind.Counter) != signal.Unit.Length > 0));

    [Fact]
    public void Ids_follow_the_rule_for_points() => Assert.Empty(SignalCatalogue.All.Where(signal => !PointName.IsValid(signal.Id)));

    [Fact]
    public void A_phase_says_which_one_it_is() => Assert.Equal("Input voltage, L2", SignalCatalogue.Find("ups.input.voltage.l2")!.Name.En);

    [Fact]
    public void Bounds_are_the_right_way_round() =>
        Assert.Empty(SignalCatalogue.All.Where(signal => signal is { Min: { } min, Max: { } max } && min >= max));
}
