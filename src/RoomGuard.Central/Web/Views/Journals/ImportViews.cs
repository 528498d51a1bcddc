namespace RoomGuard.Central.Web.Views;

/// <summary>The page with which a person imports a table into a journal.</summary>
/// <param name="Journal">The journal's id.</param>
/// <param name="Title">The journal's title.</param>
/// <param name="Rooms">The rooms that lines may be of.</param>
/// <param name="Sections">The sections of the journal with their columns.</param>
/// <param name="MostBytes">Most bytes of a table.</param>
public sealed record ImportView(string Journal, string Title, IReadOnlyList<PlaceView> Rooms, IReadOnlyList<ImportSectionView> Sections, int MostBytes)
{
    /// <summary>Where the page is; what is called with the table lies below it.</summary>
    public string Href => $"/journals/{Journal}/import";

    /// <summary>What is called to enter a table.</summary>
    public string Call => $"/api/v1/journals/{Journal}/import";
}

/// <summary>A section of a journal.</summary>
/// <param name="Id">Its id; empty for the only one of a journal without sections.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Columns">Its columns, each with what it takes.</param>
public sealed record ImportSectionView(string Id, string Name, IReadOnlyList<ColumnView> Columns);

/// <summary>What a table would become, or why it cannot.</summary>
public sealed record ImportCheckView
{
    /// <summary>Why nothing of it can be read; null when it was read.</summary>
    public string? Refusal { get; init; }

    /// <summary>What is to be said first: how many lines would be entered, or how many faults there are.</summary>
    public required Badge Verdict { get; init; }

    /// <summary>How many lines are in their journal already; null for none.</summary>
    public string? Known { get; init; }

    /// <summary>What is wrong, by line.</summary>
    public IReadOnlyList<ImportFaultView> Faults { get; init; } = [];

    /// <summary>What would be entered, by line.</summary>
    public IReadOnlyList<ImportLineView> Lines { get; init; } = [];

    /// <summary>That there are more of them than are shown; null when all are.</summary>
    public string? More { get; init; }

    /// <summary>Whether it may be entered.</summary>
    public bool IsReady => Lines.Count > 0 && Faults.Count == 0;
}

/// <summary>A fault of a line.</summary>
/// <param name="Line">The line as a spreadsheet counts, with its sheet.</param>
/// <param name="Column">The head of the column.</param>
/// <param name="What">What is wrong.</param>
public sealed record ImportFaultView(string Line, string Column, string What);

/// <summary>A line that would be entered.</summary>
/// <param name="Line">The line as a spreadsheet counts, with its sheet.</param>
/// <param name="Room">The room; empty for none.</param>
/// <param name="When">From when to when, on the site's clocks.</param>
/// <param name="What">What happened, and to what.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Standing">Whether it is new.</param>
public sealed record ImportLineView(string Line, string Room, string When, string What, Badge Result, Badge Standing);
