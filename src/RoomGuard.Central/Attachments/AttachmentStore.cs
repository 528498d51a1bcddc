using System.Security.Cryptography;
using RoomGuard.Central.Series.Spool;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Attachments;

/// <summary>Photos and documents on the disk, each named after the SHA-256 of its bytes: written once, never changed. Safe for several threads, and for several centres on one folder.</summary>
/// <param name="folder">Where they are; made with the first of them.</param>
internal sealed class AttachmentStore(string folder)
{
    private const string Incoming = "incoming";
    private const string Torn = "*.part";

    private static readonly TimeSpan TornFor = TimeSpan.FromDays(1);

    private int _isSwept;

    /// <summary>Where they are.</summary>
    public string Folder => folder;

    /// <summary>Whether <paramref name="id"/> has the form of an id: SHA-256 in lower-case hexadecimal.</summary>
    public static bool IsId(string? id) => id is { Length: 64 } && id.All(char.IsAsciiHexDigitLower);

    /// <summary>Keeps a photo and its thumbnail; returns its id when both have outlived any power cut.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public async Task<string> KeepAsync(Photo photo, CancellationToken stop)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(photo.Content));

        // The photo last: where it is, its thumbnail is.
        await WriteAsync(PathOf(id, AttachmentForm.Thumbnail), photo.Thumbnail, stop);
        await WriteAsync(PathOf(id, AttachmentForm.Photo), photo.Content, stop);
        return id;
    }

    /// <summary>Keeps a document as it is; returns its id when it has outlived any power cut.</summary>
    /// <param name="form">What it is: one of the documents.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public async Task<string> KeepAsync(byte[] document, AttachmentForm form, CancellationToken stop)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(document));
        await WriteAsync(PathOf(id, form), document, stop);
        return id;
    }

    /// <summary>Takes over a file that another store named, such as one of a backup; one that is here already stays.</summary>
    /// <param name="name">Its path below <see cref="Folder"/>.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public async Task AdoptAsync(string name, byte[] content, CancellationToken stop) => await WriteAsync(Path.Combine(folder, name), content, stop);

    /// <summary>The path of a photo, of its thumbnail, or of a document of one form; null when it is not here.</summary>
    public string? Find(string? id, AttachmentForm form) => IsId(id) && PathOf(id!, form) is var path && File.Exists(path) ? path : null;

    /// <summary>The form of the document called <paramref name="id"/>; null when there is none.</summary>
    public AttachmentForm? FindDocument(string? id)
    {
        foreach (var form in AttachmentForms.Documents)
        {
            if (Find(id, form) is not null)
            {
                return form;
            }
        }

        return null;
    }

    /// <summary>Every file that is here for good, by its path below <see cref="Folder"/>, in order.</summary>
    public IEnumerable<string> Names() => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Where(below => Path.GetFileName(below).Length == 2).Order(StringComparer.Ordinal)
            .SelectMany(below => Directory.EnumerateFiles(below).Order(StringComparer.Ordinal))
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
        : [];

    /// <summary>Whether a file of <see cref="Names"/> has the bytes it was named after. A thumbnail is named after its photo's, so nothing can be said of it.</summary>
    public static bool IsWhole(string name, string sha256) =>
        name.EndsWith(AttachmentForm.Thumbnail.Ending, StringComparison.Ordinal) || Path.GetFileName(name).Split('.')[0] == sha256;

    private string PathOf(string id, AttachmentForm form) => Path.Combine(folder, id[..2], id + form.Ending);

    private async Task WriteAsync(string path, byte[] content, CancellationToken stop)
    {
        var place = Path.GetDirectoryName(path)!;
        var part = Path.Combine(folder, Incoming, $"{Guid.NewGuid():N}.part");
        MakeFolders(place);
        if (!await IsThereAsync(path, content, stop))
        {
            try
            {
                await WritePartAsync(part, content, stop);
                File.Move(part, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another call brought the same bytes meanwhile.
            }
            finally
            {
                File.Delete(part);
            }
        }

        FolderEntry.Flush(place);
    }

    private static async Task WritePartAsync(string part, byte[] content, CancellationToken stop)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(part, options);
        await file.WriteAsync(content, stop);
        file.Flush(flushToDisk: true);
    }

    // What is here under this name has these bytes, or somebody has touched it: then it is evidence of that, and stays.
    private static async Task<bool> IsThereAsync(string path, byte[] content, CancellationToken stop)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        var known = await File.ReadAllBytesAsync(path, stop);
        return known.AsSpan().SequenceEqual(content)
            ? true
            : throw new IOException($"{path} no longer has the bytes it was named after: the disk is failing, or somebody changed it. Put it back from a backup.");
    }

    private void MakeFolders(string place)
    {
        foreach (var needed in new[] { folder, Path.Combine(folder, Incoming), place })
        {
            if (!Directory.Exists(needed))
            {
                new DataFolder(needed).Make();
                FolderEntry.Flush(Path.GetDirectoryName(needed)!);
            }
        }

        if (Interlocked.Exchange(ref _isSwept, 1) == 0)
        {
            Sweep();
        }
    }

    // What a power cut left half written. Another centre may be writing here now, so only what is old goes; files have the system's time.
    private void Sweep()
    {
        var before = TimeProvider.System.GetUtcNow() - TornFor;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, Incoming), Torn).Where(path => File.GetLastWriteTimeUtc(path) < before))
        {
            File.Delete(path);
        }
    }
}
