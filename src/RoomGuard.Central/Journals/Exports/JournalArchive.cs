using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals.Exports;

/// <summary>One year of every journal in one file, to be put away for the term of clause 38(4): each as PDF to read and as JSON to verify, and what SHA-256 they have. Safe for several threads.</summary>
internal sealed class JournalArchive(JournalPress press, SiteBook sites, TimeProvider clock)
{
    /// <summary>The first year that an archive may be of: that of the decree.</summary>
    public const int FirstYear = 2016;

    private const string Sums = "SHA256SUMS";

    private static readonly JournalFormat[] Formats = [JournalFormat.All["json"], JournalFormat.All["pdf"]];

    /// <summary>Writes it as ZIP; the file stands at its beginning, and is gone when it is closed.</summary>
    /// <param name="site">Only this site, and by its clocks; null for all, by those of the first one.</param>
    public async Task<FileStream> WriteAsync(int year, string? site, Language language, CancellationToken stop)
    {
        var file = TemporaryFile.Open();
        var writing = WriteAsync(file, Scope(year, site), language, stop);
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!writing.IsCompletedSuccessfully)
        {
            await file.DisposeAsync();
            await writing;
        }

        file.Position = 0;
        return file;
    }

    private async Task WriteAsync(FileStream output, JournalScope year, Language language, CancellationToken stop)
    {
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, stop);
        var sums = new StringBuilder();
        foreach (var form in JournalForms.All)
        {
            foreach (var format in Formats)
            {
                await using var print = await press.PrintAsync(year with { Journal = form.Id }, format, language, null, stop);
                var name = format.Word == "json" ? $"{form.Id}.json" : $"{form.Id}-{language.Tag}.{format.Word}";
                sums.Append(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(await SHA256.HashDataAsync(print, stop))}  {name}\n");
                print.Position = 0;
                await AddAsync(zip, name, print, stop);
            }
        }

        using var list = new MemoryStream(Encoding.ASCII.GetBytes(sums.ToString()));
        await AddAsync(zip, Sums, list, stop);
    }

    private async Task AddAsync(ZipArchive zip, string name, Stream content, CancellationToken stop)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = clock.GetUtcNow();
        await using var into = await entry.OpenAsync(stop);
        await content.CopyToAsync(into, stop);
    }

    private JournalScope Scope(int year, string? site)
    {
        var known = sites.Current.Sites;
        var zone = known.FirstOrDefault(one => site is null || one.Id == site)?.Zone ?? TimeZoneInfo.Utc;
        return new JournalScope("") { Site = site, From = Start(year, zone), To = Start(year + 1, zone) };
    }

    private static DateTimeOffset Start(int year, TimeZoneInfo zone)
    {
        var local = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
