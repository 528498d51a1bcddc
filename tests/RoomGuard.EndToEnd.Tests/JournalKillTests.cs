using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>A centre that is killed while a table is entered, a volume closed or erased: what was begun is done or not begun, what was answered is done, and the export proves it.</summary>
public sealed class JournalKillTests
{
    private const int Rows = 1_000;
    private const int Kills = 3;

    private const string Journal = "api/v1/journals/35.6";

    [Fact]
    public async Task A_table_is_on_record_whole_or_not_at_all()
    {
        await using var site = await PlainCentre.PrepareAsync();
        site.WriteSettings();
        await site.StartReadyAsync();
        var clock = Stopwatch.StartNew();
        Assert.Equal(200, await ImportAsync(site, Table(0)));
        var whole = clock.Elapsed;
        var seen = new HashSet<bool>();
        for (var kill = 1; kill <= Kills; kill++)
        {
            // At another place each time, the last after its end.
            var table = Table(kill);
            var answer = await KillDuringAsync(site, ImportAsync(site, table), whole * kill / (Kills - 1));
            var entered = await CountAsync(site);
            seen.Add(entered > kill * Rows);
            Assert.True(entered == kill * Rows || entered == (kill + 1) * Rows, $"{entered} entries after kill {kill}");
            Assert.True(answer is null || entered == (kill + 1) * Rows, $"answered {answer}, and {entered} entries");
            Assert.Equal(200, await ImportAsync(site, table));
            Assert.Equal((kill + 1) * Rows, await CountAsync(site));
        }

        Assert.Contains(false, seen);
        Assert.Equal("1", await QueryAsync(site, """SELECT count(*) = 4 FROM audit WHERE "What" = 'journal.import'"""));
        await AssertWholeAsync(site);
    }

    [Fact]
    public async Task A_volume_is_closed_or_open()
    {
        await using var site = await PlainCentre.PrepareAsync();
        site.WriteSettings();
        await site.StartReadyAsync();
        for (var kill = 1; kill <= Kills; kill++)
        {
            Assert.Equal(201, await site.PostAsync($"{Journal}/entries", new { section = "A", by = "A", fields = new { @object = $"sw-{kill}" } }));
            var answer = await KillDuringAsync(site, site.TrySendAsync($"{Journal}/volumes/close", JsonContent.Create(new { signer = "B" })), TimeSpan.FromMilliseconds(8 * (kill - 1)));
            var volumes = await VolumesAsync(site);
            Assert.Equal(kill, volumes.Count);
            var isClosed = volumes[^1].GetProperty("closedAt").ValueKind != JsonValueKind.Null;
            Assert.True(answer is null or 200 && (answer is null || isClosed), $"answered {answer}");
            Assert.Equal(isClosed ? 409 : 200, await site.PostAsync($"{Journal}/volumes/close", new { signer = "B" }));
        }

        Assert.Equal($"{Kills}|{Kills}", await QueryAsync(site, """SELECT (SELECT count(*) FROM journal_mark WHERE "Kind" = 'volume_closed'), (SELECT count(*) FROM audit WHERE "What" = 'journal.volume_closed')"""));
        Assert.Equal(Kills, await CountAsync(site, "manual"));
        await AssertWholeAsync(site);
    }

    [Fact]
    public async Task A_volume_is_whole_or_erased_with_its_act_on_record()
    {
        await using var site = await PlainCentre.PrepareAsync();
        site.WriteSettings();

        // Volumes of four years ago, as the centre's clock tells it.
        await site.StartReadyAsync(environment: LongAgo());
        for (var volume = 1; volume <= Kills; volume++)
        {
            Assert.Equal(200, await ImportAsync(site, Table(volume)));
            Assert.Equal(200, await site.PostAsync($"{Journal}/volumes/close", new { signer = "B" }));
        }

        await site.Process!.TerminateAsync(TimeSpan.FromSeconds(30));
        await site.StartReadyAsync();
        Assert.Equal(201, await site.PostAsync($"{Journal}/entries", new { section = "A", by = "A", fields = new { @object = "sw-1" } }));
        var act = await site.UploadAsync("api/v1/documents", "%PDF-1.7 act"u8.ToArray());
        for (var kill = 1; kill <= Kills; kill++)
        {
            var path = $"{Journal}/volumes/{kill}/erase";
            var answer = await KillDuringAsync(site, site.TrySendAsync(path, JsonContent.Create(new { signer = "B", act })), TimeSpan.FromMilliseconds(12 * (kill - 1)));
            var left = await CountAsync(site);
            var isErased = (await VolumesAsync(site))[kill - 1].GetProperty("erasedAt").ValueKind != JsonValueKind.Null;
            Assert.Equal((Kills - kill + (isErased ? 0 : 1)) * Rows, left);
            Assert.True(answer is null || (answer == 200 && isErased), $"answered {answer}");
            await AssertWholeAsync(site);
            Assert.Equal(isErased ? 409 : 200, await site.PostAsync(path, new { signer = "B", act }));
        }

        Assert.Equal($"{Kills}|{Kills}", await QueryAsync(site, $"""SELECT (SELECT count(*) FROM journal_mark WHERE "Kind" = 'volume_erased' AND "Content" LIKE '%{act}%'), (SELECT count(*) FROM audit WHERE "What" = 'journal.volume_erased')"""));
        Assert.Equal((0, 1), (await CountAsync(site), await CountAsync(site, "manual")));
        await AssertWholeAsync(site);
    }

    private static async Task<int?> KillDuringAsync(PlainCentre site, Task<int?> call, TimeSpan after)
    {
        await Task.WhenAny(call, Task.Delay(after));
        await site.Process!.KillAsync();
        var answer = await call;
        await site.StartReadyAsync();
        return answer;
    }

    private static Task<int?> ImportAsync(PlainCentre site, string table) => site.TrySendAsync($"{Journal}/import?by=A&section=A", new ByteArrayContent(Encoding.UTF8.GetBytes(table)));

    private static string Table(int no) => "changed_at;object;basis\n" + string.Concat(Enumerable.Range(1, Rows).Select(row => string.Create(CultureInfo.InvariantCulture, $"01.06.2021 12:00;Коммутатор {no}-{row};№ {row}\n")));

    private static async Task<List<JsonElement>> VolumesAsync(PlainCentre site) => [.. (await site.JsonAsync(Journal)).GetProperty("volumes").EnumerateArray()];

    // The centre itself enters what it was set up as, too.
    private static async Task<int> CountAsync(PlainCentre site, string origin = "import") =>
        int.Parse(await QueryAsync(site, $"""SELECT count(*) FROM journal WHERE "Journal" = '35.6' AND "Content" LIKE '%"origin":"{origin}"%'"""), CultureInfo.InvariantCulture);

    private static async Task<string> QueryAsync(PlainCentre site, string sql)
    {
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("sqlite3", "sqlite3"), ["-readonly", "-cmd", ".timeout 10000", site.Scratch.Path("data", "state.db"), sql]);
        Assert.True(exitCode == 0, output);
        return output.Trim();
    }

    private static async Task AssertWholeAsync(PlainCentre site)
    {
        var entries = await QueryAsync(site, """SELECT count(*) FROM journal WHERE "Journal" = '35.6'""");
        await site.DownloadAsync($"{Journal}/export?format=json", site.Scratch.Path("export.json"));
        var (exitCode, output) = await Programs.RunCentralAsync("journal", "verify", site.Scratch.Path("export.json"));
        Assert.True(exitCode == 0, output);
        Assert.Contains($"35.6 is whole: {entries} entries shown", output, StringComparison.Ordinal);
    }

    // The clock on the wall alone: what waits goes by the other one.
    private static Dictionary<string, string> LongAgo()
    {
        _ = Needs.Program("faketime", "faketime");
        var library = Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).First(File.Exists);
        return new Dictionary<string, string> { ["LD_PRELOAD"] = library, ["FAKETIME"] = "-4y", ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1", ["DONT_FAKE_MONOTONIC"] = "1" };
    }
}
