using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RoomGuard.Central.Tests.Papers;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Tests.Journals;

/// <summary>The register of cables and its labels, over HTTP.</summary>
public sealed class CableTests : IAsyncLifetime
{
    private WebSite _site = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartEmptyAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_register_has_what_is_connected_now()
    {
        await EnterAsync(1, "К-01", "panel A", "panel B");
        await EnterAsync(2, "К-02", "panel A", "panel C");
        await EnterAsync(3, "К-02", "panel A", "panel C", at: "disconnected_at");
        await EnterAsync(4, "К-03", "panel A", "panel D");
        await EnterAsync(5, "К-03", "panel A", "panel E");
        await EnterAsync(6, "К-04", "wrong", "panel F");
        await EnterAsync(7, null, "right", null, corrects: 6);
        await EnterAsync(8, "К-02", "panel A", "panel G");
        await EnterAsync(9, "К-05", "panel A", "panel H");
        await EnterAsync(10, null, null, null, corrects: 9, at: "disconnected_at");

        // An older entry that is put right is not newer for it.
        await EnterAsync(11, null, "corrected", null, corrects: 4);
        var cables = (await _site.Http.GetFromJsonAsync<JsonElement>("api/v1/journals/35.4/cables?room=hq/srv-1", Stop)).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(
            [("К-01", "panel A", "panel B", 1), ("К-02", "panel A", "panel G", 8), ("К-03", "panel A", "panel E", 5), ("К-04", "right", "panel F", 7)],
            cables.Select(cable => (Text(cable, "id"), Text(cable, "from"), Text(cable, "to"), cable.GetProperty("entry").GetInt32())));
        Assert.Empty((await _site.Http.GetFromJsonAsync<JsonElement>("api/v1/journals/35.4/cables?room=hq/xc-1", Stop)).GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.BadRequest, (await _site.Http.GetAsync(new Uri("api/v1/journals/35.4/labels?room=hq/none", UriKind.Relative), Stop)).StatusCode);
    }

    [Fact]
    public async Task Labels_say_from_where_to_where_and_their_codes_find_the_entry()
    {
        for (var no = 1; no <= 25; no++)
        {
            await EnterAsync(no, $"К-{no:00}-қ", "1-серверлік, A3 шкафы, 2-панель, 14-порт", "2-қабаттың кростығы, " + new string('ұ', 300));
        }

        var pdf = await _site.Http.GetByteArrayAsync("api/v1/journals/35.4/labels?site=hq&lang=kk", Stop);
        var pages = await PdfText.PagesAsync(pdf);
        Assert.Equal(2, pages.Count);
        Assert.All(Enumerable.Range(1, 24), no => Assert.Contains($"К-{no:00}", pages[0], StringComparison.Ordinal));
        Assert.Contains("К-25", pages[1], StringComparison.Ordinal);
        Assert.Contains("1-серверлік, A3", pages[0], StringComparison.Ordinal);
        Assert.Contains("→ 2-қабаттың", pages[0], StringComparison.Ordinal);
        Assert.Contains("595.28 x 841.89", (await PdfText.DescribeAsync(pdf)).Replace("595.276", "595.28", StringComparison.Ordinal), StringComparison.Ordinal);
        var codes = await Witness.CodesAsync(pdf, 1, across: 3, down: 8);
        Assert.Equal(Enumerable.Range(1, 24).Select(no => $"К-{no:00}-қ\n{_site.Address}api/v1/journals/35.4/entries/{no}"), codes);
        Assert.Contains("қосулы кабель жоқ", await PdfText.ReadAsync(await _site.Http.GetByteArrayAsync("api/v1/journals/35.4/labels?room=hq/xc-1&lang=kk", Stop)), StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("ROOMGUARD_PICTURES") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "labels.pdf"), pdf, Stop);
        }
    }

    private Task EnterAsync(int no, string? id, string? from, string? to, long? corrects = null, string? at = null)
    {
        var fields = new Dictionary<string, JournalValue>(StringComparer.Ordinal);
        foreach (var (column, text) in new[] { ("cable_id", id), ("from", from), ("to", to) })
        {
            if (text is not null)
            {
                fields[column] = new JournalValue.Plain(text);
            }
        }

        fields[at ?? "connected_at"] = new JournalValue.Time(SampleRooms.Now.AddDays(-no));
        return _site.WriteEntryAsync(new JournalDraft
        {
            Key = FormattableString.Invariant($"cable|{no}"),
            Journal = "35.4",
            Kind = "cable",
            Equipment = "",
            StartedAt = SampleRooms.Now.AddDays(-1),
            Result = "recorded",
            Origin = "manual",
            RecordedBy = "A",
            Corrects = corrects,
            Fields = fields,
        });
    }

    private static string Text(JsonElement json, string key) => json.GetProperty(key).GetString()!;
}
