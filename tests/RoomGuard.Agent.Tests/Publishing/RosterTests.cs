using RoomGuard.Agent.Publishing;

namespace RoomGuard.Agent.Tests.Publishing;

public sealed class RosterTests
{
    private static readonly InputPlace Place = new("hq", "srv-1", "ups-1");

    [Fact]
    public void A_point_is_named_as_the_contract_has_it()
    {
        var point = Roster.Point(Place, "ups.battery.charge", TimeSpan.FromSeconds(10), "snmp:ups-mib");
        Assert.Equal(("ups-1/ups.battery.charge", "srv-1", "ups-1", "ups.battery.charge", "%", 10.0, "snmp:ups-mib"), (point.N, point.Room, point.Equipment, point.Signal, point.U, point.Period, point.Source));
    }

    [Fact]
    public void A_change_after_a_look_is_told_and_replaces_the_inputs_points()
    {
        var roster = new Roster();
        var (before, outdated) = roster.Look();
        Assert.Empty(before);
        Assert.False(outdated.IsCompleted);
        roster.Put("ups-1", [Roster.Point(Place, "ups.load", TimeSpan.FromSeconds(10), "snmp:ups-mib")]);
        Assert.True(outdated.IsCompleted);
        (_, outdated) = roster.Look();
        Assert.False(outdated.IsCompleted);
        roster.Put("ups-1", [Roster.Point(Place, "ups.load", TimeSpan.FromSeconds(10), "snmp:apc-ups"), Roster.Point(Place, "env.temp", TimeSpan.FromSeconds(10), "snmp:apc-ups")]);
        Assert.True(outdated.IsCompleted);
        Assert.Equal(["ups-1/env.temp", "ups-1/ups.load"], roster.Look().Points.Select(point => point.N));
    }
}
