using RoomGuard.Simulator.World.Power;
using RoomGuard.Simulator.World.Upses;
using RoomGuard.Snmp;

namespace RoomGuard.Simulator.Snmp;

/// <summary>UPS-MIB (RFC 1628) of one UPS. Voltages are whole volts and frequencies tenths of a hertz, as the RFC has them.</summary>
internal static class UpsMib
{
    private static readonly ObjectId Objects = ObjectId.Parse("1.3.6.1.2.1.33.1");

    private static readonly ObjectId WellKnownAlarms = Objects.Append(6, 3);

    private static readonly ObjectId WellKnownTests = Objects.Append(7, 7);

    /// <summary>Adds every row of the MIB.</summary>
    public static void Fill(UpsPlan plan, UpsState ups, TimeSpan at, MibRows rows)
    {
        FillIdentity(plan, rows);
        FillBattery(plan, ups, rows);
        FillInput(plan, ups, rows);
        FillOutput(plan, ups, rows);
        FillBypass(plan, ups, rows);
        FillAlarms(plan, ups, at, rows);
        FillTest(ups, rows);
        FillSettings(plan, rows);
    }

    private static void FillIdentity(UpsPlan plan, MibRows rows)
    {
        rows.Text(Objects, [1, 1, 0], plan.Mib == UpsMibKind.PowerNet ? "American Power Conversion" : "Kapchagai Power");
        rows.Text(Objects, [1, 2, 0], Model(plan));
        rows.Text(Objects, [1, 3, 0], "03.6");
        rows.Text(Objects, [1, 4, 0], "2.18");
        rows.Text(Objects, [1, 5, 0], plan.Id);
        rows.Text(Objects, [1, 6, 0], "");
    }

    /// <summary>The model's name, by its rating.</summary>
    internal static string Model(UpsPlan plan) => plan.Mib == UpsMibKind.PowerNet
        ? FormattableString.Invariant($"Smart-UPS X {plan.RatedVoltAmperes:0}")
        : FormattableString.Invariant($"KP-33 {plan.RatedVoltAmperes / 1000:0.#} kVA");

    private static void FillBattery(UpsPlan plan, UpsState ups, MibRows rows)
    {
        var runtime = UpsBattery.Runtime(plan, ups);
        rows.Number(Objects, [2, 1, 0], ups.ChargePercent <= 0 ? 4 : runtime < TimeSpan.FromMinutes(2) ? 3 : 2);
        rows.Number(Objects, [2, 2, 0], Math.Floor(ups.OnBattery.TotalSeconds));
        rows.Number(Objects, [2, 3, 0], Math.Floor(runtime.TotalMinutes));
        rows.Number(Objects, [2, 4, 0], ups.ChargePercent);
        rows.Number(Objects, [2, 5, 0], ups.BatteryVolts * 10);
        rows.Number(Objects, [2, 6, 0], BatteryAmperes(plan, ups) * 10);
        rows.Number(Objects, [2, 7, 0], ups.BatteryCelsius);
    }

    /// <summary>What flows out of the battery, in amperes; negative while it is charged.</summary>
    internal static double BatteryAmperes(UpsPlan plan, UpsState ups) => ups.Source == OutputSource.Battery
        ? plan.RatedWatts * ups.LoadPercent / 100 / ups.BatteryVolts
        : ups.ChargePercent < 100 ? -plan.RatedWatts / plan.BatteryNominalVolts * 0.04 : 0;

    private static void FillInput(UpsPlan plan, UpsState ups, MibRows rows)
    {
        rows.Add(Objects, [3, 1, 0], SnmpValue.Counter32((uint)ups.InputBads));
        rows.Number(Objects, [3, 2, 0], Phases(plan));
        for (uint line = 1; line <= Phases(plan); line++)
        {
            var volts = ups.Input[(int)line - 1];
            var watts = ups.Source == OutputSource.Normal ? plan.RatedWatts * ups.LoadPercent / 100 / Phases(plan) / 0.94 : 0;
            rows.Number(Objects, [3, 3, 1, 2, line], ups.Input.Hertz * 10);
            rows.Number(Objects, [3, 3, 1, 3, line], volts);
            rows.Number(Objects, [3, 3, 1, 4, line], volts > 0 ? watts / volts * 10 : 0);
            rows.Number(Objects, [3, 3, 1, 5, line], watts);
        }
    }

    private static void FillOutput(UpsPlan plan, UpsState ups, MibRows rows)
    {
        rows.Number(Objects, [4, 1, 0], ups.Source switch
        {
            OutputSource.Normal => 3,
            OutputSource.Battery => 5,
            OutputSource.None => 2,
            _ => throw new InvalidOperationException($"OutputSource has a case that UPS-MIB does not know: {ups.Source}."),
        });
        rows.Number(Objects, [4, 2, 0], ups.OutputVolts > 0 ? Supply.NominalHertz * 10 : 0);
        rows.Number(Objects, [4, 3, 0], Phases(plan));
        for (uint line = 1; line <= Phases(plan); line++)
        {
            var watts = ups.OutputVolts > 0 ? plan.RatedWatts * ups.LoadPercent / 100 / Phases(plan) : 0;
            rows.Number(Objects, [4, 4, 1, 2, line], ups.OutputVolts);
            rows.Number(Objects, [4, 4, 1, 3, line], ups.OutputVolts > 0 ? watts / ups.OutputVolts * 10 : 0);
            rows.Number(Objects, [4, 4, 1, 4, line], watts);
            rows.Number(Objects, [4, 4, 1, 5, line], ups.OutputVolts > 0 ? ups.LoadPercent : 0);
        }
    }

    private static void FillBypass(UpsPlan plan, UpsState ups, MibRows rows)
    {
        rows.Number(Objects, [5, 1, 0], ups.Input.Hertz * 10);
        rows.Number(Objects, [5, 2, 0], Phases(plan));
        for (uint line = 1; line <= Phases(plan); line++)
        {
            rows.Number(Objects, [5, 3, 1, 2, line], ups.Input[(int)line - 1]);
            rows.Number(Objects, [5, 3, 1, 3, line], 0);
            rows.Number(Objects, [5, 3, 1, 4, line], 0);
        }
    }

    // The table has a row for each alarm that stands; its index is the alarm's own number.
    private static void FillAlarms(UpsPlan plan, UpsState ups, TimeSpan at, MibRows rows)
    {
        uint count = 0;
        foreach (var (number, since) in Alarms(plan, ups, at))
        {
            count++;
            rows.Add(Objects, [6, 2, 1, 2, number], SnmpValue.Oid(WellKnownAlarms.Append(number)));
            rows.Ticks(Objects, [6, 2, 1, 3, number], SystemGroup.UpTime(since));
        }

        rows.Add(Objects, [6, 1, 0], SnmpValue.Gauge32(count));
    }

    private static IEnumerable<(uint Number, TimeSpan Since)> Alarms(UpsPlan plan, UpsState ups, TimeSpan at)
    {
        var tested = ups.Test.StartedAt ?? TimeSpan.Zero;
        if (ups.IsBatteryBad)
        {
            yield return (1, tested + ups.Test.Elapsed);
        }

        if (ups.Source == OutputSource.Battery)
        {
            yield return (2, at - ups.OnBattery);
        }

        if (UpsBattery.Runtime(plan, ups) < TimeSpan.FromMinutes(2))
        {
            yield return (3, at);
        }

        if (!ups.Input.IsGood)
        {
            yield return (6, at - ups.OnBattery);
        }

        if (ups.Test.Result == SelfTestResult.Failed)
        {
            yield return (19, tested + ups.Test.Elapsed);
        }

        if (ups.Test.IsRunning)
        {
            yield return (24, tested);
        }
    }

    private static void FillTest(UpsState ups, MibRows rows)
    {
        var test = ups.Test;
        rows.Add(Objects, [7, 1, 0], SnmpValue.Oid(WellKnownTests.Append(test.StartedAt is null ? 1u : 4u)));
        rows.Number(Objects, [7, 2, 0], 0);
        rows.Number(Objects, [7, 3, 0], test.Result switch
        {
            SelfTestResult.Passed => 1,
            SelfTestResult.Failed => 3,
            SelfTestResult.Aborted => 4,
            SelfTestResult.InProgress => 5,
            SelfTestResult.None => 6,
            _ => throw new InvalidOperationException($"SelfTestResult has a case that UPS-MIB does not know: {test.Result}."),
        });
        rows.Text(Objects, [7, 4, 0], test.Result == SelfTestResult.Failed ? "Battery voltage fell below its limit" : "");
        rows.Ticks(Objects, [7, 5, 0], test.StartedAt is { } started ? SystemGroup.UpTime(started) : TimeSpan.Zero);
        rows.Number(Objects, [7, 6, 0], test.Elapsed.TotalSeconds * 100);
    }

    private static void FillSettings(UpsPlan plan, MibRows rows)
    {
        ReadOnlySpan<int> control = [1, -1, -1, -1, 1];
        for (var i = 0; i < control.Length; i++)
        {
            rows.Number(Objects, [8, (uint)i + 1, 0], control[i]);
        }

        ReadOnlySpan<double> ratings = [230, 500, 230, 500, plan.RatedVoltAmperes, plan.RatedWatts, 2, 2, 195, 264];
        for (var i = 0; i < ratings.Length; i++)
        {
            rows.Number(Objects, [9, (uint)i + 1, 0], ratings[i]);
        }
    }

    private static int Phases(UpsPlan plan) => plan.IsThreePhase ? 3 : 1;
}
