using System.Globalization;
using RoomGuard.Snmp.Fuzz;
using SharpFuzz;

// Coverage-guided, by libFuzzer: instrument RoomGuard.Snmp.dll with the tool "sharpfuzz" first.
if (args is ["--libfuzzer", var name] && FuzzTarget.All().SingleOrDefault(target => target.Name == name) is { } guided)
{
    Fuzzer.LibFuzzer.Run(packet => guided.Take(packet.ToArray()));
    return 0;
}

if (args is not ["--iterations", var iterationsText, "--seed", var seedText]
    || !long.TryParse(iterationsText, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
    || !ulong.TryParse(seedText, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
{
    Console.Error.WriteLine($"""
        RoomGuard.Snmp.Fuzz --iterations N --seed S   gives N mutated packets to each reader of SNMP; the same seed gives the same packets
        RoomGuard.Snmp.Fuzz --libfuzzer <reader>      is driven by libFuzzer (SharpFuzz); readers: {string.Join(", ", FuzzTarget.All().Select(target => $"\"{target.Name}\""))}
        """);
    return 64;
}

var failures = 0;
foreach (var target in FuzzTarget.All())
{
    var figures = target.Run(iterations, seed);
    Console.WriteLine(figures);
    failures += figures.Failure is null ? 0 : 1;
}

return failures == 0 ? 0 : 1;
