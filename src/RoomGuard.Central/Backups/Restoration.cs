using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using RoomGuard.Central.Options;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Backups;

/// <summary>Puts a backup into a new data folder, or its state into an empty PostgreSQL. Overwrites nothing.</summary>
/// <param name="options">The settings whose PostgreSQL gets the state, and whose folder the photos and documents; null when all of it is to be in the data folder.</param>
public sealed class Restoration(CentralOptions? options, TimeProvider clock, IProgress<BackupProgress> progress)
{
    private const string State = "state.db";

    /// <summary>Restores, checks all it restored, and leaves a note for journal 35.5: the centre writes the entry at its first start.</summary>
    /// <param name="backup">A folder or zip file that <see cref="Backup"/> wrote.</param>
    /// <param name="target">The data folder; not there yet, or empty.</param>
    /// <exception cref="BackupException">The backup is damaged or of a newer program, or something stands at the target; nothing was restored.</exception>
    public async Task<BackupManifest> RunAsync(string backup, string target, CancellationToken stop)
    {
        var started = clock.GetUtcNow();
        target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new BackupException($"{target} is not empty. A restore overwrites nothing: name a folder that is not there yet.");
        }

        if (!Directory.Exists(backup) && !File.Exists(backup))
        {
            throw new BackupException($"There is no backup {backup}.");
        }

        var partial = target + ".partial";
        try
        {
            Remove(partial);
            new DataFolder(partial).Make();
            var (manifest, sum) = await UnpackAsync(backup, partial, stop);
            await CheckAsync(manifest, partial, stop);
            if (options?.Cluster is { } cluster)
            {
                await FillServerAsync(new StateServer(cluster.Postgres, new DataFolder(partial)), Path.Combine(partial, State), stop);
                File.Delete(Path.Combine(partial, State));
            }

            if (options is not null)
            {
                await AttachmentCopy.MoveAsync(partial, options, stop);
            }

            await new JournalNote { Id = JournalNote.NewId(started), IsRestore = true, Of = manifest.Id, StartedAt = started, FinishedAt = clock.GetUtcNow(), Bytes = manifest.Bytes, Sha256 = sum, Place = Path.GetFullPath(backup) }
                .LeaveAsync(partial, stop);
            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            Directory.Move(partial, target);
            return manifest;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new BackupException($"The backup could not be restored: {error.Message}", error);
        }
        finally
        {
            Remove(partial);
        }
    }

    private async Task<(BackupManifest Manifest, string Sum)> UnpackAsync(string backup, string partial, CancellationToken stop)
    {
        if (Directory.Exists(backup))
        {
            return await UnpackAsync(name => File.OpenRead(Path.Combine(backup, name)), partial, stop);
        }

        await using var archive = await ZipFile.OpenReadAsync(backup, stop);
        return await UnpackAsync(name => archive.GetEntry(name)?.Open() ?? throw new BackupException($"{backup} has no {name}: it is no backup, or a damaged one."), partial, stop);
    }

    private async Task<(BackupManifest Manifest, string Sum)> UnpackAsync(Func<string, Stream> open, string partial, CancellationToken stop)
    {
        using var json = new MemoryStream();
        await using (var stream = open(BackupManifest.FileName))
        {
            await stream.CopyToAsync(json, stop);
        }

        var manifest = BackupManifest.Read(json.ToArray());
        if (manifest.Schema > StateDatabase.SchemaVersion)
        {
            throw new BackupException(FormattableString.Invariant($"The backup has schema {manifest.Schema}; this program knows {StateDatabase.SchemaVersion}. Restore it with {manifest.Software}, or a newer one."));
        }

        if (options?.Cluster is not null && manifest.Schema != StateDatabase.SchemaVersion)
        {
            throw new BackupException(FormattableString.Invariant($"The backup has schema {manifest.Schema}; into PostgreSQL this program restores only its own, {StateDatabase.SchemaVersion}."));
        }

        foreach (var part in manifest.Parts)
        {
            var path = Path.Combine(partial, part.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var from = open(part.Name))
            await using (var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await from.CopyToAsync(to, stop);
                to.Flush(flushToDisk: true);
            }

            if (await BackupFolder.ReadPartAsync(part.Name, path, progress, stop) != part)
            {
                throw new BackupException($"{part.Name} is not what was written: its size or SHA-256 is another than the manifest's. The backup is damaged, or somebody changed it. Nothing was restored.");
            }
        }

        return (manifest, Convert.ToHexStringLower(SHA256.HashData(json.ToArray())));
    }

    // The manifest could have been written anew by whoever changed a file; the chain of a journal could not.
    private static async Task CheckAsync(BackupManifest manifest, string partial, CancellationToken stop)
    {
        var state = Path.Combine(partial, State);
        await SqliteCopy.CheckAsync(state, stop);
        var (heads, faults) = await new StateCopyFile(state).VerifyAsync(stop);
        if (!heads.SequenceEqual(manifest.Journals) || faults.Except(manifest.Faults).FirstOrDefault() is not null)
        {
            throw new BackupException("The journals in the backup do not end where its manifest says, or their chain is broken. Nothing was restored.");
        }

        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = state, Pooling = false }.ToString());
        await connection.OpenAsync(stop);
        await using var log = connection.CreateCommand();
        log.CommandText = "PRAGMA journal_mode = WAL";
        await log.ExecuteNonQueryAsync(stop);
    }

    private async Task FillServerAsync(StateServer server, string state, CancellationToken stop)
    {
        try
        {
            await server.PrepareAsync(stop);
            if (await StateRows.FindFilledAsync(server, stop) is { } table)
            {
                throw new BackupException($"{server.Name} is not empty: table {table} has rows. A restore overwrites nothing: name an empty database.");
            }

            await StateRows.CopyAsync(new StateCopyFile(state), server, progress, stop);
        }
        catch (SchemaMismatchException error)
        {
            throw new BackupException(error.Message, error);
        }
        catch (System.Data.Common.DbException error)
        {
            var fault = DatabaseFault.Of(error);
            throw new BackupException($"{server.Name} cannot be filled: {fault.What} Check: {fault.Check}", error);
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
