using System.Globalization;
using System.Text;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Snmp;

/// <summary>Debian's prometheus-snmp-exporter, asked for GETs of 40 objects by eight scrapers at once.</summary>
internal static class Exporter
{
    private const int Scrapers = 8;

    /// <summary>CPU-seconds of the exporter for 10,000 values.</summary>
    public static async Task<double> MeasureAsync(int units, TimeSpan time)
    {
        using var scratch = new Scratch();
        var port = Ports.FreeTcp();
        var settings = scratch.Write("snmp.yml", Settings());
        await using var exporter = RealProcess.Start("prometheus-snmp-exporter", [$"--config.file={settings}", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error"]);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        await exporter.UntilAsync(async () => await ScrapeAsync(http, 0) == UpsUnit.Objects.Count, TimeSpan.FromSeconds(20), "the exporter gave forty values");

        var before = ProcessCpu.Seconds(exporter.Id);
        using var over = new CancellationTokenSource(time);
        var values = await Task.WhenAll(Enumerable.Range(0, Scrapers).Select(scraper => ScrapeAllAsync(http, units, scraper, over.Token)));
        return (ProcessCpu.Seconds(exporter.Id) - before) / values.Sum() * 1e4;
    }

    private static async Task<long> ScrapeAllAsync(HttpClient http, int units, int unit, CancellationToken over)
    {
        var values = 0L;
        for (; !over.IsCancellationRequested; unit++)
        {
            values += await ScrapeAsync(http, unit % units);
        }

        return values;
    }

    private static async Task<int> ScrapeAsync(HttpClient http, int unit)
    {
        try
        {
            var page = await http.GetStringAsync($"snmp?module=ups&target={UpsUnit.Address(unit)}");
            return page.Split('\n').Count(static line => line.StartsWith("ups", StringComparison.Ordinal));
        }
        catch (HttpRequestException)
        {
            // It is not listening yet.
            return 0;
        }
    }

    private static string Settings()
    {
        var (get, metrics) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < UpsUnit.Objects.Count; i++)
        {
            get.Append(CultureInfo.InvariantCulture, $"  - {UpsUnit.Objects[i]}\n");
            metrics.Append(CultureInfo.InvariantCulture, $"  - name: ups{i}\n    oid: {UpsUnit.Objects[i]}\n    type: gauge\n    help: x\n");
        }

        return $"ups:\n  get:\n{get}  metrics:\n{metrics}  version: 2\n  max_repetitions: 40\n  retries: 1\n  timeout: 5s\n  auth:\n    community: public\n";
    }
}
