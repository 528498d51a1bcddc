using RoomGuard.Central.Web.Views;

namespace RoomGuard.Central.Web.Inspections;

/// <summary>A checklist for one room.</summary>
/// <param name="Room">The room as <c>{site}/{room}</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Site">Its site.</param>
/// <param name="Edition">The edition of the requirements.</param>
/// <param name="Due">What somebody has to look at now.</param>
/// <param name="Others">Everything else, in the order of the clause.</param>
public sealed record InspectionView(string Room, string Name, string Site, string Edition, IReadOnlyList<InspectionEntry> Due, IReadOnlyList<InspectionEntry> Others);

/// <summary>One piece of evidence to be given.</summary>
/// <param name="Item">The item, or the half of one, as an attestation names it.</param>
/// <param name="Slot">The piece of evidence.</param>
/// <param name="Text">The item's text.</param>
/// <param name="KazakhText">The same in Kazakh; null when the reader's text is.</param>
/// <param name="Evidence">What is asked.</param>
/// <param name="State">How the item stands.</param>
/// <param name="Reasons">Why, in words.</param>
/// <param name="Choices">What can be stated.</param>
public sealed record InspectionEntry(
    string Item, string Slot, string Text, string? KazakhText, string Evidence, Badge State, IReadOnlyList<string> Reasons, IReadOnlyList<InspectionChoice> Choices)
{
    /// <summary>Whether a plan, act or certificate is asked, rather than a look.</summary>
    public bool IsDocument { get; init; }

    /// <summary>What was attested last, in words; null when nothing was.</summary>
    public string? Last { get; init; }

    /// <summary>A name for ids in the page.</summary>
    public string Id => $"{Item.Replace('.', '-')}-{Slot}";
}

/// <summary>Something that can be stated of an item.</summary>
/// <param name="Word">The statement as the HTTP contract spells it.</param>
/// <param name="Text">How it is said.</param>
/// <param name="Side">Which way it speaks: <c>supports</c>, <c>contradicts</c>, <c>excludes</c>.</param>
/// <param name="Meaning">The same in words.</param>
public sealed record InspectionChoice(string Word, string Text, string Side, string Meaning);
