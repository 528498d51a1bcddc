using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>
/// What a room costs the centre as rooms grow tenfold, each with the values it has; and, harder, what a value costs as rooms grow tenfold and values a second
/// stay the same, so that what a room costs without values shows.
/// </summary>
internal static class RoomCost
{
    private const double ValuesPerSecond = 10_000;
    private const int RoomsPerAgent = 50;

    public static async Task<IReadOnlyList<Measure>> RunAsync(double seconds)
    {
        var quiet = await CpuAsync(10, ValuesPerSecond / 10, seconds);
        var few = await CpuAsync(10, ValuesPerSecond, seconds);
        var many = await CpuAsync(100, ValuesPerSecond, seconds);
        return
        [
            new Measure("cpu_of_a_room_of_5000", many.PerRoomSecond * 1e3, "CPU-ms/s", "of a room of 500", quiet.PerRoomSecond * 1e3) { MostRatio = 1.2 },
            new Measure("cpu_of_a_value_in_5000_rooms", many.PerMillion, "CPU-s/M values", "the same in 500 rooms", few.PerMillion) { MostRatio = 1.2 },
        ];
    }

    private static async Task<(double PerMillion, double PerRoomSecond)> CpuAsync(int agents, double valuesPerSecond, double seconds)
    {
        var rooms = agents * RoomsPerAgent;
        using var scratch = new Scratch();
        await using var broker = await Broker.StartAsync();
        await using var influx = await Influx.StartAsync();
        var load = new Load { Agents = agents, RoomsPerAgent = RoomsPerAgent, ValuesPerSecond = valuesPerSecond, Seconds = seconds };
        var pipeline = new CentrePipeline(load);
        await using var centre = await pipeline.StartAsync(broker, influx, scratch);

        // Every room has reported before the measure, and what is compiled late has been compiled.
        var rounds = Math.Max(2, 20_000 / rooms);
        await Step.RunAsync(pipeline, centre, broker, influx, load with { ValuesPerSecond = ValuesPerSecond, Seconds = rounds * rooms * load.Pack / ValuesPerSecond });
        var step = await Step.RunAsync(pipeline, centre, broker, influx, load);
        step.Tell(pipeline);
        Note.Line($"{rooms} rooms, {valuesPerSecond:0} values/s: {step.Cpu.Pipeline:0.00} CPU-s in {step.Load.Seconds:0} s");
        return (step.Cpu.Pipeline / step.Stored * 1e6, step.Cpu.Pipeline / step.Load.Seconds / rooms);
    }
}
