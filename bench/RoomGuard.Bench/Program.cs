using RoomGuard.Bench;
using RoomGuard.Bench.Slice;
using RoomGuard.Bench.Snmp;

var benches = new Dictionary<string, (string What, Func<Task<IReadOnlyList<Measure>>> Run)>
{
    ["slice"] = ("edge at an agent's contact → row in InfluxDB and event on the page", SliceBench.RunAsync),
    ["snmp"] = ("forty objects read from each of many devices, beside other SNMP managers", SnmpBench.RunAsync),
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

foreach (var measure in await chosen.Run())
{
    Console.WriteLine(measure.ToLine(args[0]));
}

return 0;
