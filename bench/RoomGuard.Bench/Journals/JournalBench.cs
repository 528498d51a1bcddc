using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using RoomGuard.Bench.Centre;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Journals;

/// <summary>Journals of a real centre: how long an entry takes to be durable, three years of a site as PDF, and how fast an export is verified.</summary>
internal static class JournalBench
{
    private const int Appends = 2_000;
    private const int WarmUp = 200;
    private const int Verified = 1_000_000;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        using var scratch = new Scratch();
        await using var broker = await Broker.StartAsync();
        await using var influx = await Influx.StartAsync();
        var settings = CentreProcess.WriteSettings(scratch, broker, influx, 2);
        double append;
        await using (var centre = await CentreProcess.StartAsync(settings))
        {
            append = await AppendAsync(centre);
            await centre.Process.TerminateAsync(TimeSpan.FromSeconds(60));
        }

        await YearsOfEntries.FillAsync(scratch, Path.Combine(scratch.Folder, "data-central", "state.db"));
        var measures = new List<Measure> { new("append_p99", append, "ms", "bar", 20) { MostRatio = 1 } };
        await using (var centre = await CentreProcess.StartAsync(settings))
        {
            measures.AddRange(await ExportAsync(centre, scratch));
        }

        measures.Add(await VerifyAsync(scratch));
        return measures;
    }

    // Over HTTP, one after the other: what somebody waits who writes an entry.
    private static async Task<double> AppendAsync(CentreProcess centre)
    {
        using var http = new HttpClient { BaseAddress = centre.Page };
        var took = new List<double>(Appends);
        for (var no = 0; no < WarmUp + Appends; no++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await http.PostAsJsonAsync("api/v1/journals/35.7/entries", new
            {
                room = "bench/r00000",
                section = "G",
                equipment = "gen-1",
                by = "bench",
                fields = new { test_kind = "no_load", visual = "течей нет", conclusion = "pass" },
            });
            answer.EnsureSuccessStatusCode();
            if (no >= WarmUp)
            {
                took.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        Note.Line($"{Appends} entries over HTTP, each durable when it is answered: p50 {Percentiles.At(took, 50):0.0}, p99 {Percentiles.At(took, 99):0.0}, most {took.Max():0.0} ms");
        return Percentiles.At(took, 99);
    }

    private static async Task<IReadOnlyList<Measure>> ExportAsync(CentreProcess centre, Scratch scratch)
    {
        using var http = new HttpClient { BaseAddress = centre.Page, Timeout = TimeSpan.FromMinutes(10) };
        var measures = new List<Measure>();
        foreach (var format in new[] { "json", "csv", "xlsx", "pdf" })
        {
            var most = 0.0;
            using var end = new CancellationTokenSource();
            var watching = Task.Run(async () =>
            {
                while (!end.IsCancellationRequested)
                {
                    most = Math.Max(most, ProcessMemory.ResidentMebibytes(centre.Process.Id));
                    await Task.Delay(50);
                }
            });
            var clock = Stopwatch.StartNew();
            var bytes = 0L;
            foreach (var journal in YearsOfEntries.Journals)
            {
                await using var from = await http.GetStreamAsync($"api/v1/journals/{journal}/export?format={format}&lang=kk&site=bench");
                await using var to = File.Create(scratch.Path($"{journal}.{format}"));
                await from.CopyToAsync(to);
                bytes += to.Length;
            }

            clock.Stop();
            await end.CancelAsync();
            await watching;
            Note.Line($"{YearsOfEntries.Entries} entries of {YearsOfEntries.Journals.Count} journals as {format}: {clock.Elapsed.TotalSeconds:0.0} s, {bytes / 1e6:0.0} MB, at most {most:0} MiB");
            measures.Add(new Measure($"export_{format}_100000", clock.Elapsed.TotalSeconds, "s", "bar", 30) { MostRatio = 1 });
            measures.Add(new Measure($"export_{format}_memory", most, "MiB", "bar", 500) { MostRatio = 1 });
        }

        foreach (var journal in YearsOfEntries.Journals)
        {
            await VerifyAsync(scratch.Path($"{journal}.json"));
        }

        return measures;
    }

    private static async Task<Measure> VerifyAsync(Scratch scratch)
    {
        var export = scratch.Path("million.json");
        await YearsOfEntries.ExportAsync(export, Verified);
        var clock = Stopwatch.StartNew();
        await VerifyAsync(export);
        Note.Line($"{Verified} entries, {new FileInfo(export).Length / 1e6:0} MB, verified in {clock.Elapsed.TotalSeconds:0.0} s; none accused");
        return new Measure("verify", Verified / clock.Elapsed.TotalSeconds, "entries/s", "bar", 50_000) { LeastRatio = 1 };
    }

    private static async Task VerifyAsync(string export)
    {
        var (exitCode, output) = await RealProcess.RunAsync(Tools.Central, ["journal", "verify", export], TimeSpan.FromMinutes(5));
        if (exitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{export} did not verify ({exitCode}):\n{output}"));
        }
    }
}
