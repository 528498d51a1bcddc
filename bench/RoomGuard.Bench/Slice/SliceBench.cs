using System.Diagnostics;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Slice;

/// <summary>How long it takes from an edge at a contact until a person can see it: in the database, and on the page.</summary>
/// <remarks>Real processes on loopback: agent (native where it was published), mosquitto, centre, influxd. The peer is <see cref="BareBridge"/> on the same broker and database, in turn with ours.</remarks>
internal static class SliceBench
{
    private const int Edges = 100;
    private const int WarmUp = 5;
    private const string Point = "hq/srv-1/leak-1/leak.wet";

    // The bars are ours: a decision stored with its alarm may cost some times what a bare bridge does, not an order more.
    private const double MostRatioOfMedian = 8;
    private const double MostRatioOfTail = 10;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var influx = await InfluxServer.StartAsync();
        using var rows = new InfluxRows(influx);
        using var site = new BenchSite(broker, influx);
        await using var programs = await site.StartAsync();
        await using var bridge = await BareBridge.StartAsync(broker, rows);
        using var page = new PageEvents();
        await page.ConnectAsync(new Uri(site.Page, "rooms/hq/srv-1/live"));

        var (ours, peers, random) = (new List<(double Row, double Event)>(), new List<(double Heard, double Row)>(), new Random(1));
        for (var edge = 1; edge <= Edges + WarmUp; edge++)
        {
            // Apart from the page's own pace of two events a second, and never in step with any poll.
            await Task.Delay(650 + random.Next(400));
            var mine = await MeasureEdgeAsync(site, rows, page, edge % 2);
            await Task.Delay(50);
            var peer = await bridge.SendAsync(rows, edge);
            if (edge > WarmUp)
            {
                ours.Add(mine);
                peers.Add(peer);
            }
        }

        return
        [
            Compare("edge_to_row_p50", ours.Select(o => o.Row), "bare MQTT to InfluxDB bridge", peers.Select(p => p.Row), 50, MostRatioOfMedian),
            Compare("edge_to_row_p99", ours.Select(o => o.Row), "bare MQTT to InfluxDB bridge", peers.Select(p => p.Row), 99, MostRatioOfTail),
            Compare("edge_to_page_p50", ours.Select(o => o.Event), "bare MQTT to InfluxDB bridge", peers.Select(p => p.Row), 50, MostRatioOfMedian),
            Compare("edge_to_page_p99", ours.Select(o => o.Event), "bare MQTT to InfluxDB bridge", peers.Select(p => p.Row), 99, MostRatioOfTail),
        ];
    }

    private static async Task<(double Row, double Event)> MeasureEdgeAsync(BenchSite site, InfluxRows rows, PageEvents page, int level)
    {
        var seen = page.UntilAsync(Point, level == 1 ? "wet" : "dry");
        var start = Stopwatch.GetTimestamp();
        site.SetContact(level);
        var row = await rows.UntilAsync("leak.wet", "leak-1", level);
        return (Stopwatch.GetElapsedTime(start, row).TotalMilliseconds, Stopwatch.GetElapsedTime(start, await seen).TotalMilliseconds);
    }

    private static Measure Compare(string name, IEnumerable<double> ours, string peer, IEnumerable<double> peers, double percent, double mostRatio) =>
        new(name, Percentiles.At([.. ours], percent), "ms", peer, Percentiles.At([.. peers], percent)) { MostRatio = mostRatio };
}
