namespace RoomGuard.Central.Audit;

/// <summary>One line of the audit trail as it is stored. The database refuses to change or delete it.</summary>
internal sealed class AuditRow
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public required string Who { get; set; }

    public required string Role { get; set; }

    public required string Source { get; set; }

    public required string What { get; set; }

    public required string Subject { get; set; }

    public string? Before { get; set; }

    public string? After { get; set; }

    /// <summary>The row of an event.</summary>
    public static AuditRow Of(AuditEvent done, DateTimeOffset at) => new()
    {
        At = at,
        Who = done.By.Name,
        Role = done.By.Role,
        Source = done.By.Source,
        What = done.What,
        Subject = done.Subject,
        Before = done.Before,
        After = done.After,
    };

    /// <summary>What the row says.</summary>
    public AuditEntry Read() => new(Id, At, new AuditEvent(new Actor(Who, Role, Source), What, Subject) { Before = Before, After = After });
}
