using RoomGuard.Central.Papers;

namespace RoomGuard.Central.Journals.Exports.Printing;

/// <summary>How a journal is set: what is read first, and the other language beneath it in smaller type.</summary>
internal static class PrintStyles
{
    /// <summary>The title on a cover.</summary>
    public static TextStyle CoverTitle { get; } = new(true, 19, Ink.Black);

    /// <summary>The same beneath.</summary>
    public static TextStyle CoverBeneath { get; } = new(false, 13, Ink.Grey);

    /// <summary>The head of a line on a cover and at the end.</summary>
    public static TextStyle LineHead { get; } = new(true, 9, Ink.Grey);

    /// <summary>The same beneath.</summary>
    public static TextStyle LineHeadBeneath { get; } = new(false, 7.6, Ink.Grey);

    /// <summary>What such a line says.</summary>
    public static TextStyle Line { get; } = new(false, 10, Ink.Black);

    /// <summary>The same beneath.</summary>
    public static TextStyle LineBeneath { get; } = new(false, 8, Ink.Grey);

    /// <summary>The head of a value in an entry.</summary>
    public static TextStyle FieldHead { get; } = new(true, 6.2, Ink.Grey);

    /// <summary>The same beneath.</summary>
    public static TextStyle FieldHeadBeneath { get; } = new(false, 5.8, Ink.Grey);

    /// <summary>A value of an entry.</summary>
    public static TextStyle Field { get; } = new(false, 8.4, Ink.Black);

    /// <summary>The same beneath.</summary>
    public static TextStyle FieldBeneath { get; } = new(false, 6.8, Ink.Grey);

    /// <summary>What finds an entry.</summary>
    public static TextStyle Found { get; } = new(true, 8.4, Ink.Black);

    /// <summary>The head of a column of a table.</summary>
    public static TextStyle ColumnHead { get; } = new(true, 6.4, Ink.Black);

    /// <summary>The same beneath.</summary>
    public static TextStyle ColumnHeadBeneath { get; } = new(false, 5.8, Ink.Grey);

    /// <summary>A value in a table.</summary>
    public static TextStyle Cell { get; } = new(false, 7.4, Ink.Black);

    /// <summary>The same beneath.</summary>
    public static TextStyle CellBeneath { get; } = new(false, 6.4, Ink.Grey);

    /// <summary>Corrections and signatures.</summary>
    public static TextStyle End { get; } = new(false, 7.6, Ink.Black);

    /// <summary>What stands beside the matter of an entry.</summary>
    public static TextStyle Note { get; } = new(false, 6.8, Ink.Grey);

    /// <summary>The same beneath.</summary>
    public static TextStyle NoteBeneath { get; } = new(false, 6.2, Ink.Grey);

    /// <summary>Both languages of what is said, below each other.</summary>
    public static IEnumerable<Passage> Both(Said said, TextStyle first, TextStyle beneath) => [new Passage(said.First, first), new Passage(said.Beneath, beneath)];
}
