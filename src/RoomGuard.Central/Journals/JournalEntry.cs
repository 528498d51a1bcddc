using System.Text.Json;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals;

/// <summary>One entry of a journal of clause 35. Immutable, as the entry itself is.</summary>
public sealed record JournalEntry
{
    /// <summary>Its number in the journal, from 1, without gaps.</summary>
    public required long No { get; init; }

    /// <summary>The journal, for example <c>35.7</c>.</summary>
    public required string Journal { get; init; }

    /// <summary>What happened, for example <c>ups_test</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Section of the journal: <c>U</c>, <c>G</c>, or empty.</summary>
    public required string Section { get; init; }

    /// <summary><c>draft</c>, <c>reviewed</c>, <c>signed</c>, or <c>closed</c> with its volume.</summary>
    public string State { get; init; } = "draft";

    /// <summary>The volume it stands in, from 1.</summary>
    public int Volume { get; init; } = 1;

    /// <summary>Where it comes from: <c>auto</c>, <c>manual</c> or <c>import</c>.</summary>
    public string Origin { get; init; } = "auto";

    /// <summary>Who wrote it; null for RoomGuard itself.</summary>
    public string? RecordedBy { get; init; }

    /// <summary>Number of the entry that this one puts right; null for one that stands by itself.</summary>
    public long? Corrects { get; init; }

    /// <summary>Who reviewed and signed it, the oldest first.</summary>
    public IReadOnlyList<JournalMark> Marks { get; init; } = [];

    /// <summary>The room as <c>{site}/{room}</c>; empty for what concerns no single room, such as a backup.</summary>
    public required string Room { get; init; }

    /// <summary>The equipment concerned.</summary>
    public required string Equipment { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, UTC; null when it had not ended at the time of the entry.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When the entry was written, UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>How it went: <c>pass</c>, <c>fail</c>, <c>open</c>, …</summary>
    public required string Result { get; init; }

    /// <summary>Number of the entry of the same journal that this one completes; null for a first one.</summary>
    public long? Completes { get; init; }

    /// <summary>The key of the draft it was made of, without its room.</summary>
    internal string DraftKey { get; init; } = "";

    /// <summary>Values by column id, as <see cref="RoomGuard.Rooms.Clause35.JournalJson"/> writes them.</summary>
    public required JsonElement Fields { get; init; }

    /// <summary>SHA-256 of the entry's link in the chain, 64 hex digits.</summary>
    public required string Hash { get; init; }

    /// <summary>The hash of the entry before; 64 zeros for the first.</summary>
    public required string PreviousHash { get; init; }
}

/// <summary>Which entries to read.</summary>
public sealed record JournalQuery
{
    /// <summary>Only this journal; null gives all.</summary>
    public string? Journal { get; init; }

    /// <summary>Only this room, <c>{site}/{room}</c>; null gives all.</summary>
    public string? Room { get; init; }

    /// <summary>Only entries with this number or a lower one; null gives all.</summary>
    public long? UpTo { get; init; }

    /// <summary>Only entries of <see cref="Journal"/> that nobody signed and that stand in no closed volume.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>Where the page before ended; null starts at the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>Most entries of the page, 1 to 1000; 100 unless set.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Newest first; oldest first unless set.</summary>
    public bool NewestFirst { get; init; }
}
