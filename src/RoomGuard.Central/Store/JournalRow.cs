namespace RoomGuard.Central.Store;

/// <summary>One journal entry. The content is the entry; the other columns only find it. The database refuses to change a row, and to delete one unless its volume was erased by an act.</summary>
internal sealed class JournalRow
{
    public long Id { get; set; }

    public required string Journal { get; set; }

    /// <summary>From 1, without gaps within a journal.</summary>
    public long No { get; set; }

    public required string Room { get; set; }

    /// <summary>What the entry was made of: the same draft becomes no second entry.</summary>
    public required string DraftKey { get; set; }

    /// <summary>The entry as canonical JSON.</summary>
    public required string Content { get; set; }

    /// <summary>The hash of its link in the chain, lower-case hex.</summary>
    public required string Hash { get; set; }

    /// <summary>The hash of the link before; empty for an entry of the first form, whose content names it.</summary>
    public string Previous { get; set; } = "";
}

/// <summary>What was done to an entry or a volume. The database refuses to change or delete a row.</summary>
internal sealed class JournalMarkRow
{
    public required string Journal { get; set; }

    /// <summary>From 1, without gaps within a journal's marks.</summary>
    public long No { get; set; }

    /// <summary>Number of the entry it is about; 0 for a mark of a volume.</summary>
    public long Entry { get; set; }

    public required string Kind { get; set; }

    public required string Content { get; set; }

    public required string Hash { get; set; }

    public required string Previous { get; set; }
}

/// <summary>The ends of a journal's two chains: a missing tail shows.</summary>
internal sealed class JournalHeadRow
{
    public required string Journal { get; set; }

    public long No { get; set; }

    public required string Hash { get; set; }

    /// <summary>The number of the newest mark; 0 before the first.</summary>
    public long MarkNo { get; set; }

    /// <summary>Its hash; empty before the first.</summary>
    public string MarkHash { get; set; } = "";

    /// <summary>The volume that is open; 0 when none is.</summary>
    public int Volume { get; set; }

    /// <summary>The first entry of that volume.</summary>
    public long VolumeFirst { get; set; }

    /// <summary>How many volumes there have been.</summary>
    public int Volumes { get; set; }
}

/// <summary>Entries that an act allowed to delete: the database deletes no others.</summary>
internal sealed class JournalErasedRow
{
    public required string Journal { get; set; }

    public long First { get; set; }

    public long Last { get; set; }
}

/// <summary>The heads of all journals, signed. The database refuses to change or delete a row.</summary>
internal sealed class CheckpointRow
{
    public long No { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>The canonical JSON that is signed.</summary>
    public required string Content { get; set; }

    /// <summary>ECDSA P-256 with SHA-256, DER, in base64.</summary>
    public required string Signature { get; set; }

    /// <summary>The key, SubjectPublicKeyInfo in base64.</summary>
    public required string PublicKey { get; set; }

    /// <summary>A time-stamp token of RFC 3161 over the signature, in base64; empty when none was asked for.</summary>
    public string Timestamp { get; set; } = "";
}

/// <summary>A one-time code that was used: it is taken no second time.</summary>
internal sealed class SpentCodeRow
{
    public required string Person { get; set; }

    public long Step { get; set; }
}
