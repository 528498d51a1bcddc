using System.Globalization;
using RoomGuard.Simulator.World.Power;
using RoomGuard.Simulator.World.Upses;
using RoomGuard.Snmp;

namespace RoomGuard.Simulator.Snmp;

/// <summary>The UPS group of APC's PowerNet-MIB of one single-phase Smart-UPS: the high-precision objects in tenths beside the old whole ones.</summary>
/// <param name="Started">What the wall clock showed when the scenario began; PowerNet tells dates, not ages.</param>
internal sealed record PowerNet(UpsPlan Plan, DateTimeOffset Started)
{
    private static readonly ObjectId Ups = ObjectId.Parse("1.3.6.1.4.1.318.1.1.1");

    /// <summary>Adds every row that such a UPS answers.</summary>
    public void Fill(UpsState ups, MibRows rows)
    {
        rows.Text(Ups, [1, 1, 1, 0], UpsMib.Model(Plan));
        rows.Text(Ups, [1, 1, 2, 0], Plan.Id);
        rows.Text(Ups, [1, 2, 1, 0], "UPS 09.8 / ID=20");
        rows.Text(Ups, [1, 2, 2, 0], "03/12/2021");
        rows.Text(Ups, [1, 2, 3, 0], "AS2111290573");
        FillBattery(ups, rows);
        FillInput(ups, rows);
        FillOutput(ups, rows);
        FillTest(ups, rows);
        rows.Text(Ups, [11, 1, 1, 0], Flags(ups));
    }

    private void FillBattery(UpsState ups, MibRows rows)
    {
        var runtime = UpsBattery.Runtime(Plan, ups);
        var amperes = UpsMib.BatteryAmperes(Plan, ups);
        rows.Number(Ups, [2, 1, 1, 0], IsLow(ups) ? 3 : 2);
        rows.Ticks(Ups, [2, 1, 2, 0], ups.OnBattery);
        rows.Text(Ups, [2, 1, 3, 0], Date(Started - TimeSpan.FromDays(611)));
        rows.Add(Ups, [2, 2, 1, 0], SnmpValue.Gauge32((uint)Math.Round(ups.ChargePercent)));
        rows.Add(Ups, [2, 2, 2, 0], SnmpValue.Gauge32((uint)Math.Round(ups.BatteryCelsius)));
        rows.Ticks(Ups, [2, 2, 3, 0], runtime);
        rows.Number(Ups, [2, 2, 4, 0], ups.IsBatteryBad ? 2 : 1);
        rows.Number(Ups, [2, 2, 5, 0], 1);
        rows.Number(Ups, [2, 2, 6, 0], ups.IsBatteryBad ? 1 : 0);
        rows.Number(Ups, [2, 2, 7, 0], Plan.BatteryNominalVolts);
        rows.Number(Ups, [2, 2, 8, 0], ups.BatteryVolts);
        rows.Number(Ups, [2, 2, 9, 0], amperes);
        rows.Add(Ups, [2, 3, 1, 0], SnmpValue.Gauge32((uint)Math.Round(ups.ChargePercent * 10)));
        rows.Number(Ups, [2, 3, 2, 0], ups.BatteryCelsius * 10);
        rows.Number(Ups, [2, 3, 3, 0], Plan.BatteryNominalVolts * 10);
        rows.Number(Ups, [2, 3, 4, 0], ups.BatteryVolts * 10);
        rows.Number(Ups, [2, 3, 5, 0], amperes * 10);
    }

    private static void FillInput(UpsState ups, MibRows rows)
    {
        rows.Number(Ups, [3, 1, 1, 0], 2);
        rows.Add(Ups, [3, 2, 1, 0], SnmpValue.Gauge32((uint)Math.Round(ups.Input.L1Volts)));
        rows.Add(Ups, [3, 2, 4, 0], SnmpValue.Gauge32((uint)Math.Round(ups.Input.Hertz)));
        rows.Number(Ups, [3, 2, 5, 0], (int)ups.Cause);
        rows.Add(Ups, [3, 3, 1, 0], SnmpValue.Gauge32((uint)Math.Round(ups.Input.L1Volts * 10)));
        rows.Add(Ups, [3, 3, 4, 0], SnmpValue.Gauge32((uint)Math.Round(ups.Input.Hertz * 10)));
    }

    private void FillOutput(UpsState ups, MibRows rows)
    {
        var isOn = ups.OutputVolts > 0;
        var watts = isOn ? Plan.RatedWatts * ups.LoadPercent / 100 : 0;
        var amperes = isOn ? watts / ups.OutputVolts : 0;
        var hertz = isOn ? Supply.NominalHertz : 0;
        var load = isOn ? ups.LoadPercent : 0;
        rows.Number(Ups, [4, 1, 1, 0], Status(ups.Source));
        rows.Number(Ups, [4, 1, 2, 0], 1);
        rows.Add(Ups, [4, 2, 1, 0], SnmpValue.Gauge32((uint)Math.Round(ups.OutputVolts)));
        rows.Add(Ups, [4, 2, 2, 0], SnmpValue.Gauge32((uint)Math.Round(hertz)));
        rows.Add(Ups, [4, 2, 3, 0], SnmpValue.Gauge32((uint)Math.Round(load)));
        rows.Add(Ups, [4, 2, 4, 0], SnmpValue.Gauge32((uint)Math.Round(amperes)));
        rows.Add(Ups, [4, 2, 8, 0], SnmpValue.Gauge32((uint)Math.Round(watts)));
        rows.Add(Ups, [4, 3, 1, 0], SnmpValue.Gauge32((uint)Math.Round(ups.OutputVolts * 10)));
        rows.Add(Ups, [4, 3, 2, 0], SnmpValue.Gauge32((uint)Math.Round(hertz * 10)));
        rows.Add(Ups, [4, 3, 3, 0], SnmpValue.Gauge32((uint)Math.Round(load * 10)));
        rows.Add(Ups, [4, 3, 4, 0], SnmpValue.Gauge32((uint)Math.Round(amperes * 10)));
    }

    // A self-test shows as "on battery" here; that it is one, the fail cause and flag 29 say.
    private static int Status(OutputSource source) => source switch
    {
        OutputSource.Normal => 2,
        OutputSource.Battery => 3,
        OutputSource.None => 7,
        _ => throw new InvalidOperationException($"OutputSource has a case that PowerNet does not know: {source}."),
    };

    private void FillTest(UpsState ups, MibRows rows)
    {
        rows.Number(Ups, [7, 2, 1, 0], 2);
        rows.Number(Ups, [7, 2, 2, 0], 1);
        rows.Number(Ups, [7, 2, 3, 0], ups.Test.Result switch
        {
            SelfTestResult.Passed => 1,
            SelfTestResult.Failed => 2,
            SelfTestResult.None or SelfTestResult.Aborted => 3,
            SelfTestResult.InProgress => 4,
            _ => throw new InvalidOperationException($"SelfTestResult has a case that PowerNet does not know: {ups.Test.Result}."),
        });
        rows.Text(Ups, [7, 2, 4, 0], Date(ups.Test.StartedAt is { } at ? Started + at : Started - TimeSpan.FromDays(14)));
        rows.Number(Ups, [7, 2, 5, 0], 1);
        rows.Number(Ups, [7, 2, 6, 0], 1);
        rows.Text(Ups, [7, 2, 7, 0], Date(Started - TimeSpan.FromDays(203)));
    }

    private string Flags(UpsState ups)
    {
        Span<char> flags = stackalloc char[64];
        flags.Fill('0');
        flags[5] = flags[18] = '1';
        Raise(flags, 1, ups.Source != OutputSource.Normal || ups.IsBatteryBad);
        Raise(flags, 2, ups.Source == OutputSource.Battery);
        Raise(flags, 3, IsLow(ups));
        Raise(flags, 4, ups.Source == OutputSource.Normal);
        Raise(flags, 5, ups.IsBatteryBad);
        Raise(flags, 29, ups.Test.IsRunning);
        Raise(flags, 30, IsLow(ups) && ups.Source == OutputSource.Battery);
        Raise(flags, 58, ups.Source == OutputSource.None);
        return flags.ToString();
    }

    // The MIB counts its flags from 1.
    private static void Raise(Span<char> flags, int number, bool isOn) => flags[number - 1] = isOn ? '1' : flags[number - 1];

    private bool IsLow(UpsState ups) => UpsBattery.Runtime(Plan, ups) < TimeSpan.FromMinutes(2);

    private static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture);
}
