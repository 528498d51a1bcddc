using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Journals;

/// <summary>A year of all journals in one file, as <c>sha256sum</c> and the verifier see it.</summary>
public sealed class ArchiveTests : IAsyncLifetime
{
    private WebSite _site = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartEmptyAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task It_has_every_journal_twice_the_entries_of_its_year_by_the_sites_clocks_and_sums_that_hold()
    {
        // New Year at the site is 19:00 UTC the day before.
        foreach (var at in new[] { "2025-12-31T18:59:59Z", "2025-12-31T19:00:00Z", "2026-03-01T08:00:00Z" })
        {
            using var written = await _site.Http.PostAsJsonAsync("api/v1/journals/35.6/entries", new { section = "A", startedAt = at, by = "A", fields = new { basis = at } }, Stop);
            Assert.Equal(HttpStatusCode.Created, written.StatusCode);
        }

        using var scratch = new Scratch();
        using (var answer = await _site.Http.GetAsync(new Uri("api/v1/journals/archive?year=2026&lang=kk", UriKind.Relative), Stop))
        {
            Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
            using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Stop));
            zip.ExtractToDirectory(scratch.Folder);
        }

        Assert.Equal(
            JournalForms.All.SelectMany(form => new[] { $"{form.Id}-kk.pdf", $"{form.Id}.json" }).Append("SHA256SUMS").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(scratch.Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        var (exitCode, output) = await RealProcess.RunAsync("/bin/sh", ["-c", $"cd {scratch.Folder} && sha256sum --strict -c SHA256SUMS"]);
        Assert.True(exitCode == 0, output);
        foreach (var form in JournalForms.All)
        {
            await using var export = File.OpenRead(scratch.Path(form.Id + ".json"));
            var proof = await new JournalVerifier([]).VerifyAsync(export, null, Stop);
            Assert.Empty(proof.Faults);
            Assert.Equal(form.Id == "35.6" ? (2L, 1L) : (0L, 0L), (proof.Shown, proof.Hidden));
        }

        Assert.Contains("\"journal.archive\"", await _site.Http.GetStringAsync("api/v1/audit?what=journal.archive", Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?year=2015")]
    [InlineData("?year=2100")]
    [InlineData("?year=-1")]
    [InlineData("?year=twenty")]
    [InlineData("?year=2026&lang=fr")]
    [InlineData("?year=2026&site=moon")]
    public async Task Anything_else_is_refused(string query)
    {
        using var answer = await _site.Http.GetAsync(new Uri("api/v1/journals/archive" + query, UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
