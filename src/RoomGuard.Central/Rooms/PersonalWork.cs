using System.Text.Json;
using System.Text.Json.Serialization;
using RoomGuard.Central.Audit;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Central.Rooms;

/// <summary>What a person does to a room, in a form that travels to the room's owner.</summary>
[JsonDerivedType(typeof(PersonalAttestation), "attest")]
[JsonDerivedType(typeof(PersonalAction), "act")]
[JsonDerivedType(typeof(PersonalWindow), "declare")]
[JsonDerivedType(typeof(PersonalWindowEnd), "end-window")]
[JsonDerivedType(typeof(PersonalHappening), "happen")]
[JsonDerivedType(typeof(PersonalEntry), "enter")]
[JsonDerivedType(typeof(PersonalSignature), "sign")]
[JsonDerivedType(typeof(PersonalHistory), "recall")]
internal abstract record PersonalWork
{
    /// <summary>The work as text; <see cref="Read"/> of it gives the work back.</summary>
    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>The work that <see cref="Write"/> wrote.</summary>
    public static PersonalWork Read(string text) =>
        JsonSerializer.Deserialize<PersonalWork>(text, JsonSerializerOptions.Web) ?? throw new InvalidDataException("Not a person's work.");
}

/// <summary>Somebody attested something.</summary>
/// <param name="Replaces">The attestation that it puts right; null when it stands by itself.</param>
internal sealed record PersonalAttestation(Attestation Attestation, Actor By, string? Replaces = null) : PersonalWork;

/// <summary>Somebody does something to an alarm.</summary>
internal sealed record PersonalAction(string AlarmId, AlarmActionKind Kind, string? Comment, DateTimeOffset? Until, Actor By) : PersonalWork;

/// <summary>Somebody declares maintenance or a test.</summary>
internal sealed record PersonalWindow(ServiceWindow Window, Actor By) : PersonalWork;

/// <summary>Somebody ends maintenance or a test before its time.</summary>
internal sealed record PersonalWindowEnd(string WindowId, Actor By) : PersonalWork;

/// <summary>Somebody declares an event that takes the force of what was attested before it.</summary>
internal sealed record PersonalHappening(Happening Happening, Actor By) : PersonalWork;

/// <summary>Somebody writes an entry of a journal.</summary>
/// <param name="Draft">The entry without its fields.</param>
/// <param name="Fields">The fields, as <see cref="JournalJson"/> writes them.</param>
internal sealed record PersonalEntry(JournalDraft Draft, byte[] Fields, Actor By) : PersonalWork
{
    private static readonly Dictionary<string, JournalValue> None = [];

    /// <summary>The entry as work.</summary>
    public static PersonalEntry Of(JournalDraft draft, Actor by) => new(draft with { Fields = None }, JournalJson.Write(draft.Fields), by);

    /// <summary>The entry with its fields.</summary>
    public JournalDraft Whole() => JournalJson.TryRead(Fields, out var fields) ? Draft with { Fields = fields } : throw new InvalidDataException("Not the fields of an entry.");
}

/// <summary>Somebody signs an entry of a journal.</summary>
/// <param name="Mark">The signature.</param>
/// <param name="DraftKey">The key of the entry's draft.</param>
/// <param name="Step">The step of the one-time code that was used; null for none.</param>
internal sealed record PersonalSignature(JournalMark Mark, string DraftKey, long? Step, Actor By) : PersonalWork;

/// <summary>Somebody brought entries of the past as a table; they stand in their journals already.</summary>
/// <param name="Drafts">The newest entry of each happening and equipment, without fields.</param>
internal sealed record PersonalHistory(IReadOnlyList<JournalDraft> Drafts) : PersonalWork
{
    private static readonly Dictionary<string, JournalValue> None = [];

    /// <summary>What a room must hear of entries of one table: older ones of the same change nothing.</summary>
    public static PersonalHistory Of(IEnumerable<JournalDraft> drafts) => new(
    [
        .. drafts.GroupBy(draft => (draft.Journal, draft.Kind, draft.Equipment, draft.Result))
            .Select(same => same.MaxBy(draft => draft.EndedAt ?? draft.StartedAt)! with { Fields = None }),
    ]);
}
