namespace RoomGuard.Central.Audit;

/// <summary>One line of the audit trail.</summary>
/// <param name="No">Grows with every line; one number may be missing where a transaction was taken back.</param>
/// <param name="At">When it was made durable, UTC.</param>
/// <param name="Event">Who did what.</param>
public sealed record AuditEntry(long No, DateTimeOffset At, AuditEvent Event);

/// <summary>Which lines to read, the newest first.</summary>
public sealed record AuditQuery
{
    /// <summary>From this instant on, UTC; null from the beginning.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this instant, UTC; null to the end.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only what this person did; null gives all.</summary>
    public string? Who { get; init; }

    /// <summary>Only this kind, for example <c>alarm.acknowledge</c>; null gives all.</summary>
    public string? What { get; init; }

    /// <summary>Only what was done to this; null gives all.</summary>
    public string? Subject { get; init; }

    /// <summary>Where the page before ended; null starts with the newest.</summary>
    public string? Cursor { get; init; }

    /// <summary>Most lines of the page, 1 to 1000; 100 unless set.</summary>
    public int Limit { get; init; } = 100;
}
