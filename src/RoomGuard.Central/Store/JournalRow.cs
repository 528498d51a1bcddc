namespace RoomGuard.Central.Store;

/// <summary>One journal entry. The content is the entry; the other columns only find it. The database refuses to change or delete a row.</summary>
internal sealed class JournalRow
{
    public long Id { get; set; }

    public required string Journal { get; set; }

    /// <summary>From 1, without gaps within a journal.</summary>
    public long No { get; set; }

    public required string Room { get; set; }

    /// <summary>What the entry was made of: the same draft becomes no second entry.</summary>
    public required string DraftKey { get; set; }

    /// <summary>The entry as canonical JSON, with the hash of the one before it.</summary>
    public required string Content { get; set; }

    /// <summary>SHA-256 of the content's UTF-8, lower-case hex.</summary>
    public required string Hash { get; set; }
}

/// <summary>The newest entry of a journal: a missing tail shows.</summary>
internal sealed class JournalHeadRow
{
    public required string Journal { get; set; }

    public long No { get; set; }

    public required string Hash { get; set; }
}
