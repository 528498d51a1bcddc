using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>What keeps a row from being entered.</summary>
/// <param name="Sheet">The sheet; empty for a CSV.</param>
/// <param name="Row">The row as a spreadsheet counts, the heads being 1.</param>
/// <param name="Column">The head of the column as the file writes it, or its id where the file has none.</param>
/// <param name="Kind">The kind of fault.</param>
/// <param name="What">What must be, in English.</param>
internal sealed record ImportFault(string Sheet, int Row, string Column, ImportFaultKind Kind, string What)
{
    /// <summary>The column of the form that it is in; null for none.</summary>
    public JournalColumn? Of { get; init; }

    /// <summary>Where it is, as <c>row 3, Category</c>.</summary>
    public string Where => FormattableString.Invariant($"{(Sheet.Length == 0 ? "" : Sheet + ", ")}row {Row}, {Column}");
}

/// <summary>Kinds of faults of a row.</summary>
internal enum ImportFaultKind
{
    /// <summary>The journal has no such column.</summary>
    Column,

    /// <summary>Another column of the table is the same one of the form.</summary>
    Twice,

    /// <summary>The journal has no such section.</summary>
    Section,

    /// <summary>There is no such room, or none is named.</summary>
    Room,

    /// <summary>Nothing says when it began.</summary>
    Start,

    /// <summary>It began or ended when it cannot have.</summary>
    Period,

    /// <summary>No column of the form is filled.</summary>
    Empty,

    /// <summary>Not a word of letters, digits, dots, dashes and underscores.</summary>
    Word,

    /// <summary>Not a text.</summary>
    Text,

    /// <summary>Not a number.</summary>
    Number,

    /// <summary>Not named numbers.</summary>
    Numbers,

    /// <summary>Not a time.</summary>
    Time,

    /// <summary>Not one of the choices.</summary>
    Choice,
}

/// <summary>Why nothing at all can be read.</summary>
/// <param name="Kind">The kind of refusal.</param>
/// <param name="What">What must be, in English.</param>
internal sealed record ImportRefusal(ImportRefusalKind Kind, string What)
{
    /// <summary>The status, where it is not that of a wrong request.</summary>
    public int? Status { get; init; }
}

/// <summary>Kinds of refusals of a whole file.</summary>
internal enum ImportRefusalKind
{
    /// <summary>It has no rows.</summary>
    Empty,

    /// <summary>It has too many rows.</summary>
    ManyRows,

    /// <summary>It has too many bytes, or did not come whole.</summary>
    Large,

    /// <summary>It is not in UTF-8.</summary>
    Encoding,

    /// <summary>It is neither CSV nor XLSX.</summary>
    Form,

    /// <summary>Nobody says who imports.</summary>
    Nobody,
}
