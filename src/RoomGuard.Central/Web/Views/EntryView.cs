namespace RoomGuard.Central.Web.Views;

/// <summary>One journal entry as the list shows it.</summary>
/// <param name="Key">Unique on the page, fit for an HTML id.</param>
/// <param name="Number">Its number in its journal, said as people say it.</param>
/// <param name="Journal">The journal's id and title.</param>
/// <param name="Title">What was tested or happened, and on what.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Period">From when to when, on the site's clocks.</param>
/// <param name="Columns">The filled columns of the form, in its order.</param>
/// <param name="Hash">The entry's hash, hexadecimal.</param>
public sealed record EntryView(
    string Key, string Number, string Journal, string Title, Badge Result, string Period, IReadOnlyList<ColumnView> Columns, string Hash)
{
    /// <summary>Whether it is a draft, reviewed, signed, or closed with its volume.</summary>
    public required Badge State { get; init; }

    /// <summary>Where it stands on the page of its journal.</summary>
    public required string Href { get; init; }
}

/// <summary>One filled column of a journal entry.</summary>
/// <param name="Head">The head of the column.</param>
/// <param name="Value">What stands in it.</param>
public sealed record ColumnView(string Head, string Value);
