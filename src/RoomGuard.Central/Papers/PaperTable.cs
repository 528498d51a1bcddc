namespace RoomGuard.Central.Papers;

/// <summary>A table: its rows may be longer than a page, its head stands on every page.</summary>
/// <param name="Columns">Its columns.</param>
internal sealed record PaperTable(IReadOnlyList<PaperColumn> Columns)
{
    /// <summary>Its rows; each has a cell for every column.</summary>
    public IReadOnlyList<PaperRow> Rows { get; init; } = [];

    /// <summary>Whether it has a head and lines; without them it is a list of names and what belongs to them.</summary>
    public bool IsRuled { get; init; } = true;
}

/// <summary>A column.</summary>
/// <param name="Head">What stands above it.</param>
/// <param name="Share">Its part of the width; the parts of a table are added up.</param>
internal sealed record PaperColumn(string Head, double Share)
{
    /// <summary>What stands above it, line by line; the head alone unless set.</summary>
    public IReadOnlyList<Passage> Heads { get => field ?? [new Passage(Head, TextStyle.CellHead)]; init; }
}

/// <summary>A row.</summary>
internal sealed record PaperRow(params IReadOnlyList<PaperCell> Cells)
{
    /// <summary>The height it has at least, in points: room to write by hand.</summary>
    public double MinHeight { get; init; }
}

/// <summary>A cell: passages below each other.</summary>
internal sealed record PaperCell(params IReadOnlyList<Passage> Passages)
{
    /// <summary>The colour behind it; null for none.</summary>
    public Ink? Ground { get; init; }

    /// <summary>A cell of one plain text.</summary>
    public static implicit operator PaperCell(string text) => new(new Passage(text, TextStyle.Cell));
}
