using System.Text.Json;
using System.Text.Json.Serialization;
using RoomGuard.Central.Journals;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Api.Shapes;

/// <summary>A document of clause 35 with its columns and volumes.</summary>
/// <param name="Id"><c>35.1</c> to <c>35.8</c>.</param>
internal sealed record JournalFormShape(string Id, NameShape Title, IReadOnlyList<SectionShape> Sections, IReadOnlyList<VolumeShape> Volumes)
{
    public static JournalFormShape Of(JournalForm form, IReadOnlyList<JournalVolume> volumes) =>
        new(form.Id, NameShape.Of(form.Title), [.. form.Sections.Select(SectionShape.Of)], [.. volumes.Select(VolumeShape.Of)]);
}

/// <summary>A section of a journal.</summary>
internal sealed record SectionShape(string Id, NameShape Title, IReadOnlyList<ColumnShape> Columns)
{
    public static SectionShape Of(JournalSection section) => new(section.Id, NameShape.Of(section.Title), [.. section.Columns.Select(ColumnShape.Of)]);
}

/// <summary>A column of a journal.</summary>
/// <param name="Id">The key in an entry's <c>fields</c>.</param>
/// <param name="Type"><c>number</c>, <c>numbers</c>, <c>text</c>, <c>time</c> or <c>choice</c>.</param>
/// <param name="Fill"><c>A</c> filled by RoomGuard, <c>C</c> proposed by it and confirmed by a person, <c>M</c> by a person.</param>
internal sealed record ColumnShape(string Id, NameShape Head, string Type, char Fill)
{
    /// <summary>What a choice may be, by its code.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, NameShape>? Choices { get; init; }

    public static ColumnShape Of(JournalColumn column) => new(column.Id, NameShape.Of(column.Head), column.Type, column.Fill)
    {
        Choices = column.Choices.Count == 0 ? null : column.Choices.ToDictionary(choice => choice.Code, choice => NameShape.Of(choice.Name)),
    };
}

/// <summary>A volume of a journal.</summary>
/// <param name="No">Its number, from 1.</param>
/// <param name="First">The number of its first entry.</param>
/// <param name="Last">The number of its last entry; null while it is open.</param>
internal sealed record VolumeShape(int No, long First, long? Last, DateTime OpenedAt, DateTime? ClosedAt, DateTime? ErasedAt)
{
    public static VolumeShape Of(JournalVolume volume) => new(
        volume.No, volume.First, volume.Closed?.Last, volume.OpenedAt.UtcDateTime, volume.Closed?.When().UtcDateTime, volume.Erased?.When().UtcDateTime);
}

/// <summary>Who reviewed or signed an entry.</summary>
/// <param name="Kind"><c>reviewed</c> or <c>signed</c>.</param>
/// <param name="By">Who.</param>
/// <param name="Role"><c>performer</c>, <c>room_responsible</c>, <c>is_officer</c> or <c>contractor</c>.</param>
/// <param name="Method"><c>account</c>, <c>eds</c> or <c>paper</c>; null for a review.</param>
internal sealed record SignatureShape(string Kind, DateTime At, string By, string Role, string? Position, string? Method)
{
    /// <summary>SHA-256 of the CMS or the scan.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Attachment { get; init; }

    /// <summary>What was found of the certificate.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CmsFacts? Certificate { get; init; }

    /// <summary>What was said with it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }

    public static SignatureShape Of(JournalMark mark) => new(mark.Kind, mark.When().UtcDateTime, mark.By?.Name ?? "", mark.By?.As ?? "", mark.By?.Position, mark.Method)
    {
        Attachment = mark.Attachment,
        Certificate = mark.Cms,
        Note = mark.Note,
    };
}

/// <summary>An entry that a person writes.</summary>
/// <param name="Room">The room as <c>{site}/{room}</c>.</param>
/// <param name="Section">The section of the journal, where it has several.</param>
/// <param name="Equipment">The equipment concerned.</param>
/// <param name="StartedAt">When it began, RFC 3339; now when it is not given.</param>
/// <param name="EndedAt">When it ended, RFC 3339.</param>
/// <param name="Fields">Values by the column ids of the form: a text, a number, a code of the column's choices, an RFC 3339 time, or named numbers.</param>
internal sealed record EntryRequest(string? Room, string? Section, string? Equipment, string? StartedAt, string? EndedAt, IReadOnlyDictionary<string, JsonElement>? Fields)
{
    /// <summary>What happened; the journal's usual word when it is not given.</summary>
    public string? Kind { get; init; }

    /// <summary>How it went; taken from the conclusion when it is not given.</summary>
    public string? Result { get; init; }

    /// <summary>A name that the caller gives it: what is sent twice under one name is entered once.</summary>
    public string? Id { get; init; }

    /// <summary>Who writes. Where people log in, it is who they are.</summary>
    public string? By { get; init; }
}

/// <summary>A review or a signature of an entry.</summary>
/// <param name="Role">As what: <c>performer</c>, <c>room_responsible</c>, <c>is_officer</c> or <c>contractor</c>.</param>
/// <param name="Position">The signer's position.</param>
/// <param name="Signer">Who signs. Where people log in, it is who they are.</param>
/// <param name="Method"><c>account</c> (unless given), <c>eds</c> or <c>paper</c>.</param>
/// <param name="Code">For <c>account</c>: the one-time code of the signer's second factor.</param>
/// <param name="Cms">For <c>eds</c>: the detached CMS over the entry's canonical content, base64 or PEM.</param>
/// <param name="Scan">For <c>paper</c>: id of the scan, as <c>/api/v1/documents</c> gave it.</param>
/// <param name="Note">What is said with it.</param>
internal sealed record SignRequest(string? Role, string? Position, string? Signer, string? Method, string? Code, string? Cms, string? Scan, string? Note)
{
    /// <summary>The entry's hash as the signer saw it; when given, it must be that.</summary>
    public string? Hash { get; init; }
}

/// <summary>What is done with a volume.</summary>
/// <param name="Signer">Who; where people log in, it is who they are.</param>
/// <param name="Note">Why.</param>
/// <param name="Act">For erasing: id of the signed act, as <c>/api/v1/documents</c> gave it.</param>
internal sealed record VolumeRequest(string? Signer, string? Note, string? Act);
