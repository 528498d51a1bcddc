namespace RoomGuard.Central.Store;

/// <summary>What a room is like, as <c>RoomStateJson</c> writes it. One row for each room, replaced when something was decided.</summary>
internal sealed class RoomRow
{
    public required string Room { get; set; }

    public required byte[] State { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Counts the writes; an owner that does not know the newest one is not the owner any more.</summary>
    public long Version { get; set; }

    /// <summary>The activation that wrote it.</summary>
    public required string Owner { get; set; }
}

/// <summary>An agent: which rooms it serves, and whether it is connected.</summary>
internal sealed class AgentRow
{
    public required string Site { get; set; }

    public required string Agent { get; set; }

    /// <summary>Ids of its rooms, one a line.</summary>
    public required string Rooms { get; set; }

    /// <summary>Null when it has never said so.</summary>
    public bool? IsOnline { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>What somebody attested. Rows are only added.</summary>
internal sealed class AttestationRow
{
    public long Id { get; set; }

    public required string Room { get; set; }

    public required string Content { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>One change of a verdict with the evidence it was made from. Rows are only added.</summary>
internal sealed class VerdictRow
{
    public long Id { get; set; }

    public required string Room { get; set; }

    public required string Item { get; set; }

    public required string State { get; set; }

    public required string Reasons { get; set; }

    public required string Evidence { get; set; }

    public DateTimeOffset Since { get; set; }

    /// <summary>The record as it is hashed; empty for a change that was stored before there were records.</summary>
    public string Content { get; set; } = "";

    /// <summary>The record's SHA-256.</summary>
    public string Hash { get; set; } = "";
}

/// <summary>A piece of evidence, or an edition of the requirements, by the SHA-256 of its text. Rows are only added.</summary>
internal sealed class EvidenceRow
{
    public required string Hash { get; set; }

    public required string Content { get; set; }
}

/// <summary>Which packs of one boot of one agent are stored.</summary>
internal sealed class WatermarkRow
{
    public required string Site { get; set; }

    public required string Agent { get; set; }

    public required string Boot { get; set; }

    /// <summary>As <see cref="Ingest.SequenceSet"/> writes it.</summary>
    public required string Sequences { get; set; }

    public DateTimeOffset At { get; set; }
}
