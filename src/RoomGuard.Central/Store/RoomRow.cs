namespace RoomGuard.Central.Store;

/// <summary>What a room is like, as <c>RoomStateJson</c> writes it. One row for each room, replaced with every change.</summary>
internal sealed class RoomRow
{
    public required string Room { get; set; }

    public required byte[] State { get; set; }

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
