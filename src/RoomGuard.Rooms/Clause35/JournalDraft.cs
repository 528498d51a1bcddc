namespace RoomGuard.Rooms.Clause35;

/// <summary>A journal entry as the room proposes it; the journal numbers, signs and keeps it. Immutable.</summary>
public sealed record JournalDraft
{
    /// <summary><c>{equipment}|{kind}|{start}</c>: the same happening always gives the same key, so a replay is found out.</summary>
    public required string Key { get; init; }

    /// <summary>The journal of clause 35: <c>35.1</c> or <c>35.7</c>.</summary>
    public required string Journal { get; init; }

    /// <summary>What happened, for example <c>ups_test</c>, <c>generator_test</c>, <c>real_outage</c>, <c>leak</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Section of the journal: <c>U</c>, <c>G</c>, or empty.</summary>
    public string Section { get; init; } = "";

    /// <summary>The equipment concerned.</summary>
    public required string Equipment { get; init; }

    /// <summary>When it began, UTC, by the samples.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC; null while it lasts.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>35.7: <c>pass</c>, <c>pass_with_remarks</c>, <c>fail</c>, <c>not_completed</c>. 35.1: <c>open</c>, then <c>normal</c>.</summary>
    public required string Result { get; init; }

    /// <summary>Values by column id (<see cref="JournalForms"/>). What is not known is not there; it is never 0.</summary>
    public required IReadOnlyDictionary<string, JournalValue> Fields { get; init; }

    /// <summary>Key of the draft that this one completes; null for a first one.</summary>
    public string? Completes { get; init; }

    /// <summary>Where it comes from: <c>auto</c>, <c>manual</c> or <c>import</c>.</summary>
    public string Origin { get; init; } = "auto";

    /// <summary>Number of the entry of the same journal that this one puts right; null for one that stands by itself.</summary>
    public long? Corrects { get; init; }

    /// <summary>Who wrote it; null for RoomGuard itself.</summary>
    public string? RecordedBy { get; init; }
}
