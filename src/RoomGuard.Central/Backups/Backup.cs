using System.Reflection;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using RoomGuard.Central.Attachments;
using RoomGuard.Central.Options;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Backups;

/// <summary>Writes a backup of a centre while it runs, or while it does not.</summary>
/// <remarks>
/// The order makes it whole: the state first, then samples that wait on the disk, then photos and documents, then the series. What the state refers to is in what is copied after it. A pack that the state calls stored has its samples in
/// what is copied after it; samples that came in between are in the series and come again, which changes nothing.
/// </remarks>
public sealed partial class Backup(CentralOptions options, string settings, TimeProvider clock, IProgress<BackupProgress> progress)
{
    private const string State = "state.db";
    private const string Series = "series.db";

    /// <summary>Name and version of this program.</summary>
    public static string Software { get; } = $"roomguard {typeof(Backup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}";

    /// <summary>Writes the backup, and leaves a note for journal 35.5, also when it fails.</summary>
    /// <param name="target">A folder that is not there yet, or a file that ends in <c>.zip</c>.</param>
    /// <returns>What it holds, and the note: the file is gone when the entry is written.</returns>
    /// <exception cref="BackupException">It could not be written; nothing is at the target.</exception>
    public async Task<(BackupManifest Manifest, string Note)> WriteAsync(string target, CancellationToken stop)
    {
        var started = clock.GetUtcNow();
        var note = new JournalNote { Id = JournalNote.NewId(started), StartedAt = started, FinishedAt = started, Bytes = 0, Place = Path.GetFullPath(target) };
        if (!Directory.Exists(options.Folder))
        {
            throw new BackupException($"There is no data folder {options.Folder}: this centre has never run, or \"data\" of {settings} names another one.");
        }

        try
        {
            using var folder = new BackupFolder(target);
            var manifest = await FillAsync(folder, note, stop);
            await folder.CompleteAsync(manifest, stop);
            var path = await (note with { FinishedAt = manifest.FinishedAt, Bytes = manifest.Bytes, Sha256 = Convert.ToHexStringLower(SHA256.HashData(manifest.Write())) }).LeaveAsync(options.Folder, stop);
            return (manifest, path);
        }
        catch (Exception error) when (error is BackupException or IOException or UnauthorizedAccessException)
        {
            await TryNoteAsync(note with { FinishedAt = clock.GetUtcNow(), Problem = error.Message }, stop);
            throw error as BackupException ?? new BackupException($"The backup could not be written: {error.Message}", error);
        }
    }

    private async Task<BackupManifest> FillAsync(BackupFolder folder, JournalNote note, CancellationToken stop)
    {
        var notIncluded = new List<string> { "Passwords, keys, certificates and the access file: keep them where you keep secrets." };
        await CopyStateAsync(folder, stop);
        await SqliteCopy.CheckAsync(folder.PathOf(State), stop);
        var (heads, faults) = await new StateCopyFile(folder.PathOf(State)).VerifyAsync(stop);
        await folder.TakeAsync(State, progress, stop);
        await CopyWaitingAsync(folder, stop);
        notIncluded.AddRange(await AttachmentCopy.WriteAsync(new AttachmentStore(options.Attachments), folder, progress, stop));
        if (options.Series.Influx is { } influx)
        {
            notIncluded.Add($"The series in InfluxDB at {influx.Url.GetLeftPart(UriPartial.Authority)}, database {influx.Database}: back them up with its own tool.");
        }
        else if (options.Series.Victoria is { } victoria)
        {
            notIncluded.Add($"The series in VictoriaMetrics at {victoria.Url.GetLeftPart(UriPartial.Authority)}: back them up with its own tool.");
        }
        else if (File.Exists(Path.Combine(options.Folder, Series)))
        {
            await SqliteCopy.WriteAsync(Path.Combine(options.Folder, Series), folder.PathOf(Series), progress, stop);
            await folder.TakeAsync(Series, progress, stop);
        }

        await CopySettingsAsync(folder, stop);
        return new BackupManifest
        {
            Format = BackupManifest.CurrentFormat,
            Id = note.Id,
            Software = Software,
            Schema = StateDatabase.SchemaVersion,
            Source = options.Cluster is null ? "sqlite" : "postgresql",
            StartedAt = note.StartedAt,
            FinishedAt = clock.GetUtcNow(),
            Parts = [.. folder.Parts],
            Journals = heads,
            Faults = faults,
            NotIncluded = notIncluded,
        };
    }

    private async Task CopyStateAsync(BackupFolder folder, CancellationToken stop)
    {
        if (options.Cluster is { } cluster)
        {
            await CopyServerAsync(new StateServer(cluster.Postgres, new DataFolder(options.Folder)), folder.PathOf(State), stop);
            return;
        }

        var source = Path.Combine(options.Folder, State);
        if (!File.Exists(source))
        {
            throw new BackupException($"There is no {source}: this centre has never run, or \"data\" of {settings} names another folder.");
        }

        var version = await new StateCopyFile(source).VersionAsync(stop);
        if (version != StateDatabase.SchemaVersion)
        {
            throw new BackupException(new SchemaMismatchException(source, version).Message);
        }

        await SqliteCopy.WriteAsync(source, folder.PathOf(State), progress, stop);
    }

    private async Task CopyServerAsync(StateServer server, string path, CancellationToken stop)
    {
        try
        {
            await server.PrepareAsync(stop);
            var copy = new StateFile(path);
            await copy.PrepareAsync(stop);
            await StateRows.CopyAsync(server, copy, progress, stop);
        }
        catch (Exception error) when (error is SchemaMismatchException)
        {
            throw new BackupException(error.Message, error);
        }
        catch (System.Data.Common.DbException error)
        {
            var fault = DatabaseFault.Of(error);
            throw new BackupException($"{server.Name} cannot be copied: {fault.What} Check: {fault.Check}", error);
        }

        await SealAsync(path, stop);
    }

    // A backup is one file for each database: no write-ahead log beside it.
    private static async Task SealAsync(string path, CancellationToken stop)
    {
        SqliteConnection.ClearAllPools();
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        await connection.OpenAsync(stop);
        await using var seal = connection.CreateCommand();
        seal.CommandText = "PRAGMA journal_mode = DELETE";
        await seal.ExecuteNonQueryAsync(stop);
    }

    // Samples that were acknowledged and wait for their store. A file that has gone meanwhile has been brought there.
    private async Task CopyWaitingAsync(BackupFolder folder, CancellationToken stop)
    {
        var spool = Path.Combine(options.Folder, "spool");
        foreach (var path in Directory.Exists(spool) ? Directory.EnumerateFiles(spool, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            var name = Path.GetRelativePath(options.Folder, path).Replace(Path.DirectorySeparatorChar, '/');
            try
            {
                await using (var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
                await using (var to = new FileStream(folder.PathOf(name), FileMode.Create, FileAccess.Write))
                {
                    await from.CopyToAsync(to, stop);
                }

                await folder.TakeAsync(name, progress, stop);
            }
            catch (FileNotFoundException)
            {
                File.Delete(folder.PathOf(name));
            }
        }
    }

    private async Task CopySettingsAsync(BackupFolder folder, CancellationToken stop)
    {
        var name = $"settings/{Path.GetFileName(settings)}";
        var text = ConnectionPassword().Replace(await File.ReadAllTextAsync(settings, stop), "$1***");
        await BackupFolder.WriteAsync(folder.PathOf(name), System.Text.Encoding.UTF8.GetBytes(text), stop);
        await folder.TakeAsync(name, progress, stop);
    }

    private async Task TryNoteAsync(JournalNote note, CancellationToken stop)
    {
        try
        {
            await note.LeaveAsync(options.Folder, stop);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The disk that spoilt the backup spoils the note as well; whoever called is told why it failed.
            progress.Report(new BackupProgress($"no note for journal 35.5 could be left: {error.Message}", 0, 0));
        }
    }

    [GeneratedRegex("""((?:Password|PWD)\s*=\s*)(?:'[^']*'|[^;"']*)""", RegexOptions.IgnoreCase)]
    private static partial Regex ConnectionPassword();
}
