using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MiniExcelLibs;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Journals.Exports;
using RoomGuard.Central.Tests.Papers;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Tests.Journals;

/// <summary>Exports of a part of a journal, and those that take a while, over HTTP.</summary>
public sealed class ScopedExportTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private WebSite _site = null!;
    private Task _owners = Task.CompletedTask;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Three of each year, in turn in the server room, in the cross-connect, and in none.
    public async ValueTask InitializeAsync()
    {
        _site = await WebSite.StartEmptyAsync();
        _owners = _site.ServeAsync(_end.Token);
        for (var no = 0; no < 9; no++)
        {
            await EnterAsync(2_024 + (no / 3), new[] { "hq/srv-1", "hq/xc-1", null }[no % 3], $"жазба-{no + 1}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _owners);
        _end.Dispose();
        await _site.DisposeAsync();
    }

    [Theory]
    [InlineData("", "1 2 3 4 5 6 7 8 9")]
    [InlineData("&site=hq", "1 2 3 4 5 6 7 8 9")]
    [InlineData("&room=hq/xc-1", "2 5 8")]
    [InlineData("&from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", "4 5 6")]
    [InlineData("&room=hq/srv-1&from=2025-01-01T00:00:00%2B05:00", "4 7")]
    [InlineData("&to=2024-01-01", "")]
    public async Task A_part_has_the_same_entries_in_every_form(string scope, string numbers)
    {
        var shown = numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var pdf = await PdfText.ReadAsync(await ReadAsync($"format=pdf&lang=kk{scope}"));
        Assert.All(Enumerable.Range(1, 9), no => Assert.Equal(shown.Contains($"{no}"), pdf.Contains($"жазба-{no}", StringComparison.Ordinal)));
        var csv = Encoding.UTF8.GetString(await ReadAsync($"format=csv&lang=kk{scope}"));
        Assert.All(Enumerable.Range(1, 9), no => Assert.Equal(shown.Contains($"{no}"), csv.Contains($"жазба-{no}", StringComparison.Ordinal)));
        Assert.Equal(shown.Length, RowsOf(await ReadAsync($"format=xlsx&lang=kk{scope}")));
        var proof = await VerifyAsync(await ReadAsync($"format=json{scope}"));
        Assert.Empty(proof.Faults);
        Assert.Equal((shown.Length, 9L - shown.Length), (proof.Shown, proof.Hidden));
    }

    [Fact]
    public async Task The_archive_of_a_year_proves_that_year_and_where_it_stands_and_no_link_of_it_can_be_left_out()
    {
        await PostAsync("35.6/entries/5/sign", new { signer = "Сейтова Б.", role = "performer" });
        await PostAsync("35.6/entries/9/sign", new { signer = "Сейтова Б.", role = "performer" });
        var year = await ReadAsync("format=json&from=2025-01-01&to=2026-01-01");
        var text = Encoding.UTF8.GetString(year);
        Assert.Contains("\"from\":\"2025-01-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"", text, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, 9), no => Assert.Equal(no is >= 4 and <= 6, text.Contains($"жазба-{no}", StringComparison.Ordinal)));
        var whole = await VerifyAsync(year);
        Assert.Empty(whole.Faults);

        // The mark that opened the volume, and two signatures: one is of an entry that is not shown.
        Assert.Equal((3L, 6L, 3L, 0L), (whole.Shown, whole.Hidden, whole.Marks, whole.Unproven));
        var lines = text.Split('\n');
        var firstEntry = Array.FindIndex(lines, line => line == JournalExportForm.Entries) + 1;
        foreach (var index in Enumerable.Range(firstEntry, 9))
        {
            var without = await VerifyAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines.Where((_, line) => line != index))));
            Assert.NotEmpty(without.Faults);
        }

        // Nobody can show a year's entries as those of another: what they say is in the hash.
        Assert.NotEmpty((await VerifyAsync(Encoding.UTF8.GetBytes(text.Replace("2025-06-01T", "2024-06-01T", StringComparison.Ordinal)))).Faults);
    }

    [Theory]
    [InlineData("pdf", "application/pdf")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("csv", "text/csv")]
    public async Task A_job_prints_every_form_and_says_how_far_it_has_come(string format, string mediaType)
    {
        using var begun = await _site.Http.PostAsync(new Uri($"api/v1/journals/35.6/exports?format={format}&lang=ru&room=hq/srv-1", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        var path = begun.Headers.Location!.OriginalString.TrimStart('/');
        JsonElement seen;
        var last = 0L;
        do
        {
            seen = await _site.Http.GetFromJsonAsync<JsonElement>(path, Stop);
            Assert.InRange(seen.GetProperty("done").GetInt64(), last, 9);
            last = seen.GetProperty("done").GetInt64();
            await Task.Yield();
        }
        while (seen.GetProperty("state").GetString() == "running");

        Assert.Equal(("done", 9L, 9L), (seen.GetProperty("state").GetString(), last, seen.GetProperty("total").GetInt64()));
        using var file = await _site.Http.GetAsync(new Uri($"{path}/file", UriKind.Relative), Stop);
        Assert.Equal((HttpStatusCode.OK, mediaType), (file.StatusCode, file.Content.Headers.ContentType!.MediaType));
        Assert.EndsWith($"-hq-srv-1-20261122-0930-ru.{format}", file.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        var bytes = await file.Content.ReadAsByteArrayAsync(Stop);
        var text = format == "pdf" ? await PdfText.ReadAsync(bytes) : format == "csv" ? Encoding.UTF8.GetString(bytes) : "жазба-1 жазба-7";
        Assert.Contains("жазба-7", text, StringComparison.Ordinal);
        Assert.DoesNotContain("жазба-8", text, StringComparison.Ordinal);
        Assert.True(format != "xlsx" || RowsOf(bytes) == 3);
    }

    [Fact]
    public async Task What_was_printed_is_kept_a_quarter_of_an_hour_from_then_on()
    {
        using var begun = await _site.Http.PostAsync(new Uri("api/v1/journals/35.6/exports?format=csv", UriKind.Relative), null, Stop);
        var path = begun.Headers.Location!.OriginalString.TrimStart('/');
        while ((await _site.Http.GetFromJsonAsync<JsonElement>(path, Stop)).GetProperty("state").GetString() == "running")
        {
            await Task.Yield();
        }

        _site.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal("done", (await _site.Http.GetFromJsonAsync<JsonElement>(path, Stop)).GetProperty("state").GetString());
        _site.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.NotFound, (await _site.Http.GetAsync(new Uri(path, UriKind.Relative), Stop)).StatusCode);
    }

    [Fact]
    public async Task Whoever_writes_does_not_wait_for_an_export_and_the_export_does_not_see_it()
    {
        await using var output = new WritingStream(() => EnterAsync(2_026, null, "кейінірек"));
        await _site.JsonExport.WriteAsync(new JournalScope("35.6"), output, null, Stop);
        var proof = await VerifyAsync(output.ToArray());
        Assert.Empty(proof.Faults);
        Assert.Equal(9L, proof.Shown);
        Assert.Equal(10L, (await new JournalLedger(_site.Database).ReadAsync(new JournalQuery { Journal = "35.6", NewestFirst = true }, Stop)).Items[0].No);
    }

    private static int RowsOf(byte[] book)
    {
        using var stream = new MemoryStream(book);
        return stream.Query(useHeaderRow: false, sheetName: stream.GetSheetNames()[0]).Cast<IDictionary<string, object?>>().Skip(1).Count(row => row.Values.Any(cell => cell is not null));
    }

    private static async Task<JournalProof> VerifyAsync(byte[] export)
    {
        using var stream = new MemoryStream(export);
        return await new JournalVerifier([]).VerifyAsync(stream, null, Stop);
    }

    private Task<byte[]> ReadAsync(string query) => _site.Http.GetByteArrayAsync(new Uri($"api/v1/journals/35.6/export?{query}", UriKind.Relative), Stop);

    private Task EnterAsync(int year, string? room, string text) =>
        PostAsync("35.6/entries", new { section = "A", by = "Ахметов Ә.", room, startedAt = $"{year}-06-01T08:00:00Z", fields = new { @object = text } });

    private async Task PostAsync(string path, object body)
    {
        using var answer = await _site.Http.PostAsJsonAsync($"api/v1/journals/{path}", body, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    // Does something once it is written to for the first time: in the midst of whoever writes to it.
    private sealed class WritingStream(Func<Task> once) : MemoryStream
    {
        private bool _isDone;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_isDone)
            {
                _isDone = true;
                await once();
            }

            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
