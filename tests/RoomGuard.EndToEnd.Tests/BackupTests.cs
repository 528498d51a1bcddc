using System.Globalization;
using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>A backup of a running centre, taken under load, and a new centre made of it after the old one was killed.</summary>
public sealed class BackupTests
{
    private const int Packs = 3000;

    [Fact]
    public async Task A_centre_made_of_a_backup_has_every_room_alarm_entry_and_value_that_was_acknowledged_before()
    {
        await using var site = await PlainCentre.PrepareAsync();
        site.WriteSettings();
        await site.StartReadyAsync();
        await site.PublishLeakAsync(1);
        await site.UntilAsync(async () => await site.EntriesAsync("35.1") == 1, "the leak is in journal 35.1");

        await using var load = Load(site);
        await site.UntilAsync(async () => await CountAsync(site, "data") > 200, "some packs are stored");
        var before = await CountAsync(site, "data");
        var alarms = (await site.JsonAsync("api/v1/alarms")).GetProperty("items").GetRawText();
        var leak = (await site.JsonAsync("api/v1/journals/35.1/entries")).GetProperty("items")[0].GetProperty("hash").GetString();

        var (exitCode, output) = await Programs.RunCentralAsync("backup", site.Scratch.Path("central.json"), "--to", site.Scratch.Path("backup.zip"));
        Assert.True(exitCode == 0, output);
        Assert.Contains("Journal 35.5 has the entry.", output, StringComparison.Ordinal);
        Assert.False(load.HasExited, "the load ended before the backup did");
        var noted = (await site.JsonAsync("api/v1/journals/35.5/entries")).GetProperty("items")[0];
        Assert.Equal(("backup", "pass"), (noted.GetProperty("kind").GetString(), noted.GetProperty("result").GetString()));
        Assert.Equal("Резервтік көшіру", noted.GetProperty("fields").GetProperty("kind").GetProperty("kk").GetString());
        var deed = (await site.JsonAsync("api/v1/audit?what=centre.backup")).GetProperty("items")[0];
        Assert.Equal(site.Scratch.Path("backup.zip"), deed.GetProperty("subject").GetString());
        await site.Process!.KillAsync();

        // Another machine: another folder, and a broker session of its own.
        (exitCode, output) = await Programs.RunCentralAsync("restore", site.Scratch.Path("backup.zip"), "--to", site.Scratch.Path("restored"));
        Assert.True(exitCode == 0, output);
        site.WriteSettings("second.json", "restored", "second");
        await site.StartReadyAsync("second.json");
        await site.UntilAsync(async () => await site.EntriesAsync("35.5") == 1, "the restoration is in journal 35.5");
        var restoration = (await site.JsonAsync("api/v1/journals/35.5/entries")).GetProperty("items")[0];
        Assert.Equal(("restoration", "pass", 1), (restoration.GetProperty("kind").GetString(), restoration.GetProperty("result").GetString(), restoration.GetProperty("no").GetInt32()));
        Assert.Equal(noted.GetProperty("fields").GetProperty("checksum").GetRawText(), restoration.GetProperty("fields").GetProperty("checksum").GetRawText());
        Assert.Equal(leak, (await site.JsonAsync("api/v1/journals/35.1/entries")).GetProperty("items")[0].GetProperty("hash").GetString());
        Assert.Equal(alarms, (await site.JsonAsync("api/v1/alarms")).GetProperty("items").GetRawText());
        var after = await CountAsync(site, "restored");
        Assert.True(after >= before, $"{after} values are there, {before} were acknowledged before the backup.");
        var room = await site.JsonAsync("api/v1/rooms/hq/srv-1");
        Assert.Contains(room.GetProperty("points").EnumerateArray(), point => point.GetProperty("point").GetString() == "hq/srv-1/leak-1/leak.wet");

        // A pack that the backup knows is not taken again.
        await site.PublishLeakAsync(1);
        await site.UntilAsync(async () => await site.MetricAsync("roomguard_ingest_duplicates_total") > 0, "the pack is told from a new one");
        Assert.Equal(1, await site.EntriesAsync("35.1"));
    }

    [Fact]
    public async Task A_backup_while_the_centre_is_down_is_in_the_journal_after_its_next_start()
    {
        await using var site = await PlainCentre.PrepareAsync();
        site.WriteSettings();
        await site.StartReadyAsync();
        await site.Process!.TerminateAsync(TimeSpan.FromSeconds(30));
        var (exitCode, output) = await Programs.RunCentralAsync("backup", site.Scratch.Path("central.json"), "--to", site.Scratch.Path("copy"));
        Assert.True(exitCode == 0, output);
        Assert.Contains("at its next start", output, StringComparison.Ordinal);
        (exitCode, output) = await Programs.RunCentralAsync("backup", site.Scratch.Path("central.json"), "--to", site.Scratch.Path("copy"));
        Assert.Equal(1, exitCode);
        Assert.Contains("is there already", output, StringComparison.Ordinal);

        await site.StartReadyAsync();
        await site.UntilAsync(async () => await site.EntriesAsync("35.5") == 2, "both tries are in journal 35.5");
        Assert.Equal(["fail", "pass"], (await site.JsonAsync("api/v1/journals/35.5/entries")).GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("result").GetString()!).Order(StringComparer.Ordinal));
        await site.UntilAsync(() => Task.FromResult(Directory.GetFiles(site.Scratch.Path("data"), "journal-note-*").Length == 0), "the notes are gone");
    }

    [Theory]
    [InlineData(64, "backup", "central.json")]
    [InlineData(64, "restore", "copy")]
    [InlineData(78, "backup", "no-such-settings.json", "--to", "copy")]
    [InlineData(78, "restore", "copy", "--to", "data", "--config", "no-such-settings.json")]
    [InlineData(1, "restore", "no-such-backup", "--to", "data")]
    public async Task Each_way_to_fail_has_its_exit_code(int expected, params string[] line)
    {
        using var scratch = new Scratch();
        var (exitCode, output) = await RealProcess.RunAsync(Programs.Central, line, TimeSpan.FromSeconds(60), folder: scratch.Folder);
        Assert.True(expected == exitCode, output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(scratch.Folder));
    }

    private static RealProcess Load(PlainCentre site)
    {
        var start = TimeProvider.System.GetUtcNow().AddHours(-2).ToUnixTimeSeconds();
        var file = site.Scratch.Write("packs", string.Concat(Enumerable.Range(0, Packs).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""[{"n":"hq/srv-1/load-1/env.temp","t":{{start + i}},"v":{{20 + (i % 50 / 100.0)}}}]""") + "\n")));
        return RealProcess.Start("/bin/bash", ["-c", string.Create(CultureInfo.InvariantCulture, $"while IFS= read -r line; do echo \"$line\"; sleep 0.005; done < {file} | mosquitto_pub -h 127.0.0.1 -p {site.Broker.Port} -V 5 -q 1 -t roomguard/1/hq/load/backlog -l")]);
    }

    // The file itself is asked, by a program that is not ours.
    private static async Task<int> CountAsync(PlainCentre site, string folder)
    {
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("sqlite3", "sqlite3"), ["-cmd", ".timeout 5000", site.Scratch.Path(folder, "series.db"), "SELECT count(*) FROM sample JOIN series ON id = series WHERE equipment = 'load-1'"]);
        return exitCode == 0 ? int.Parse(output, CultureInfo.InvariantCulture) : 0;
    }
}
