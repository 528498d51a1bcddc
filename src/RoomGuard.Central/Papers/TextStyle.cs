namespace RoomGuard.Central.Papers;

/// <summary>A colour of print.</summary>
internal readonly record struct Ink(byte Red, byte Green, byte Blue)
{
    /// <summary>What text is printed in.</summary>
    public static Ink Black { get; } = new(0x14, 0x1a, 0x20);

    /// <summary>For what stands beside the matter.</summary>
    public static Ink Grey { get; } = new(0x50, 0x5a, 0x64);

    /// <summary>Lines of tables.</summary>
    public static Ink Line { get; } = new(0x9a, 0xa4, 0xad);

    /// <summary>Behind the heads of tables.</summary>
    public static Ink HeadGround { get; } = new(0xe6, 0xea, 0xee);
}

/// <summary>How a text is set.</summary>
/// <param name="IsBold">Whether in bold.</param>
/// <param name="Size">The size of its letters, in points.</param>
/// <param name="Ink">Its colour.</param>
internal readonly record struct TextStyle(bool IsBold, double Size, Ink Ink)
{
    /// <summary>The title of a document.</summary>
    public static TextStyle Title { get; } = new(true, 15, Ink.Black);

    /// <summary>A section's heading.</summary>
    public static TextStyle Heading { get; } = new(true, 12.5, Ink.Black);

    /// <summary>A heading below that.</summary>
    public static TextStyle Subheading { get; } = new(true, 10.5, Ink.Black);

    /// <summary>Running text.</summary>
    public static TextStyle Body { get; } = new(false, 9.5, Ink.Black);

    /// <summary>Running text that stands beside the matter.</summary>
    public static TextStyle Note { get; } = new(false, 8, Ink.Grey);

    /// <summary>The head of a table.</summary>
    public static TextStyle CellHead { get; } = new(true, 8, Ink.Black);

    /// <summary>What stands in a table.</summary>
    public static TextStyle Cell { get; } = new(false, 8, Ink.Black);

    /// <summary>What decides in a table.</summary>
    public static TextStyle CellStrong { get; } = new(true, 8, Ink.Black);

    /// <summary>What explains in a table.</summary>
    public static TextStyle CellNote { get; } = new(false, 7.2, Ink.Grey);

    /// <summary>What it is printed with.</summary>
    public PaperFont Font => IsBold ? PaperFont.Bold : PaperFont.Regular;

    /// <summary>From one line to the next, in points.</summary>
    public double LineHeight => Size * 1.36;

    /// <summary>From the top of a line to where its letters stand, in points.</summary>
    public double Ascent => Size * 1.05;
}

/// <summary>A text and how it is set; as long as it wants to be.</summary>
internal readonly record struct Passage(string Text, TextStyle Style);
