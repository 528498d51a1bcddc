namespace RoomGuard.Rooms.Clauses;

/// <summary>What a person signed about one item of clause 163. Immutable.</summary>
public sealed record Attestation
{
    /// <summary>Its id, unique; evidence refers to it.</summary>
    public required string Id { get; init; }

    /// <summary>The item, for example <c>163.7</c>; or a part of one, such as <c>163.10.a</c>.</summary>
    public required string Item { get; init; }

    /// <summary>What was stated.</summary>
    public required AttestationStatement Statement { get; init; }

    /// <summary>Who signed.</summary>
    public required string Signer { get; init; }

    /// <summary>As what they signed, by the role's word, for example <c>inspector</c>; null where nobody has roles.</summary>
    public string? Role { get; init; }

    /// <summary>Where in the room they looked, in their own words; null when they did not say.</summary>
    public string? Place { get; init; }

    /// <summary>The plan, act or certificate it rests on; null when it rests on what was seen.</summary>
    public AttestedDocument? Document { get; init; }

    /// <summary>When it was signed, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it came to the centre, UTC; null when nobody noted it.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Until when it holds, UTC; null: the term of the item's evidence slot.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The evidence slot it fills; null: the item's first required one.</summary>
    public string? Slot { get; init; }

    /// <summary>The finding it ends, by its evidence id; null when it names none.</summary>
    public string? Answers { get; init; }

    /// <summary>What the signer wrote, for example the source of a leak.</summary>
    public string? Note { get; init; }

    /// <summary>Photos, each by the SHA-256 of its bytes in hexadecimal.</summary>
    public IReadOnlyList<string> Attachments { get; init; } = [];
}

/// <summary>A paper that an attestation rests on. Immutable.</summary>
/// <param name="Kind">What it is: <c>plan</c>, <c>act</c>, <c>certificate</c> or <c>protocol</c>.</param>
/// <param name="Number">Its number or title, as written on it.</param>
/// <param name="Issued">The day it was issued.</param>
/// <param name="Hash">The SHA-256 of the file's bytes in hexadecimal.</param>
public sealed record AttestedDocument(string Kind, string Number, DateOnly Issued, string Hash);

/// <summary>What an attestation states of the thing its item names.</summary>
public enum AttestationStatement
{
    /// <summary>The thing is there: supports 163.7, contradicts 163.6.</summary>
    Present,

    /// <summary>The thing is not there: contradicts 163.7, supports 163.6.</summary>
    Absent,

    /// <summary>The item is met, whichever way it asks.</summary>
    Met,

    /// <summary>The item is not met, whichever way it asks.</summary>
    Broken,

    /// <summary>The item does not concern this room; an exclusion, with a reason in the note.</summary>
    NotApplicable,

    /// <summary>The item concerns this room after all: an exclusion is taken back.</summary>
    Applicable,
}

/// <summary>Statements as the HTTP contract spells them.</summary>
public static class AttestationWords
{
    private static readonly string[] Statements = ["present", "absent", "met", "broken", "not_applicable", "applicable"];

    /// <summary>The statement's word, for example <c>not_applicable</c>.</summary>
    public static string ToWord(this AttestationStatement statement) => Statements[(int)statement];

    /// <summary>Whether the statement supports what an item demands; null when it is about whether the item concerns the room.</summary>
    /// <param name="asksAbsence">Whether the item demands that something is not there.</param>
    public static bool? Supports(this AttestationStatement statement, bool asksAbsence) => statement switch
    {
        AttestationStatement.Met => true,
        AttestationStatement.Broken => false,
        AttestationStatement.Present => !asksAbsence,
        AttestationStatement.Absent => asksAbsence,
        _ => null,
    };

    /// <summary>Parses a statement's word; false for any other.</summary>
    public static bool TryParse(string? word, out AttestationStatement statement)
    {
        var index = Array.IndexOf(Statements, word);
        statement = index < 0 ? default : (AttestationStatement)index;
        return index >= 0;
    }
}
