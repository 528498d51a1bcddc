using System.IO.Compression;
using System.Security.Cryptography;

namespace RoomGuard.Central.Backups;

/// <summary>The files of a backup while it is written: in a folder beside its place, which takes that place when all of it is on the disk.</summary>
internal sealed class BackupFolder : IDisposable
{
    private const string Ending = ".partial";

    private readonly string _target;
    private readonly bool _isArchive;
    private readonly List<BackupPart> _parts = [];

    /// <param name="target">A folder that is not there yet, or a file that ends in <c>.zip</c>.</param>
    /// <exception cref="BackupException">Something stands there already.</exception>
    public BackupFolder(string target)
    {
        _target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        _isArchive = _target.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);
        if (File.Exists(_target) || (Directory.Exists(_target) && Directory.EnumerateFileSystemEntries(_target).Any()))
        {
            throw new BackupException($"{_target} is there already. A backup overwrites nothing: name another place.");
        }

        Folder = _target + Ending;
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        new Store.DataFolder(Folder).Make();
    }

    /// <summary>Where files are written now.</summary>
    public string Folder { get; }

    /// <summary>The files so far.</summary>
    public IReadOnlyList<BackupPart> Parts => _parts;

    /// <summary>The absolute path of a file to be written; its folders are made.</summary>
    public string PathOf(string name)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>Takes a written file in: on the disk for good, with its hash.</summary>
    public async Task TakeAsync(string name, IProgress<BackupProgress> progress, CancellationToken stop)
    {
        var path = PathOf(name);
        await using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            file.Flush(flushToDisk: true);
        }

        _parts.Add(await ReadPartAsync(name, path, progress, stop));
    }

    /// <summary>Size and hash of a file.</summary>
    public static async Task<BackupPart> ReadPartAsync(string name, string path, IProgress<BackupProgress> progress, CancellationToken stop)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan | FileOptions.Asynchronous);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        var done = 0L;
        int read;
        while ((read = await file.ReadAsync(buffer, stop)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            progress.Report(new BackupProgress($"checksum of {name}", done += read, file.Length));
        }

        return new BackupPart(name, done, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Puts the backup in its place, whole.</summary>
    public async Task CompleteAsync(BackupManifest manifest, CancellationToken stop)
    {
        await WriteAsync(PathOf(BackupManifest.FileName), manifest.Write(), stop);
        if (!_isArchive)
        {
            if (Directory.Exists(_target))
            {
                Directory.Delete(_target);
            }

            Directory.Move(Folder, _target);
            return;
        }

        var archive = _target + Ending + ".zip";
        File.Delete(archive);
        await ZipFile.CreateFromDirectoryAsync(Folder, archive, CompressionLevel.Optimal, includeBaseDirectory: false, stop);
        await using (var file = new FileStream(archive, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            file.Flush(flushToDisk: true);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(archive, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(archive, _target);
    }

    /// <summary>Takes away what was written beside the place.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    /// <summary>Writes a small file for good.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        await file.WriteAsync(content, stop);
        file.Flush(flushToDisk: true);
    }
}
