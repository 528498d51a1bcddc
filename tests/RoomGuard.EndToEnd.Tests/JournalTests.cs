using System.Text.Json;
using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>What was written and signed outlives a kill; heads are witnessed on the broker; whoever cuts the journal afterwards is found out, though the centre itself signs again.</summary>
public sealed class JournalTests
{
    private const string Entries = "api/v1/journals/35.7/entries";

    private const string Journals = """ "journals": { "checkpointEvery": "10 s", "act": "№ 12, 01.02.2026", "responsible": "Сейтова Б." }, """;

    [Fact]
    public async Task Entries_and_signatures_outlive_kill_9_and_a_witness_finds_what_was_cut_off()
    {
        await using var site = await PlainCentre.PrepareAsync();
        site.WriteSettings(more: Journals);
        await site.StartReadyAsync();
        await using var heads = site.Broker.Subscribe("roomguard/1/hq/journal-head", "-F", "%p");
        for (var no = 1; no <= 3; no++)
        {
            Assert.Equal(201, await site.PostAsync(Entries, Test(no)));
            await site.Process!.KillAsync();
            await site.StartReadyAsync();
            Assert.Equal(200, await site.PostAsync(Entries, Test(no)));
            Assert.Equal(200, await site.PostAsync($"{Entries}/{no}/sign", new { signer = "Ахметов Ә.", role = "performer" }));
            await site.Process!.KillAsync();
            await site.StartReadyAsync();
            Assert.Equal(409, await site.PostAsync($"{Entries}/{no}/sign", new { signer = "Ахметов Ә.", role = "performer" }));
        }

        var entries = (await site.JsonAsync(Entries)).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([(1, "signed"), (2, "signed"), (3, "signed")], entries.Select(entry => (entry.GetProperty("no").GetInt32(), entry.GetProperty("state").GetString()!)));
        Assert.All(entries, entry => Assert.Equal("hq/srv-1", entry.GetProperty("room").GetString()));
        await site.UntilAsync(() => Task.FromResult(Witnessed(heads.Output) == (3, 4)), "the newest head is on the broker", 40);
        var witness = site.Scratch.Write("journal-heads.jsonl", heads.Output);

        await site.DownloadAsync("api/v1/journals/35.7/export?format=json", site.Scratch.Path("whole.json"));
        var (exitCode, output) = await VerifyAsync(site, "whole.json", witness);
        Assert.True(exitCode == 0, output);
        Assert.Contains("35.7 is whole: 3 entries shown", output, StringComparison.Ordinal);

        // Somebody with the database and the centre's key takes the newest entry away, and lets the centre sign what is left.
        await site.Process!.TerminateAsync(TimeSpan.FromSeconds(30));
        await RealProcess.RunAsync(Needs.Program("sqlite3", "sqlite3"), [site.Scratch.Path("data", "state.db"), """
            DROP TRIGGER journal_no_delete; DROP TRIGGER journal_mark_no_delete; DROP TRIGGER checkpoint_no_delete;
            DELETE FROM journal WHERE Journal = '35.7' AND No = 3; DELETE FROM journal_mark WHERE Journal = '35.7' AND No = 4; DELETE FROM checkpoint;
            UPDATE journal_head SET No = 2, Hash = (SELECT Hash FROM journal WHERE Journal = '35.7' AND No = 2), MarkNo = 3, MarkHash = (SELECT Hash FROM journal_mark WHERE Journal = '35.7' AND No = 3) WHERE Journal = '35.7';
            """]);
        await site.StartReadyAsync();
        await site.DownloadAsync("api/v1/journals/35.7/export?format=json", site.Scratch.Path("cut.json"));
        Assert.Equal(0, (await Programs.RunCentralAsync("journal", "verify", site.Scratch.Path("cut.json"))).ExitCode);
        (exitCode, output) = await VerifyAsync(site, "cut.json", witness);
        Assert.True(exitCode == 65, output);
        Assert.Contains("its tail was cut off", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_export_is_said_to_be_none()
    {
        using var scratch = new Scratch();
        Assert.Equal(66, (await Programs.RunCentralAsync("journal", "verify", scratch.Path("nothing.json"))).ExitCode);
        Assert.Equal(65, (await Programs.RunCentralAsync("journal", "verify", scratch.Write("other.json", "{}"))).ExitCode);
        Assert.Equal(66, (await Programs.RunCentralAsync("journal", "verify", scratch.Write("some.zip", "no ZIP"))).ExitCode);
        Assert.Equal(66, (await Programs.RunCentralAsync("journal", "verify", scratch.Path("other.json"), "--witness", scratch.Write("w.jsonl", "{}\n"))).ExitCode);
    }

    private static Task<(int ExitCode, string Output)> VerifyAsync(PlainCentre site, string export, string witness) =>
        Programs.RunCentralAsync("journal", "verify", site.Scratch.Path(export), "--witness", witness);

    private static object Test(int no) => new
    {
        id = $"test-{no}",
        room = "hq/srv-1",
        section = "G",
        equipment = "gen-1",
        by = "Ахметов Ә.",
        fields = new { test_kind = "no_load", visual = $"Ағу жоқ {no}", conclusion = "pass" },
    };

    private static (long Entries, long Marks) Witnessed(string heads) => heads.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [.., var newest]
        && JsonDocument.Parse(newest).RootElement.GetProperty("checkpoint").GetProperty("heads").EnumerateArray().FirstOrDefault(head => head.GetProperty("journal").GetString() == "35.7") is { ValueKind: JsonValueKind.Object } head
            ? (head.GetProperty("no").GetInt64(), head.GetProperty("marks").GetInt64())
            : default;
}
