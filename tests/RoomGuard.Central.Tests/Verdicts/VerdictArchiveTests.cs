using CsCheck;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Central.Verdicts;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Verdicts;

/// <summary>An export comes from somebody else's hands: it is read, or refused, and nothing in it is believed.</summary>
public sealed class VerdictArchiveTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private WebSite _site = null!;
    private byte[] _export = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = await WebSite.StartAsync();
        await _site.Organisation.LookAsync(isJudge: true, Stop);
        using var zip = new MemoryStream();
        await new VerdictExport(_site.Verdicts, _site.Clock).WriteAsync(zip, "", Stop);
        _export = zip.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Every_name_is_what_sha256sum_gives()
    {
        var folder = _scratch.Path("export");
        System.IO.Compression.ZipFile.ExtractToDirectory(new MemoryStream(_export), folder);
        var files = Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Where(file => Path.GetFileNameWithoutExtension(file).Length == 64).ToList();
        Assert.Contains(files, file => file.Contains("/editions/", StringComparison.Ordinal));
        Assert.Contains(files, file => file.Contains("/evidence/", StringComparison.Ordinal));
        var (_, output) = await RealProcess.RunAsync("/usr/bin/sha256sum", [.. files]);
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains($"{line[..64]}.json", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_export_with_any_bytes_changed_is_refused_or_found_out_and_throws_nothing_else()
    {
        var path = _scratch.Path("changed.zip");
        await Gen.Select(Gen.Int[0, _export.Length - 1], Gen.Byte.Array[1, 6]).SampleAsync(
            async (place, more) =>
            {
                var changed = _export.ToArray();
                more.AsSpan(0, Math.Min(more.Length, changed.Length - place)).CopyTo(changed.AsSpan(place));
                await File.WriteAllBytesAsync(path, changed, Stop);
                try
                {
                    var archive = await VerdictArchive.ReadAsync(path, Stop);
                    Assert.All(archive.Records, record => archive.Replay(record));
                }
                catch (Exception error) when (error is IOException or InvalidDataException)
                {
                    Assert.NotEmpty(error.Message);
                }
            },
            iter: 400,
            threads: 1);
    }

    [Fact]
    public async Task A_line_that_never_ends_is_refused()
    {
        var folder = Directory.CreateDirectory(_scratch.Path("long")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "verdicts.jsonl"), new string('x', 2_000_000), Stop);
        Assert.Contains("has a line of more than", (await Assert.ThrowsAsync<InvalidDataException>(() => VerdictArchive.ReadAsync(folder, Stop))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_export_says_so()
    {
        var file = _scratch.Write("page.html", "<html>");
        await Assert.ThrowsAsync<InvalidDataException>(() => VerdictArchive.ReadAsync(file, Stop));
        await Assert.ThrowsAsync<FileNotFoundException>(() => VerdictArchive.ReadAsync(_scratch.Path("nothing.zip"), Stop));
        var empty = Directory.CreateDirectory(_scratch.Path("empty")).FullName;
        Assert.Contains("it is no export of verdicts", (await Assert.ThrowsAsync<InvalidDataException>(() => VerdictArchive.ReadAsync(empty, Stop))).Message, StringComparison.Ordinal);
        Assert.Equal(ReplayOutcome.Unreadable, VerdictReplay.Check("{}", _ => null, _ => null, _ => null).Outcome);
    }
}
