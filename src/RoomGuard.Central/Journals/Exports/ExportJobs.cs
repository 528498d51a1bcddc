using System.Collections.Concurrent;
using System.Globalization;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Journals.Exports;

/// <summary>Exports that are printed beside whoever asked for them, so that they can watch how far each has come. Safe for several threads.</summary>
internal sealed class ExportJobs(JournalPress press, TimeProvider clock) : IDisposable
{
    private const int MostAtOnce = 2;
    private const int MostKept = 20;

    // Printed files that nobody fetched, from when they were printed.
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, ExportJob> _jobs = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places = new(MostAtOnce);
    private readonly CancellationTokenSource _end = new();

    /// <summary>Begins one; null when too many are kept.</summary>
    public ExportJob? Begin(JournalScope scope, JournalFormat format, Language language, long total)
    {
        Sweep();
        if (_jobs.Count >= MostKept)
        {
            return null;
        }

        var job = new ExportJob(Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture), scope, format, language, total);
        _jobs[job.Id] = job;
        _ = RunAsync(job, _end.Token);
        return job;
    }

    /// <summary>The job called <paramref name="id"/>; null when there is none, or none any more.</summary>
    public ExportJob? Find(string id)
    {
        Sweep();
        return _jobs.GetValueOrDefault(id);
    }

    /// <summary>Takes a finished job's file away: whoever takes it closes it.</summary>
    public FileStream? Take(ExportJob job)
    {
        _jobs.TryRemove(job.Id, out _);
        return job.TakeFile();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        foreach (var job in _jobs.Values)
        {
            job.TakeFile()?.Dispose();
        }

        _end.Dispose();
        _places.Dispose();
    }

    private async Task RunAsync(ExportJob job, CancellationToken stop)
    {
        try
        {
            await _places.WaitAsync(stop);
            try
            {
                job.Finish(await press.PrintAsync(job.Scope, job.Format, job.Language, job, stop), clock.GetUtcNow());
            }
            finally
            {
                _places.Release();
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            job.Fail(error.Message, clock.GetUtcNow());
        }
    }

    private void Sweep()
    {
        var before = clock.GetUtcNow() - KeptFor;
        foreach (var job in _jobs.Values.Where(job => job.IsOver && job.EndedAt < before))
        {
            _jobs.TryRemove(job.Id, out _);
            job.TakeFile()?.Dispose();
        }
    }
}

/// <summary>One export on its way. Safe for several threads.</summary>
/// <param name="Total">How many entries the journal has.</param>
internal sealed record ExportJob(string Id, JournalScope Scope, JournalFormat Format, Language Language, long Total) : IProgress<long>
{
    private FileStream? _file;
    private long _done;
    private string? _problem;
    private int _isOver;

    /// <summary>How many entries are done.</summary>
    public long Done => Volatile.Read(ref _done);

    /// <summary>When it was printed or failed, UTC; only to be asked when it is over.</summary>
    public DateTimeOffset EndedAt { get; private set; }

    /// <summary>Whether it is printed, or failed.</summary>
    public bool IsOver => Volatile.Read(ref _isOver) == 1;

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Problem => Volatile.Read(ref _problem);

    /// <inheritdoc/>
    public void Report(long value) => Volatile.Write(ref _done, value);

    /// <summary>It is printed.</summary>
    public void Finish(FileStream file, DateTimeOffset at)
    {
        EndedAt = at;
        Volatile.Write(ref _file, file);
        Volatile.Write(ref _done, Total);
        Volatile.Write(ref _isOver, 1);
    }

    /// <summary>It failed.</summary>
    public void Fail(string problem, DateTimeOffset at)
    {
        EndedAt = at;
        Volatile.Write(ref _problem, problem);
        Volatile.Write(ref _isOver, 1);
    }

    /// <summary>The file, once.</summary>
    public FileStream? TakeFile() => Interlocked.Exchange(ref _file, null);
}
