using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Clause35;

/// <summary>Journal 35.5, for RoomGuard's own backups: a backup that was written, or one that was restored.</summary>
public static class BackupEntry
{
    /// <summary>Makes the entry. The same backup always gives the same key.</summary>
    public static JournalDraft Write(BackupFacts facts)
    {
        var kind = facts.IsRestore ? "restoration" : "backup";
        var fields = new Fields();
        fields.SetChoice("kind", "backup_kind", kind);
        fields.Set("system", new JournalValue.Local(RoomTexts.Get("backup.system")));
        fields.SetTime("started", facts.StartedAt);
        fields.SetTime("finished", facts.FinishedAt);
        fields.SetChoice("method", "backup_method", "full");
        fields.SetNumber("volume", facts.Bytes, "B", 0);
        fields.Set("medium", new JournalValue.Plain(facts.Place));
        fields.Set("checksum", facts.Checksum is { } sum ? new JournalValue.Plain(sum) : null);
        fields.SetChoice("result", "backup_result", facts.Problem is null ? "pass" : "fail");
        fields.Set("remarks", facts.Problem is { } problem ? new JournalValue.Plain(problem) : null);
        return new JournalDraft
        {
            Key = $"roomguard|{kind}|{facts.Id}",
            Journal = "35.5",
            Kind = kind,
            Equipment = "roomguard",
            StartedAt = facts.StartedAt,
            EndedAt = facts.FinishedAt,
            Result = facts.Problem is null ? "pass" : "fail",
            Fields = fields.All,
        };
    }
}

/// <summary>What is known of a backup or a restore.</summary>
/// <param name="Id">Its name, which no other has.</param>
/// <param name="IsRestore">Whether a backup was restored, and not written.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="FinishedAt">When it ended, UTC.</param>
public sealed record BackupFacts(string Id, bool IsRestore, DateTimeOffset StartedAt, DateTimeOffset FinishedAt)
{
    /// <summary>Bytes in all; null when it came to none.</summary>
    public long? Bytes { get; init; }

    /// <summary>SHA-256 over it, lower-case hex; null when it did not come so far.</summary>
    public string? Checksum { get; init; }

    /// <summary>Where the backup is kept: a path.</summary>
    public required string Place { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Problem { get; init; }
}
