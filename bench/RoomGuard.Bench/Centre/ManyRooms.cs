using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>Five thousand rooms of twenty points: memory once all have reported, and a start with their state.</summary>
internal static class ManyRooms
{
    private const int Agents = 100;
    private const int RoomsPerAgent = 50;
    private const int Rooms = Agents * RoomsPerAgent;
    private const int PackRate = 500;
    private const int Rounds = 3;
    private const int Asked = 100;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        using var scratch = new Scratch();
        await using var broker = await Broker.StartAsync();
        await using var influx = await Influx.StartAsync();
        var settings = CentreProcess.WriteSettings(scratch, broker, influx, Rooms);
        var load = new Load { Agents = Agents, RoomsPerAgent = RoomsPerAgent, ValuesPerSecond = PackRate * 20, Seconds = (double)Rooms * Rounds / PackRate, BirthsPerSecond = 20 };
        double empty, resident;
        TimeSpan first;
        await using (var centre = await CentreProcess.StartAsync(settings))
        {
            (first, empty) = (centre.ReadyAfter, ProcessMemory.ResidentMebibytes(centre.Process.Id));
            var (started, report) = (TimeProvider.System.GetUtcNow(), await load.PublishAsync(broker.Port));
            var wanted = report.Sent * load.Pack;
            await centre.Process.UntilAsync(async () => await influx.CountAsync(started) >= wanted, TimeSpan.FromMinutes(3), $"{wanted} values of {Rooms} rooms were stored");
            await Task.Delay(TimeSpan.FromSeconds(5));
            resident = ProcessMemory.ResidentMebibytes(centre.Process.Id);
            var (with, _) = await AskAsync(centre);
            Note.Line($"{Rooms} rooms: first start to ready {first.TotalSeconds:0.00} s, {empty:0} MiB then, {resident:0} MiB after {Rounds} rounds; {with} of {Asked} rooms asked have their points");
            await centre.Process.TerminateAsync(TimeSpan.FromMinutes(1));
        }

        await using var again = await CentreProcess.StartAsync(settings);
        var (known, took) = await AskAsync(again);
        Note.Line($"{Rooms} rooms: started again, ready after {again.ReadyAfter.TotalSeconds:0.00} s, {Asked} rooms asked in {took.TotalSeconds:0.00} s, {ProcessMemory.ResidentMebibytes(again.Process.Id):0} MiB");
        return
        [
            new Measure("rooms_5000_memory", resident, "MiB", "bar", 700) { MostRatio = 1 },
            new Measure("rooms_5000_start_to_ready", again.ReadyAfter.TotalSeconds, "s", "bar", 5) { MostRatio = 1 },
            new Measure("rooms_5000_known_at_ready", known, "rooms", "rooms asked", Asked) { LeastRatio = 1 },
        ];
    }

    // How many of the rooms asked have all their points.
    private static async Task<(int Known, TimeSpan Took)> AskAsync(CentreProcess centre)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var known = 0;
        for (var i = 0; i < Asked; i++)
        {
            var room = await centre.GetAsync($"api/v1/rooms/bench/r{i * (Rooms / Asked):00000}");
            known += room.GetProperty("points").EnumerateArray().Count(static point => point.TryGetProperty("at", out _)) >= 20 ? 1 : 0;
        }

        return (known, clock.Elapsed);
    }
}
