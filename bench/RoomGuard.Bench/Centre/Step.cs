using System.Diagnostics;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>One rate offered to a pipeline for some seconds, and what came of it.</summary>
/// <param name="Wanted">Values published.</param>
/// <param name="Stored">Values counted in InfluxDB at the end.</param>
/// <param name="Drained">From the last acknowledgement of the broker until all were there; null when they never were.</param>
/// <param name="Cpu">CPU-seconds of broker, pipeline and database.</param>
internal sealed record Step(double Offered, LoadReport Load, long Wanted, long Stored, TimeSpan? Drained, (double Broker, double Pipeline, double Database) Cpu)
{
    private static readonly TimeSpan MostLag = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Whether everything was stored, soon, and the publisher never held back by a second.</summary>
    public bool HasKeptUp(Pipeline pipeline) =>
        Stored >= Wanted - pipeline.Held && Drained <= MostLag + pipeline.OwnBatch && Load.MaxBehindSeconds < 1 && Load.Acknowledged == Load.Sent;

    /// <summary>Offers one rate.</summary>
    public static async Task<Step> RunAsync(Pipeline pipeline, RealProcess process, Broker broker, Influx influx, Load load)
    {
        var (started, before, cpu) = (TimeProvider.System.GetUtcNow(), await influx.WrittenAsync(), CpuOf());
        var report = await load.PublishAsync(broker.Port);
        var wanted = report.Sent * load.Pack;
        var drained = await DrainAsync(async () => await influx.WrittenAsync() - before >= wanted - pipeline.Held, process);
        var after = CpuOf();
        var stored = await influx.CountAsync(started);
        return new Step(load.ValuesPerSecond, report, wanted, stored, drained, (after.Broker - cpu.Broker, after.Pipeline - cpu.Pipeline, after.Database - cpu.Database));

        (double Broker, double Pipeline, double Database) CpuOf() => (ProcessCpu.Seconds(broker.ProcessId), ProcessCpu.Seconds(process.Id), ProcessCpu.Seconds(influx.ProcessId));
    }

    /// <summary>A line for whoever judges the figure.</summary>
    public void Tell(Pipeline pipeline)
    {
        var perMillion = 1e6 / Math.Max(1, Stored);
        var lag = Drained is { } drained ? $"{drained.TotalSeconds:0.00} s" : "never";
        Note.Line($"{pipeline.Name}, packs of {pipeline.Load.Pack}: offered {Offered:0}/s, published {Load.ValuesPerSecond:0}/s, stored {Stored} of {Wanted}, all there after {lag}, publisher behind {Load.MaxBehindSeconds:0.00} s, PUBACK p99 {Load.P99Milliseconds:0.0} ms, CPU-s/M values: broker {Cpu.Broker * perMillion:0.0}, pipeline {Cpu.Pipeline * perMillion:0.0}, database {Cpu.Database * perMillion:0.0}: {(HasKeptUp(pipeline) ? "kept up" : "behind")}");
    }

    private static async Task<TimeSpan?> DrainAsync(Func<Task<bool>> isThere, RealProcess process)
    {
        var clock = Stopwatch.StartNew();
        while (!await isThere())
        {
            if (clock.Elapsed > Patience || process.HasExited)
            {
                return null;
            }

            await Task.Delay(50);
        }

        return clock.Elapsed;
    }
}
