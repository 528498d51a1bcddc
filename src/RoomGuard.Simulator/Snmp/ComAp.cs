using RoomGuard.Simulator.World.Generators;
using RoomGuard.Simulator.World.Power;
using RoomGuard.Snmp;

namespace RoomGuard.Simulator.Snmp;

/// <summary>A ComAp InteliLite 4 (controller family 29): values by the numbers of their communication objects.</summary>
/// <remarks>The site's configuration has three analog inputs: oil pressure in tenths of a bar, coolant in °C, fuel in percent.</remarks>
internal static class ComAp
{
    /// <summary>Power factor of the building.</summary>
    private const double PowerFactor = 0.92;

    private static readonly ObjectId Values = ObjectId.Parse("1.3.6.1.4.1.28634.29.2");

    /// <summary>Adds every row that the controller answers.</summary>
    public static void Fill(GeneratorPlan plan, GeneratorState generator, Supply mains, MibRows rows)
    {
        Show(rows, 9244, (int)generator.Engine);
        Show(rows, 9245, BreakerState(generator));
        Show(rows, 9887, (int)generator.Mode);
        FillSupply(rows, generator.Output, (8192, 9628, 8210));
        FillSupply(rows, mains, (8195, 9631, 8211));
        FillLoad(generator, rows);
        FillEngine(plan, generator, rows);
        FillCounters(generator, rows);
    }

    private static void FillSupply(MibRows rows, Supply supply, (uint LineNeutral, uint LineLine, uint Hertz) objects)
    {
        for (var phase = 0; phase < 3; phase++)
        {
            Show(rows, objects.LineNeutral + (uint)phase, supply[phase]);
            Show(rows, objects.LineLine + (uint)phase, supply.LineVolts(phase));
        }

        Show(rows, objects.Hertz, supply.Hertz * 10);
    }

    private static void FillLoad(GeneratorState generator, MibRows rows)
    {
        var volts = generator.Output.L1Volts;
        for (uint phase = 0; phase < 3; phase++)
        {
            Show(rows, 8198 + phase, volts > 0 ? generator.Kilowatts * 1000 / 3 / volts / PowerFactor : 0);
            Show(rows, 8524 + phase, generator.Kilowatts / 3);
        }

        Show(rows, 8202, generator.Kilowatts);
        Show(rows, 8203, generator.Kilowatts * Math.Tan(Math.Acos(PowerFactor)));
        Show(rows, 8204, generator.Kilowatts > 0 ? PowerFactor * 100 : 0);
    }

    private static void FillEngine(GeneratorPlan plan, GeneratorState generator, MibRows rows)
    {
        Show(rows, 8213, generator.BatteryVolts * 10);
        Show(rows, 10603, generator.Rpm > 1000 ? generator.BatteryVolts * 10 : 0);
        Show(rows, 10123, generator.Rpm);
        Show(rows, 8227, generator.OilKilopascals / 10);
        Show(rows, 8228, generator.CoolantCelsius);
        Show(rows, 9153, generator.FuelLitres / plan.TankLitres * 100);
        Show(rows, 10124, 312);
    }

    private static void FillCounters(GeneratorState generator, MibRows rows)
    {
        Show(rows, 9040, Math.Floor(generator.FuelUsedLitres));
        Show(rows, 8206, Math.Floor(generator.RunHours * 10));
        Show(rows, 8207, generator.Starts);
        Show(rows, 8205, Math.Floor(generator.EnergyKilowattHours));
        Show(rows, 11195, 0);
        Show(rows, 11196, generator.Shutdowns);
        Show(rows, 11616, Math.Max(0, 500 - Math.Floor(generator.RunHours)));
    }

    // 2 island, 3 on the mains, 4 both, 7 the mains failed and the set does not carry the load yet.
    private static int BreakerState(GeneratorState generator) => (generator.IsMainsBreakerClosed, generator.IsGeneratorBreakerClosed) switch
    {
        (true, true) => 4,
        (true, false) => 3,
        (false, true) => 2,
        (false, false) => generator.IsMainsLost ? 7 : 1,
    };

    private static void Show(MibRows rows, uint communicationObject, double value) => rows.Number(Values, [communicationObject, 0], value);
}
