using System.Buffers;
using System.Globalization;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Options;
using RoomGuard.Central.Running;
using RoomGuard.Central.Store;
using RoomGuard.Central.Telemetry;

namespace RoomGuard.Central.Series.Spool;

/// <summary>Samples on the disk while their store is away: files that are only appended to, each batch with its checksum, bounded. Safe for several threads.</summary>
/// <remarks>
/// A batch counts as kept when the disk says so (fsync). Files of an earlier run are read, never continued: what a power cut left half written stays at the end of its file.
/// A file is deleted when the store has all of it; killed before that, it is read again, which changes nothing in a store.
/// </remarks>
internal sealed partial class SeriesSpool : IDisposable
{
    /// <summary>A file that has reached this size is followed by another, in bytes.</summary>
    public const long FileBytes = 8 * 1024 * 1024;

    // A batch is cut into frames of about this size, so that reading one costs little memory.
    private const int FrameBytes = 1024 * 1024;

    private const string Extension = ".spool";

    private readonly SpoolOptions _options;
    private readonly ILogger<SeriesSpool> _logger;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Bell _filled = new();
    private readonly SortedDictionary<long, string> _files = [];
    private readonly ArrayBufferWriter<byte> _frames = new();
    private readonly ArrayBufferWriter<byte> _content = new();
    private FileStream? _current;
    private long _last;
    private long _bytes;
    private bool _isOpen;

    /// <param name="folder">The folder of the files; made when something is to be kept.</param>
    public SeriesSpool(string folder, SpoolOptions options, CentralMeter meter, ILogger<SeriesSpool> logger)
    {
        (Folder, _options, _logger) = (folder, options, logger);
        meter.Meter.CreateObservableGauge("roomguard.series.spool.size", () => Bytes, "By", "Bytes on the disk that wait for the series store.");
    }

    /// <summary>Bytes on the disk.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>The folder of the files.</summary>
    public string Folder { get; }

    /// <summary>Ends when the next batch is kept. To be taken before looking for files.</summary>
    public Task Filled => _filled.Next;

    /// <summary>Keeps a batch. When it returns true a power cut does not take it.</summary>
    /// <returns>Not kept when there is no room left or the disk does not work.</returns>
    public async Task<SpoolVerdict> KeepAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        await _writing.WaitAsync(stop);
        try
        {
            Open_NeedsLock();
            Encode_NeedsLock(samples);
            var max = _options.MaxMegabytes * 1024L * 1024;
            if (Bytes + _frames.WrittenCount > max)
            {
                return new SpoolVerdict(false, FormattableString.Invariant($"{Bytes / 1024 / 1024} of {_options.MaxMegabytes} MiB are filled"));
            }

            Append_NeedsLock();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What is half written stays at the end of its file; the next batch starts another.
            Close_NeedsLock();
            return new SpoolVerdict(false, error.Message);
        }
        finally
        {
            _writing.Release();
        }

        _filled.Ring();
        return SpoolVerdict.Kept;
    }

    /// <summary>The oldest file, which from now on is not written to any more; null when there is none.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public async Task<string?> OldestAsync(CancellationToken stop)
    {
        await _writing.WaitAsync(stop);
        try
        {
            Open_NeedsLock();
            if (_files.Count == 0)
            {
                return null;
            }

            var (number, path) = _files.First();
            if (number == _last)
            {
                Close_NeedsLock();
            }

            return path;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Deletes a file: the store has what was in it.</summary>
    /// <exception cref="IOException">The disk does not let it go.</exception>
    public Task RemoveAsync(string path, CancellationToken stop) => LetGoAsync(path, File.Delete, stop);

    /// <summary>Takes a file out of the way that the disk does not give; it keeps its place on the disk for whoever looks after it.</summary>
    /// <exception cref="IOException">The disk does not do even this.</exception>
    public Task SetAsideAsync(string path, CancellationToken stop) => LetGoAsync(path, from => File.Move(from, from + ".unreadable", overwrite: true), stop);

    /// <inheritdoc/>
    public void Dispose()
    {
        _current?.Dispose();
        _writing.Dispose();
    }

    private static long? NumberOf(string path) =>
        long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task LetGoAsync(string path, Action<string> letGo, CancellationToken stop)
    {
        await _writing.WaitAsync(stop);
        try
        {
            var file = new FileInfo(path);
            if (file.Exists)
            {
                var length = file.Length;
                letGo(path);
                Interlocked.Add(ref _bytes, -length);
            }

            _files.Remove(NumberOf(path) ?? throw new ArgumentException($"{path} is no file of the spool.", nameof(path)));
        }
        finally
        {
            _writing.Release();
        }
    }

    private void Open_NeedsLock()
    {
        if (_isOpen)
        {
            return;
        }

        new DataFolder(Path.GetDirectoryName(Folder)!).Make();
        new DataFolder(Folder).Make();
        _files.Clear();
        foreach (var path in Directory.EnumerateFiles(Folder, "*" + Extension))
        {
            if (NumberOf(path) is { } number)
            {
                _files[number] = path;
            }
        }

        _last = _files.Count > 0 ? _files.Keys.Max() : 0;
        _bytes = _files.Values.Sum(path => new FileInfo(path).Length);
        _isOpen = true;
        if (_files.Count > 0)
        {
            Log.Found(_logger, _bytes, Folder);
        }
    }

    private void Encode_NeedsLock(IReadOnlyList<SeriesSample> samples)
    {
        _frames.ResetWrittenCount();
        for (var start = 0; start < samples.Count;)
        {
            _content.ResetWrittenCount();
            start += SampleBytes.Write(_content, samples, start, FrameBytes);
            SpoolFrame.Write(_frames, _content.WrittenSpan);
        }
    }

    private void Append_NeedsLock()
    {
        if (_current is null)
        {
            var path = Path.Combine(Folder, (_last + 1).ToString("D12", CultureInfo.InvariantCulture) + Extension);
            _current = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 });
            _files[++_last] = path;

            // A file whose folder does not know it yet would be gone after a power cut.
            FolderEntry.Flush(Folder);
        }

        var before = _current.Length;
        try
        {
            _current.Write(_frames.WrittenSpan);
            _current.Flush(flushToDisk: true);
        }
        finally
        {
            Interlocked.Add(ref _bytes, _current.Length - before);
        }

        if (_current.Length >= FileBytes)
        {
            Close_NeedsLock();
        }
    }

    private void Close_NeedsLock()
    {
        _current?.Dispose();
        _current = null;
    }

    private static partial class Log
    {
        [LoggerMessage(4112, LogLevel.Information, "{Bytes} bytes of samples were kept in {Folder} before this start; they go to the series store now.")]
        internal static partial void Found(ILogger logger, long bytes, string folder);
    }
}

/// <summary>Whether a batch is kept, and why it is not.</summary>
internal readonly record struct SpoolVerdict(bool IsKept, string Reason)
{
    /// <summary>It is on the disk.</summary>
    public static SpoolVerdict Kept { get; } = new(true, "");
}
