namespace RoomGuard.Central.Web.Views;

/// <summary>The form with which a person writes an entry, or puts one right.</summary>
/// <param name="Journal">The journal's id.</param>
/// <param name="Title">The journal's title.</param>
/// <param name="Sections">The sections to choose from; one or none leaves nothing to choose.</param>
/// <param name="Section">The section that is written.</param>
/// <param name="Corrects">Number of the entry that is put right; null for a new one.</param>
/// <param name="Rooms">The rooms to choose from.</param>
/// <param name="Equipment">The equipment to choose from.</param>
/// <param name="NeedsRoom">Whether the journal is one of rooms.</param>
/// <param name="Fields">The columns.</param>
public sealed record EntryFormView(
    string Journal,
    string Title,
    IReadOnlyList<PlaceView> Sections,
    string Section,
    long? Corrects,
    IReadOnlyList<PlaceView> Rooms,
    IReadOnlyList<PlaceView> Equipment,
    bool NeedsRoom,
    IReadOnlyList<EntryFieldView> Fields)
{
    /// <summary>The room that is chosen at first; empty for none.</summary>
    public string Room { get; init; } = "";

    /// <summary>The equipment that is named at first; empty for none.</summary>
    public string EquipmentId { get; init; } = "";

    /// <summary>When it began, for a field of date and time.</summary>
    public required EntryFieldView StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required EntryFieldView EndedAt { get; init; }

    /// <summary>What is called to write it.</summary>
    public string Call => Corrects is null ? $"/api/v1/journals/{Journal}/entries" : $"/api/v1/journals/{Journal}/entries/{Corrects}/correct";
}

/// <summary>One field of the form.</summary>
/// <param name="Id">The key of the column.</param>
/// <param name="Head">Its label.</param>
/// <param name="Type"><c>text</c>, <c>number</c>, <c>numbers</c>, <c>time</c> or <c>choice</c>.</param>
/// <param name="Value">What stands in it at first.</param>
/// <param name="Choices">What a choice may be.</param>
public sealed record EntryFieldView(string Id, string Head, string Type, string Value, IReadOnlyList<PlaceView> Choices)
{
    /// <summary>The unit of a number that was there before; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The exact instant that <see cref="Value"/> stands for, RFC 3339; empty for none.</summary>
    public string Exact { get; init; } = "";
}
