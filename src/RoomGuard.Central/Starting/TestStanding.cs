namespace RoomGuard.Central.Starting;

/// <summary>How far the newest request for a test of one UPS has come, by the audit trail.</summary>
/// <param name="Phase">How far.</param>
internal sealed record TestStanding(TestPhase Phase)
{
    /// <summary>Nobody asked lately.</summary>
    public static readonly TestStanding None = new(TestPhase.None);

    /// <summary>Who asked; null when nobody did.</summary>
    public string? Asker { get; init; }

    /// <summary>When they asked, UTC.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>Who confirmed or refused; null when nobody did.</summary>
    public string? Second { get; init; }

    /// <summary>When they did, UTC.</summary>
    public DateTimeOffset DecidedAt { get; init; }

    /// <summary>What the agent said; null when it said nothing.</summary>
    public string? Detail { get; init; }

    /// <summary>Until when it may be confirmed, UTC.</summary>
    public DateTimeOffset Until => AskedAt + TestDesk.Term;
}

/// <summary>How far a request for a test has come.</summary>
internal enum TestPhase
{
    /// <summary>Nobody asked lately.</summary>
    None,

    /// <summary>Another person may confirm it.</summary>
    Asked,

    /// <summary>Nobody confirmed it in time.</summary>
    Expired,

    /// <summary>Somebody refused it, or took it back.</summary>
    Refused,

    /// <summary>It was confirmed; what the agent says is not known yet.</summary>
    Ordered,

    /// <summary>The broker did not take the order: nothing was started.</summary>
    Unsent,

    /// <summary>The agent did not answer: it may have begun.</summary>
    Silent,

    /// <summary>The UPS or its agent did not take the order.</summary>
    Declined,

    /// <summary>The UPS took the order.</summary>
    Begun,
}
