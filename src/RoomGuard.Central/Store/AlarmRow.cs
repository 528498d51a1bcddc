namespace RoomGuard.Central.Store;

/// <summary>One occurrence of an alarm, as it is now.</summary>
internal sealed class AlarmRow
{
    /// <summary>Grows with every new occurrence: the order of lists and their cursor.</summary>
    public long Sequence { get; set; }

    public required string Id { get; set; }

    public required string Room { get; set; }

    public required string Point { get; set; }

    public required string Rule { get; set; }

    public required string Signal { get; set; }

    public int Priority { get; set; }

    public int State { get; set; }

    public DateTimeOffset Since { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>The whole alarm, as <see cref="Alarms.AlarmJson"/> writes it.</summary>
    public required string Content { get; set; }
}

/// <summary>One message that somebody is to get, until it is delivered and after.</summary>
internal sealed class NotificationRow
{
    public long Id { get; set; }

    public required string AlarmId { get; set; }

    /// <summary><c>raised</c> or <c>returned</c>.</summary>
    public required string Kind { get; set; }

    public required string Channel { get; set; }

    public required string Content { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>Set when the channel said that no retry can help.</summary>
    public DateTimeOffset? GivenUpAt { get; set; }

    public int Attempts { get; set; }

    public string? LastError { get; set; }
}
