using System.Diagnostics;
using System.Globalization;
using RoomGuard.Bench.Centre;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Agent;

/// <summary>The agent with twenty sensors each second and ten SNMP devices each ten seconds on a broker, beside collectd and Node-RED that do the same at the same time on the same machine.</summary>
internal static class AgentBench
{
    private const int Starts = 5;
    private const double UsualMinutes = 10;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(30);

    /// <summary>Measures.</summary>
    /// <param name="minutes">How long they run; ten unless told.</param>
    public static async IAsyncEnumerable<Measure> RunAsync(string minutes)
    {
        var time = TimeSpan.FromMinutes(minutes.Length == 0 ? UsualMinutes : double.Parse(minutes, CultureInfo.InvariantCulture));
        await Snmp.Tools.MakeAsync();
        await using var devices = await Snmp.Tools.StartAsync(Snmp.Tools.Devices, Edge.Devices.ToString(CultureInfo.InvariantCulture));

        var started = new Dictionary<string, double>();
        foreach (var program in Programs())
        {
            started[program.Name] = await StartAsync(program);
        }

        yield return new Measure("start to first published reading, median", started["roomguard-agent"], "ms", "bar", 500) { MostRatio = 1 };
        yield return new Measure("start to first published reading, median", started["roomguard-agent"], "ms", "collectd", started["collectd"]);
        yield return new Measure("start to first published reading, median", started["roomguard-agent"], "ms", "Node-RED", started["Node-RED"]);

        Note.Line($"{time.TotalMinutes} minutes of all three at once");
        var runs = await RunAllAsync(time);
        var ours = runs["roomguard-agent"];
        yield return new Measure($"resident after {time.TotalMinutes} min", ours.Resident, "MiB", "bar", 40) { MostRatio = 1 };
        yield return new Measure($"resident after {time.TotalMinutes} min", ours.Resident, "MiB", "Node-RED", runs["Node-RED"].Resident) { MostRatio = 0.45 };
        yield return new Measure($"resident after {time.TotalMinutes} min", ours.Resident, "MiB", "collectd", runs["collectd"].Resident);
        yield return new Measure("processor", ours.Cpu, "ms/s", "collectd", runs["collectd"].Cpu) { MostRatio = 2.5 };
        yield return new Measure("processor", ours.Cpu, "ms/s", "Node-RED", runs["Node-RED"].Cpu) { MostRatio = 0.15 };
        yield return new Measure("processor in an hour", ours.Cpu * 3.6, "s", "collectd", runs["collectd"].Cpu * 3.6);

        yield return new Measure("program", new FileInfo(OurAgent.Program).Length / 1e6, "MB", "bar of its package", 15);
        if (Directory.Exists(Repository.Path("artifacts", "packages")) && Directory.GetFiles(Repository.Path("artifacts", "packages"), "roomguard-agent_*_amd64.deb") is [var package, ..])
        {
            yield return new Measure("package (amd64)", new FileInfo(package).Length / 1e6, "MB", "bar", 15) { MostRatio = 1 };
        }
    }

    private static EdgeProgram[] Programs() => [new OurAgent(), new CollectdEdge(), new NodeRedEdge()];

    // Median of several starts, each with a broker of its own, from the program's start to the message's coming.
    private static async Task<double> StartAsync(EdgeProgram program)
    {
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            await using var broker = await Broker.StartAsync();
            using var scratch = new Scratch();
            var edge = new Edge(scratch, broker.Port);
            edge.Prepare();
            await using var heard = await FirstMessage.ListenAsync(broker.Port, program.Topic);
            var begun = Stopwatch.GetTimestamp();
            await using var running = program.Start(edge);
            times.Add(Stopwatch.GetElapsedTime(begun, await heard.AtAsync()).TotalMilliseconds);
        }

        Note.Line($"{program.Name}: first reading after {string.Join(", ", times.Select(static one => one.ToString("0", CultureInfo.InvariantCulture)))} ms");
        return times.Order().ElementAt(Starts / 2);
    }

    private static async Task<IReadOnlyDictionary<string, (double Resident, double Cpu)>> RunAllAsync(TimeSpan time)
    {
        var running = new List<(EdgeProgram Program, RealProcess Process, FirstMessage Heard, Broker Broker, Scratch Folder)>();
        try
        {
            foreach (var program in Programs())
            {
                var broker = await Broker.StartAsync();
                var scratch = new Scratch();
                var edge = new Edge(scratch, broker.Port);
                edge.Prepare();
                var heard = await FirstMessage.ListenAsync(broker.Port, program.Topic);
                running.Add((program, program.Start(edge), heard, broker, scratch));
                await heard.AtAsync();
            }

            await Task.Delay(Settle);
            var before = running.ConvertAll(static one => (Cpu: ProcessCpu.Seconds(one.Process.Id), one.Heard.Count));
            var begun = Stopwatch.GetTimestamp();
            await Task.Delay(time - Settle);
            var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            var found = new Dictionary<string, (double, double)>();
            foreach (var (one, was) in running.Zip(before))
            {
                var (resident, cpu) = (ProcessMemory.ResidentMebibytes(one.Process.Id), (ProcessCpu.Seconds(one.Process.Id) - was.Cpu) / seconds * 1000);
                Note.Line($"{one.Program.Name}: {resident:0.0} MiB, {cpu:0.00} ms/s, {(one.Heard.Count - was.Count) / seconds:0.00} messages/s");
                found[one.Program.Name] = (resident, cpu);
            }

            return found;
        }
        finally
        {
            foreach (var one in running)
            {
                await one.Process.DisposeAsync();
                await one.Heard.DisposeAsync();
                await one.Broker.DisposeAsync();
                one.Folder.Dispose();
            }
        }
    }
}
