using System.Text.Json;
using RoomGuard.EndToEnd.Tests.Parts;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>What people signed and what came of it outlives a kill, and is reached again from an export without the centre.</summary>
public sealed class VerdictTests
{
    [Fact]
    public async Task What_was_attested_outlives_kill_9_and_every_record_before_and_after_replays()
    {
        await using var site = await PlainCentre.PrepareAsync();
        site.WriteSettings();
        await site.StartReadyAsync();
        await site.UntilAsync(async () => await StateAsync(site, "163.6") == "Unknown" && await RecordAsync(site, "163.6") != "", "the room has its first verdicts");
        for (var kill = 0; kill < 3; kill++)
        {
            Assert.Equal(204, await site.PostAsync("api/v1/rooms/hq/srv-1/attestations", new { item = "163.6", statement = "absent", signer = "B. Inspector" }));
            Assert.Equal(204, await site.PostAsync("api/v1/organisation/attestations", new { item = "31", slot = kill == 0 ? "act" : "acquainted", statement = "met", signer = "A. Officer" }));
            await site.Process!.KillAsync();

            await site.StartReadyAsync();
            await site.UntilAsync(async () => await StateAsync(site, "163.6") == "Compliant", "what was signed is there");
            await site.PublishLeakAsync((2 * kill) + 1);
            await site.UntilAsync(async () => await StateAsync(site, "163.6") == "AttestationExpired", "the leak took its force");
            await site.PublishLeakAsync((2 * kill) + 2, isWet: false);
        }

        await site.UntilAsync(async () => (await site.JsonAsync("api/v1/organisation/verdicts")).GetProperty("items").EnumerateArray().Any(verdict => verdict.GetProperty("id").GetString() == "31" && verdict.GetProperty("state").GetString() == "Compliant"), "the organisation is judged");
        var record = await RecordAsync(site, "163.6");
        var history = (await site.JsonAsync("api/v1/rooms/hq/srv-1/verdicts/history?item=163.6")).GetProperty("items").EnumerateArray().Select(change => change.GetProperty("state").GetString()!).ToList();
        Assert.Equal(["AttestationExpired", "Compliant", "AttestationExpired", "Compliant", "AttestationExpired", "Compliant", "Unknown"], history);

        await site.DownloadAsync("api/v1/verdicts/export", site.Scratch.Path("verdicts.zip"));
        await site.Process!.KillAsync();
        var (exitCode, output) = await Programs.RunCentralAsync("verdict", "replay", "all", "--export", site.Scratch.Path("verdicts.zip"));
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("different", output, StringComparison.Ordinal);
        (exitCode, output) = await Programs.RunCentralAsync("verdict", "replay", record[..16], "--export", site.Scratch.Path("verdicts.zip"));
        Assert.True(exitCode == 0, output);
        Assert.Contains("163.6 hq/srv-1 AttestationExpired", output, StringComparison.Ordinal);
        Assert.Equal(1, (await Programs.RunCentralAsync("verdict", "replay", "ffffffffffffffff", "--export", site.Scratch.Path("verdicts.zip"))).ExitCode);
        Assert.Equal(66, (await Programs.RunCentralAsync("verdict", "replay", "all", "--export", site.Scratch.Path("nothing.zip"))).ExitCode);
    }

    private static async Task<JsonElement> VerdictAsync(PlainCentre site, string item) =>
        (await site.JsonAsync("api/v1/rooms/hq/srv-1/verdicts")).GetProperty("items").EnumerateArray().Single(verdict => verdict.GetProperty("id").GetString() == item);

    private static async Task<string> StateAsync(PlainCentre site, string item) => (await VerdictAsync(site, item)).GetProperty("state").GetString()!;

    private static async Task<string> RecordAsync(PlainCentre site, string item) => (await VerdictAsync(site, item)).GetProperty("record").GetString()!;
}
