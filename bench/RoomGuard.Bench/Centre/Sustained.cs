using System.Globalization;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>A set rate for minutes: the lag every five seconds, its slope, and what each process costs.</summary>
internal static class Sustained
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // The first seconds are the centre's warming up; a slope of theirs would say nothing of minutes.
    private const double WarmUpSeconds = 20;

    public static async Task<IReadOnlyList<Measure>> RunAsync(string name, Load load)
    {
        using var scratch = new Scratch();
        await using var broker = await Broker.StartAsync();
        await using var influx = await Influx.StartAsync();
        var pipeline = new CentrePipeline(load);
        await using var process = await pipeline.StartAsync(broker, influx, scratch);
        var (started, before, cpu) = (TimeProvider.System.GetUtcNow(), await influx.WrittenAsync(), Cpu());
        await using var maker = (load with { HasProgress = true }).Start(broker.Port);
        var lags = new List<(double At, double Seconds)>();
        while (!maker.HasExited)
        {
            await Task.Delay(Interval);
            var (at, published) = Published(maker);
            if (!maker.HasExited && published > 0)
            {
                var lag = Math.Max(0, published - (await influx.WrittenAsync() - before)) / load.ValuesPerSecond;
                lags.Add((at, lag));
                Note.Line($"{name} at {at:0} s: published {published}, lag {lag:0.00} s, resident {ProcessMemory.ResidentMebibytes(process.Id):0} MiB");
            }
        }

        var report = await LoadReport.OfAsync(maker, TimeSpan.FromSeconds(30));
        var wall = report.Seconds;
        var used = Cpu();
        var resident = ProcessMemory.ResidentMebibytes(process.Id);
        await Task.Delay(Interval);
        var stored = await influx.CountAsync(started);
        Note.Line($"{name}: CPU % of a core: broker {(used.Broker - cpu.Broker) / wall * 100:0}, centre {(used.Centre - cpu.Centre) / wall * 100:0}, database {(used.Database - cpu.Database) / wall * 100:0}, load maker {report.CpuSeconds / wall * 100:0}; PUBACK p99 {report.P99Milliseconds:0.0} ms");
        var settled = lags.Where(static lag => lag.At >= WarmUpSeconds).DefaultIfEmpty(lags.LastOrDefault()).ToList();
        return
        [
            new Measure($"{name}_stored", stored, "values", "values published", report.Sent * load.Pack) { LeastRatio = 1 },
            new Measure($"{name}_rate", report.ValuesPerSecond, "values/s", "bar", load.ValuesPerSecond) { LeastRatio = 0.99 },
            new Measure($"{name}_lag_max", settled.Max(static lag => lag.Seconds), "s", "bar", 1) { MostRatio = 1 },
            new Measure($"{name}_lag_growth", Slope(settled) * 60, "s/min", "bar", 0.1) { MostRatio = 1 },
            new Measure($"{name}_memory", resident, "MiB", "bar", 700) { MostRatio = 1 },
        ];

        (double Broker, double Centre, double Database) Cpu() => (ProcessCpu.Seconds(broker.ProcessId), ProcessCpu.Seconds(process.Id), ProcessCpu.Seconds(influx.ProcessId));
    }

    // The newest line "at <s> values <n> acknowledged <n>".
    private static (double At, long Values) Published(RealProcess maker)
    {
        var words = maker.Output.Split('\n').LastOrDefault(static line => line.StartsWith("at ", StringComparison.Ordinal))?.Split(' ');
        return words is null ? (0, 0) : (double.Parse(words[1], CultureInfo.InvariantCulture), long.Parse(words[5], CultureInfo.InvariantCulture));
    }

    // Least squares, seconds of lag per second.
    private static double Slope(List<(double At, double Seconds)> lags)
    {
        var (x, y) = (lags.Average(static lag => lag.At), lags.Average(static lag => lag.Seconds));
        var spread = lags.Sum(lag => (lag.At - x) * (lag.At - x));
        return spread == 0 ? 0 : lags.Sum(lag => (lag.At - x) * (lag.Seconds - y)) / spread;
    }
}
