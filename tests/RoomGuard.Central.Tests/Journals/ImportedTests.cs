using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Tests.Journals;

/// <summary>What a room makes of entries that people write and import, in a whole centre with the room's owner.</summary>
public sealed class ImportedTests
{
    private static readonly RoomDefinition Room = Given.ServerRoom with { Equipment = [new EquipmentDefinition("ups-1", LocalText.Same("UPS 1")) { Kind = "ups" }, new EquipmentDefinition("ups-2", LocalText.Same("UPS 2")) { Kind = "ups" }] };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tests_that_were_written_and_imported_reach_the_rooms_verdict_and_the_plan_and_outlive_the_centre()
    {
        await using var site = await CentralSite.StartAsync(options => options with { Sites = [options.Sites[0] with { Rooms = [Room] }] });
        var now = TimeProvider.System.GetUtcNow();
        Assert.Equal(2, await MissingAsync(site));

        // Of long ago, and of a room that hears nothing of it: history alone.
        Assert.Equal((1, 1), await ImportAsync(site, $"hq/srv-1,U,ups-1,{now.AddYears(-2):O},pass"));
        Assert.Empty(Tested(site));

        Assert.Equal((2, 2), await ImportAsync(site, $"hq/srv-1,U,ups-1,{now.AddDays(-2):O},pass\nhq/srv-1,U,ups-1,{now.AddDays(-40):O},fail"));
        using var written = await site.Http.PostAsJsonAsync("api/v1/journals/35.7/entries", new { room = "hq/srv-1", section = "U", equipment = "ups-2", by = "A", startedAt = now.AddDays(-1), fields = new { conclusion = "pass" } }, Stop);
        Assert.Equal(HttpStatusCode.Created, written.StatusCode);
        Assert.Equal(["ups-1", "ups-2"], Tested(site));
        Assert.Equal(0, await MissingAsync(site));
        Assert.DoesNotContain(await site.AlarmsAsync(), alarm => alarm.Alarm.Point.Signal == "equipment.test");
        Assert.Equal(4, (await site.JournalAsync("35.7")).Count);

        await site.StopAsync();
        await site.StartAgainAsync();
        await site.UntilReadyAsync();
        Assert.Equal(["ups-1", "ups-2"], Tested(site));
    }

    private static string[] Tested(CentralSite site) =>
        [.. site.Board.Find("hq/srv-1")!.State.Verdicts["35.7"].Evidence.Where(id => id.StartsWith("event/", StringComparison.Ordinal)).Select(id => id.Split('/')[1]).Order(StringComparer.Ordinal)];

    private static async Task<int> MissingAsync(CentralSite site) =>
        (await site.JsonAsync("api/v1/plan")).GetProperty("items").EnumerateArray().Count(item => item.GetProperty("item").GetString() == "35.7" && item.GetProperty("state").GetString() is "missing" or "overdue");

    private static async Task<(int Rows, int Entered)> ImportAsync(CentralSite site, string rows)
    {
        using var answer = await site.Http.PostAsync("api/v1/journals/35.7/import?by=A", new ByteArrayContent(Encoding.UTF8.GetBytes($"room,section,Equipment,started_at,conclusion\n{rows}\n")), Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, text);
        var read = JsonDocument.Parse(text).RootElement;
        return (read.GetProperty("rows").GetInt32(), read.GetProperty("entered").GetInt32());
    }
}
