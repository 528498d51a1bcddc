using RoomGuard.Simulator.World;
using RoomGuard.Simulator.World.Generators;
using RoomGuard.Simulator.World.Upses;
using RoomGuard.Snmp;

namespace RoomGuard.Simulator.Snmp;

/// <summary>Which MIBs stand behind each device of a site.</summary>
/// <param name="Plan">The site.</param>
/// <param name="Started">What the wall clock showed when the scenario began.</param>
/// <param name="Look">The site as it is now; called on the agents' threads.</param>
internal sealed record DeviceTrees(SitePlan Plan, DateTimeOffset Started, Func<SiteState> Look)
{
    private static readonly ObjectId UpsMibItself = ObjectId.Parse("1.3.6.1.2.1.33");
    private static readonly ObjectId SmartUps2 = ObjectId.Parse("1.3.6.1.4.1.318.1.3.27");
    private static readonly ObjectId InteliLite4 = ObjectId.Parse("1.3.6.1.4.1.28634.29");

    /// <summary>What the network card of the UPS at <paramref name="index"/> of the plan answers.</summary>
    public IMibTree OfUps(int index)
    {
        var plan = Plan.Upses[index];
        return plan.Mib switch
        {
            UpsMibKind.Rfc1628 => OfRfc1628(plan, index),
            UpsMibKind.PowerNet => OfPowerNet(plan, index),
            _ => throw new InvalidOperationException($"UpsMibKind has a case that the simulator does not play: {plan.Mib}."),
        };
    }

    /// <summary>What the generator's controller answers.</summary>
    public IMibTree OfGenerator(GeneratorPlan plan)
    {
        var system = new SystemGroup(plan.Id, "InteliLite4 AMF 25, SW version 1.9.0.6, ComAp a.s.", InteliLite4, plan.Room);
        return new DeviceTree(Look, (state, rows) =>
        {
            system.Fill(state, rows);
            ComAp.Fill(plan, state.Generator!, state.Mains.Supply, rows);
        });
    }

    private DeviceTree OfRfc1628(UpsPlan plan, int index)
    {
        var system = new SystemGroup(plan.Id, "UPS network card, UPS-MIB (RFC 1628), firmware 2.18", UpsMibItself, plan.Room);
        return new DeviceTree(Look, (state, rows) =>
        {
            system.Fill(state, rows);
            UpsMib.Fill(plan, state.Upses[index], state.At, rows);
        });
    }

    private DeviceTree OfPowerNet(UpsPlan plan, int index)
    {
        var system = new SystemGroup(
            plan.Id,
            "APC Web/SNMP Management Card (MB:v4.1.0 PF:v6.8.2 PN:apc_hw05_aos_682.bin AF1:v6.8.0 AN1:apc_hw05_sumx_680.bin MN:AP9630 HR:08)",
            SmartUps2,
            plan.Room);
        var powerNet = new PowerNet(plan, Started);
        return new DeviceTree(Look, (state, rows) =>
        {
            system.Fill(state, rows);
            UpsMib.Fill(plan, state.Upses[index], state.At, rows);
            powerNet.Fill(state.Upses[index], rows);
        });
    }
}
