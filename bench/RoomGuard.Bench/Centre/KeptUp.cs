using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>Finds the highest rate that a pipeline keeps up with, to about a tenth.</summary>
internal static class KeptUp
{
    private const double Stride = 1.5;
    private const double Resolution = 1.1;
    private const double LeastValuesPerSecond = 100;

    /// <summary>The step at the highest rate kept up.</summary>
    /// <param name="seconds">Length of one step.</param>
    /// <exception cref="InvalidOperationException">It kept up with nothing.</exception>
    public static async Task<Step> FindAsync(Pipeline pipeline, double seconds)
    {
        Step? best = null;
        var (rate, failed) = (pipeline.Load.ValuesPerSecond, double.PositiveInfinity);
        while (failed / (best?.Offered ?? 0) > Resolution)
        {
            // A new one for each pass: what fell behind must not weigh on the next rate.
            best = await ClimbAsync(pipeline, seconds, best, rate, failed, step => failed = step.Offered) ?? best;
            if (best is null && failed < LeastValuesPerSecond)
            {
                throw new InvalidOperationException($"{pipeline.Name} kept up with no rate.");
            }

            rate = best is null ? failed / Stride : (best.Offered + failed) / 2;
        }

        return best!;
    }

    // Goes up on one instance until a rate is too much.
    private static async Task<Step?> ClimbAsync(Pipeline pipeline, double seconds, Step? best, double rate, double failed, Action<Step> fail)
    {
        using var scratch = new Scratch();
        await using var broker = await Broker.StartAsync();
        await using var influx = await Influx.StartAsync();
        await using var process = await pipeline.StartAsync(broker, influx, scratch);
        await Step.RunAsync(pipeline, process, broker, influx, pipeline.Load with { ValuesPerSecond = Math.Min(rate, 1000), Seconds = 2 });
        while (true)
        {
            var step = await Step.RunAsync(pipeline, process, broker, influx, pipeline.Load with { ValuesPerSecond = rate, Seconds = seconds });
            step.Tell(pipeline);
            if (!step.HasKeptUp(pipeline))
            {
                if (step.Drained is null)
                {
                    Note.Line($"{pipeline.Name} printed at last: {string.Join(" | ", process.Output.Split('\n').TakeLast(4))}");
                }

                fail(step);
                return best;
            }

            best = step;
            if (failed / rate <= Resolution)
            {
                return best;
            }

            rate = double.IsInfinity(failed) ? rate * Stride : (rate + failed) / 2;
        }
    }
}
