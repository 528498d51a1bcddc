using RoomGuard.Bench;
using RoomGuard.Bench.Agent;
using RoomGuard.Bench.Centre;
using RoomGuard.Bench.Cluster;
using RoomGuard.Bench.Journals;
using RoomGuard.Bench.Slice;
using RoomGuard.Bench.Snmp;
using RoomGuard.Bench.Verdicts;

var benches = new Dictionary<string, (string What, Func<string, IAsyncEnumerable<Measure>> Run)>
{
    ["slice"] = ("edge at an agent's contact → row in InfluxDB and event on the page", static _ => AllAtOnce(SliceBench.RunAsync)),
    ["agent"] = ("[minutes]: start, memory, processor and size of an agent with 20 sensors and 10 SNMP devices, beside collectd and Node-RED doing the same", AgentBench.RunAsync),
    ["snmp"] = ("forty objects read from each of many devices, beside other SNMP managers", static _ => AllAtOnce(SnmpBench.RunAsync)),
    ["centre"] = ("quick|full|sustain: values a second, memory, start, alarm latency and cost per room of a centre under load, beside other ways into InfluxDB", CentreBench.RunAsync),
    ["verdicts"] = ("all verdicts of 1,000 rooms reached again, and how soon one follows its evidence in a real centre", static _ => AllAtOnce(static async () => [.. await VerdictBench.RunAsync(), .. await VerdictFollows.RunAsync()])),
    ["journals"] = ("entries a person writes until they are durable, three years of a site's journals as files, and an export of a million entries verified", static _ => AllAtOnce(JournalBench.RunAsync)),
    ["cluster"] = ("two centres on one PostgreSQL under load: one is killed, comes back, and the other is killed: rooms served again, nothing lost, nothing doubled", static _ => AllAtOnce(ClusterBench.RunAsync)),
};

if (args.Length == 0)
{
    foreach (var (name, bench) in benches)
    {
        Console.WriteLine($"{name}\t{bench.What}");
    }

    return 0;
}

if (!benches.TryGetValue(args[0], out var chosen))
{
    Console.Error.WriteLine($"{args[0]} is not a bench; there are {string.Join(", ", benches.Keys)}.");
    return 64;
}

await foreach (var measure in chosen.Run(args.ElementAtOrDefault(1) ?? ""))
{
    Console.WriteLine(measure.ToLine(args[0]));
}

return 0;

static async IAsyncEnumerable<Measure> AllAtOnce(Func<Task<IReadOnlyList<Measure>>> run)
{
    foreach (var measure in await run())
    {
        yield return measure;
    }
}
