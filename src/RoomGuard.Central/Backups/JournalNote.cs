using System.Globalization;
using System.Text.Json;
using RoomGuard.Central.Audit;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Backups;

/// <summary>What a backup or restore leaves for the centre to write into journal 35.5: a file in the data folder, so that it does not matter whether the centre runs.</summary>
/// <remarks>The centre is the only writer of its database. The entry is made once: its key is the note's id.</remarks>
internal sealed record JournalNote
{
    private const string Start = "journal-note-";

    /// <summary>The files that are notes.</summary>
    public const string Pattern = Start + "*.json";

    /// <summary>The name of the backup, and for a restore one of its own.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it was a restore.</summary>
    public bool IsRestore { get; init; }

    /// <summary>The backup that was restored; null for a backup.</summary>
    public string? Of { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Who called for it: the account of the command.</summary>
    public string By { get; init; } = Environment.UserName;

    /// <summary>Bytes in all.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the manifest, which holds those of all parts.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Where the backup is.</summary>
    public required string Place { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Problem { get; init; }

    /// <summary>Leaves the note in a data folder.</summary>
    /// <returns>The file; it is gone when the entry is written.</returns>
    public async Task<string> LeaveAsync(string folder, CancellationToken stop)
    {
        var path = Path.Combine(folder, $"{Start}{Id}.json");
        await BackupFolder.WriteAsync(path + ".new", JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web), stop);
        File.Move(path + ".new", path, overwrite: true);
        return path;
    }

    /// <summary>Reads a note; null for a file that is none.</summary>
    public static JournalNote? Read(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalNote>(json, JsonSerializerOptions.Web) is { Id.Length: > 0 and <= 100, Place: not null } note ? note : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The line of the audit trail it becomes.</summary>
    public AuditEvent Deed()
    {
        var kind = IsRestore ? "restore" : "backup";
        return new AuditEvent(new Actor(By, "", $"roomguard {kind}"), $"centre.{kind}", Place).Changing(null, new { Id, Of, Bytes, Sha256, Problem });
    }

    /// <summary>The entry it becomes.</summary>
    public JournalDraft Draft() => BackupEntry.Write(new BackupFacts(Id, IsRestore, StartedAt, FinishedAt)
    {
        Bytes = Bytes,
        Checksum = Sha256,
        Place = Place,
        Problem = Problem,
    });

    /// <summary>A new name: the instant, and a part that nobody else takes.</summary>
    public static string NewId(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("N")[..8];
}
