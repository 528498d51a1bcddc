using System.Globalization;

namespace RoomGuard.Bench.Snmp;

/// <summary>What reading forty objects from each of many devices costs, beside programs that do the same with the same simulated devices.</summary>
/// <remarks>Every figure is of a whole process, its start included. Ours is a native program on the public interface of RoomGuard.Snmp. Medians of three rounds, the programs in turn.</remarks>
internal static class SnmpBench
{
    private const int Units = 50;
    private const int Rounds = 3;
    private const string Seconds = "4";
    private static readonly TimeSpan PeerTime = TimeSpan.FromSeconds(4);

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        await Tools.MakeAsync();
        return [.. await CompareCpuAsync(), .. await CompareWithDelayAsync(), .. await MeasureThousandAsync(), .. await CompareVersionsAsync()];
    }

    private static async Task<IReadOnlyList<Measure>> CompareCpuAsync()
    {
        var (ours, pooled, raw, libsnmp, exporter, collectd) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await using var devices = await Tools.StartAsync(Tools.Devices, Units.ToString(CultureInfo.InvariantCulture));
            ours.Add((await PollAsync(Tools.OurPoller, "v2c")).CpuPer10k);
            libsnmp.Add((await PollAsync(Tools.LibsnmpPoller)).CpuPer10k);
            pooled.Add((await PollAsync(Tools.OurPoller, "v2c", "pool")).CpuPer10k);
            raw.Add((await PollAsync(Tools.RawPoller)).CpuPer10k);
            exporter.Add(await Exporter.MeasureAsync(Units, PeerTime));
            collectd.Add(await Collectd.MeasureAsync(devices, Units, PeerTime));
        }

        return
        [
            Cpu("cpu_v2c", ours, "prometheus-snmp-exporter", exporter) with { MostRatio = 0.15 },
            Cpu("cpu_v2c", ours, "collectd", collectd) with { MostRatio = 0.5 },
            Cpu("cpu_v2c", ours, "libsnmp", libsnmp) with { MostRatio = 1.5 },
            Cpu("cpu_v2c", ours, "raw C socket loop", raw),
            Cpu("cpu_v2c_on_thread_pool", pooled, "libsnmp", libsnmp) with { MostRatio = 1.5 },
        ];
    }

    private static async Task<IReadOnlyList<Measure>> CompareWithDelayAsync()
    {
        var (ours, raw) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await using var devices = await Tools.StartAsync(Tools.Devices, Units.ToString(CultureInfo.InvariantCulture), "20");
            ours.Add((await PollAsync(Tools.OurPoller, "v2c")).PollsPerSecond);
            raw.Add((await PollAsync(Tools.RawPoller)).PollsPerSecond);
        }

        return [new Measure("polls_with_20_ms_delay", Median(ours), "polls/s", "raw C socket loop", Median(raw)) { LeastRatio = 0.95 }];
    }

    private static async Task<IReadOnlyList<Measure>> MeasureThousandAsync()
    {
        const double Devices = 1000, Time = 45, Period = 10;
        await using var devices = await Tools.StartAsync(Tools.Devices, "1000");
        var poll = await Poll.RunAsync(Tools.OurPoller, "1000", "45", "v2c", "every", "10");
        var due = Devices * Math.Floor((Time - Period) / Period);
        return
        [
            new Measure("thousand_devices_polls_in_time", Math.Min(due, poll.PollsPerSecond * Time) - poll.MissedPeriods - poll.Failures, "polls", "polls due", due) { LeastRatio = 1 },
            new Measure("thousand_devices_memory", poll.RssMebibytes, "MiB", "bar", 150) { MostRatio = 1 },
            new Measure("thousand_devices_allocation", poll.BytesPerValue, "bytes/value", "bar", 200) { MostRatio = 1 },
        ];
    }

    private static async Task<IReadOnlyList<Measure>> CompareVersionsAsync()
    {
        var (v2c, v3) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await using var devices = await Tools.StartAsync(Tools.OurPoller, "serve", "10");
            v2c.Add((await Poll.RunAsync(Tools.OurPoller, "10", Seconds, "v2c")).CpuPer10k);
            v3.Add((await Poll.RunAsync(Tools.OurPoller, "10", Seconds, "v3")).CpuPer10k);
        }

        return [Cpu("cpu_v3_auth_priv", v3, "the same by v2c", v2c) with { MostRatio = 2.5 }];
    }

    private static Task<Poll> PollAsync(string program, params string[] how) =>
        Poll.RunAsync(program, [Units.ToString(CultureInfo.InvariantCulture), Seconds, .. how]);

    private static Measure Cpu(string name, List<double> ours, string peer, List<double> peers) =>
        new(name, Median(ours), "CPU-s/10k values", peer, Median(peers));

    private static double Median(List<double> figures) => Percentiles.At(figures, 50);
}
