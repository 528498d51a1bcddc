using Microsoft.Extensions.Logging;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Options;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Store;
using RoomGuard.Central.Telemetry;
using RoomGuard.Contract.Files;

namespace RoomGuard.Central.Sites;

/// <summary>Reads the site model again while the centre runs: whole and without a fault it is recorded and comes into force; otherwise the old one stays. Safe for several threads.</summary>
internal sealed partial class SiteReload(CentralOptions options, SiteReloadParts parts, TimeProvider clock, ILogger<SiteReload> logger) : IDisposable
{
    // What a log and an answer show of a file that is wrong in every line.
    private const int MaxFaults = 50;

    private const int AtOnce = 64;

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Whether there are files to read again.</summary>
    public bool HasFiles => options.Source is not null;

    /// <summary>The files of the model as they were last read well: the settings file, the site files, what was adopted.</summary>
    public IReadOnlyList<string> Files { get; private set; } = FilesOf(options);

    /// <summary>The file of what was adopted; null when there is no site file that it could stand beside.</summary>
    public string? AdoptedFile { get; private set; } = SiteFile.AdoptedBeside(options.SiteFiles);

    /// <summary>Records the model that the centre started with: what was changed while it was down is a change too.</summary>
    public async Task RecordFirstAsync(CancellationToken stop)
    {
        var differences = await parts.Ledger.RecordAsync(parts.Book.Current.Contents, Actor.Centre("start"), Subject, stop);
        if (differences.Count == 0)
        {
            return;
        }

        Log.Started(logger, differences.Count);
        const string Room = "room ";
        await parts.Retired.RetireAsync(
            differences.Where(difference => difference.After is null && difference.Thing.StartsWith(Room, StringComparison.Ordinal)).Select(difference => difference.Thing[Room.Length..]), stop);
    }

    /// <summary>Reads the files and puts what they say in force.</summary>
    /// <param name="by">Who wants it.</param>
    /// <param name="write">Changes the files first, within the same turn; null changes nothing.</param>
    /// <param name="undo">Changes them back when they are not taken.</param>
    public async Task<ReloadOutcome> ReloadAsync(Actor by, CancellationToken stop, Action? write = null, Action? undo = null)
    {
        await parts.Gate.Ready.WaitAsync(stop);
        await _one.WaitAsync(stop);
        try
        {
            write?.Invoke();
            var outcome = await ReadAsync(by, stop);
            if (outcome.Faults.Count > 0)
            {
                undo?.Invoke();
            }

            return outcome;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private string Subject => options.Source is { } source ? Path.GetFileName(source) : "settings";

    private static IReadOnlyList<string> FilesOf(CentralOptions options) =>
        options.Source is { } source ? [source, .. options.SiteFiles, .. SiteFile.AdoptedBeside(options.SiteFiles) is { } adopted ? new[] { adopted } : []] : [];

    private async Task<ReloadOutcome> ReadAsync(Actor by, CancellationToken stop)
    {
        if (options.Source is not { } source)
        {
            return new ReloadOutcome([], 0);
        }

        var read = CentralOptions.Read(source, out var faults);
        var now = clock.GetUtcNow();
        if (read is null)
        {
            parts.Book.Note(faults, now);
            parts.Meter.Reload("refused");
            Log.Refused(logger, faults.Count, string.Join("; ", faults.Take(MaxFaults)));
            return new ReloadOutcome(faults, 0);
        }

        (Files, AdoptedFile) = (FilesOf(read), SiteFile.AdoptedBeside(read.SiteFiles));
        if (read.Model.Contents.Hash == parts.Book.Current.Contents.Hash)
        {
            parts.Book.Note([], now);
            parts.Meter.Reload("same");
            return new ReloadOutcome([], 0);
        }

        var changes = read.Model.Contents.Since(parts.Book.Current.Contents).Count;
        await parts.Ledger.RecordAsync(read.Model.Contents, by, Subject, stop);
        await PutInForceAsync(read.Model, now, stop);
        parts.Meter.Reload("done");
        Log.Done(logger, changes, by.Name, by.Source, read.Model.Contents.Hash[..16]);
        return new ReloadOutcome([], changes);
    }

    private async Task PutInForceAsync(SiteModel model, DateTimeOffset now, CancellationToken stop)
    {
        var before = parts.Book.Current;
        parts.Book.Put(model, now);
        parts.Board.Describe(model.Rooms, now);
        var local = parts.Silo.Local;
        await Parallel.ForEachAsync(
            local.All.Select(room => room.Key).Union(model.Rooms.Select(room => room.Path), StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (path, _) => await TellAsync(path, local.Contains(path)));
        if (model.Rooms.Any(room => before.FindRoom(room.Path) is null))
        {
            await parts.Links.HearBirthsAgainAsync(stop);
        }
    }

    // A room takes over its description at its next turn, and one that has none any more ends itself; a new one is to have an owner at once.
    private async Task TellAsync(string path, bool isLocal)
    {
        var room = parts.Silo.Room(path);
        try
        {
            await (isLocal ? room.TickAsync() : room.WakeAsync());
        }
        catch (Exception error) when (error is TimeoutException or OrleansException or RoomTakenException or InvalidOperationException)
        {
            // On its way to another machine: it looks at its description at its next tick there.
            Log.Missed(logger, error, path);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4520, LogLevel.Information, "{Changes} things of the site model are otherwise than when it was last recorded; journal 35.6 has them.")]
        internal static partial void Started(ILogger logger, int changes);

        [LoggerMessage(4521, LogLevel.Error, "The site model holds {Count} faults and is not taken; the one before stays in force. {Faults}")]
        internal static partial void Refused(ILogger logger, int count, string faults);

        [LoggerMessage(4503, LogLevel.Information, "A new site model is in force: {Changes} changes by {Who} ({Source}), sha256 {Hash}.")]
        internal static partial void Done(ILogger logger, int changes, string who, string source, string hash);

        [LoggerMessage(4504, LogLevel.Information, "Room {Room} did not answer when its description changed; it takes it over at its next turn.")]
        internal static partial void Missed(ILogger logger, Exception error, string room);
    }
}

/// <summary>What a reload works with.</summary>
internal sealed record SiteReloadParts(SiteBook Book, SiteLedger Ledger, RoomBoard Board, RetiredRooms Retired, RoomSilo Silo, BrokerLinks Links, StateGate Gate, CentralMeter Meter);

/// <summary>How a reload went.</summary>
/// <param name="Faults">What was wrong; the model before is then still in force.</param>
/// <param name="Changes">How many things are otherwise now.</param>
internal sealed record ReloadOutcome(IReadOnlyList<SettingsFault> Faults, int Changes);
