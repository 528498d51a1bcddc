using System.Globalization;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>The floor: <c>bench/centre/bare_bridge.c</c>, whose messages are line protocol already.</summary>
internal sealed record BareBridge(Load Load) : Pipeline("bare C bridge", Load with { Format = "lines" })
{
    public override async Task<RealProcess> StartAsync(Broker broker, Influx influx, Scratch scratch)
    {
        var bridge = RealProcess.Start(Tools.BareBridge, [Text(broker.Port), Text(influx.Port), Influx.Database, "load/#"]);
        await bridge.UntilAsync(() => Task.FromResult(bridge.Output.Contains("ready", StringComparison.Ordinal)), TimeSpan.FromSeconds(10), "the bridge subscribed");
        return bridge;

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
