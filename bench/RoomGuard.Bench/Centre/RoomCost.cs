using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>What a value costs the centre as rooms grow tenfold and values a second stay the same.</summary>
internal static class RoomCost
{
    private const double ValuesPerSecond = 10_000;
    private const int RoomsPerAgent = 50;

    public static async Task<IReadOnlyList<Measure>> RunAsync(double seconds)
    {
        var (few, many) = (await CpuPerMillionAsync(10, seconds), await CpuPerMillionAsync(100, seconds));
        return [new Measure("cpu_of_a_value_in_5000_rooms", many, "CPU-s/M values", "the same in 500 rooms", few) { MostRatio = 1.2 }];
    }

    private static async Task<double> CpuPerMillionAsync(int agents, double seconds)
    {
        using var scratch = new Scratch();
        await using var broker = await Broker.StartAsync();
        await using var influx = await Influx.StartAsync();
        var load = new Load { Agents = agents, RoomsPerAgent = RoomsPerAgent, ValuesPerSecond = ValuesPerSecond, Seconds = seconds };
        var pipeline = new CentrePipeline(load);
        await using var centre = await pipeline.StartAsync(broker, influx, scratch);

        // Every room has reported before the measure, and what is compiled late has been compiled.
        var rounds = Math.Max(2, 20_000 / (agents * RoomsPerAgent));
        await Step.RunAsync(pipeline, centre, broker, influx, load with { Seconds = rounds * agents * RoomsPerAgent * load.Pack / ValuesPerSecond });
        var step = await Step.RunAsync(pipeline, centre, broker, influx, load);
        step.Tell(pipeline);
        Note.Line($"{agents * RoomsPerAgent} rooms: {step.Cpu.Pipeline:0.00} CPU-s in {step.Load.Seconds:0} s");
        return step.Cpu.Pipeline / step.Stored * 1e6;
    }
}
