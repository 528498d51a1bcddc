using RoomGuard.Bench.Centre;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Cluster;

/// <summary>Two centres share rooms under load. One is killed as a power cut would, comes back, then the one that led is killed.</summary>
/// <remarks>Every value is the number of its reading, so that a missing, doubled or changed one is seen; every room has one alarm at most.</remarks>
internal static class ClusterBench
{
    private const int Agents = 6;
    private const int RoomsPerAgent = 10;
    private const double ValuesPerSecond = 10_000;
    private const double Seconds = 75;
    private const double AlarmsPerSecond = 1;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        await Tools.MakeAsync();
        using var scratch = new Scratch();
        await using var webhook = new WebhookListener();
        await using var broker = await Broker.StartAsync();
        await using var influx = await Influx.StartAsync();
        await using var postgres = await PostgresServer.StartAsync();
        var silos = new SiloPair(scratch, broker, influx, postgres, webhook, Agents * RoomsPerAgent);
        await using var end = silos;
        await silos.StartAsync("a");
        await silos.StartAsync("b");
        await silos.UntilSharedAsync(Patience);

        var load = new Load
        {
            Agents = Agents,
            RoomsPerAgent = RoomsPerAgent,
            ValuesPerSecond = ValuesPerSecond,
            Seconds = Seconds,
            BirthsPerSecond = 20,
            AlarmsPerSecond = AlarmsPerSecond,
            AlarmsInAll = Agents * RoomsPerAgent,
            Ledger = scratch.Path("ledger.txt"),
        };
        var started = TimeProvider.System.GetUtcNow();
        await using var maker = load.Start(broker.Port);
        var watch = new RoomWatch(silos, [.. Enumerable.Range(0, Agents * RoomsPerAgent).Select(static room => FormattableString.Invariant($"r{room:00000}"))]);
        await watch.UntilServedAsync(started, Patience);
        await Task.Delay(WarmUp);

        var followerLost = await KillAsync(silos, watch, "b");
        await silos.StartAsync("b");
        var joining = await watch.OldestDuringAsync(silos.UntilSharedAsync(Patience));
        await watch.UntilServedAsync(TimeProvider.System.GetUtcNow(), Patience);
        var leaderLost = await KillAsync(silos, watch, "a");

        var report = await LoadReport.OfAsync(maker, TimeSpan.FromSeconds((load.Seconds * 3) + 60));
        var account = await Account.TakeAsync(load, influx, postgres, webhook, started, Patience);
        Note.Line($"cluster: {report.Sent} packs sent, {report.Acknowledged} acknowledged by the broker; {silos.Moves} moves of rooms; {account}");
        return
        [
            new Measure("served_again_after_kill", followerLost.TotalSeconds, "s", "bar", 10) { MostRatio = 1 },
            new Measure("served_again_after_kill_of_leader", leaderLost.TotalSeconds, "s", "bar", 10) { MostRatio = 1 },
            new Measure("oldest_value_while_one_joins", joining.TotalSeconds, "s", "bar", 3) { MostRatio = 1 },
            new Measure("rooms_moved_when_one_joins", silos.Moves, "rooms", "bar", 1) { LeastRatio = 1 },
            new Measure("acknowledged_values_stored", account.Stored, "values", "acknowledged by the broker", account.Acknowledged) { LeastRatio = 1 },
            new Measure("values_wrong", account.Wrong, "values", "bar", 1) { MostRatio = 0 },
            new Measure("alarms_stored", account.AlarmsStored, "alarms", "raised", account.Raised) { LeastRatio = 1, MostRatio = 1 },
            new Measure("alarms_told", account.AlarmsTold, "alarms", "raised", account.Raised) { LeastRatio = 1, MostRatio = 1 },
            new Measure("alarms_told_twice", account.ToldTwice, "alarms", "bar", 1) { MostRatio = 0 },
        ];
    }

    private static async Task<TimeSpan> KillAsync(SiloPair silos, RoomWatch watch, string name)
    {
        await silos.KillAsync(name);
        var killed = TimeProvider.System.GetUtcNow();
        var took = await watch.UntilServedAsync(killed, Patience);
        Note.Line($"cluster: {name} killed; every room shows a value taken after it within {took.TotalSeconds:0.00} s");
        return took;
    }
}
