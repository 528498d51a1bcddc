namespace RoomGuard.Wiring.Drawing;

/// <summary>Symbols of parts after IEC 60617: a resistor is a box, a fuse a box with the wire through it, a capacitor two plates.</summary>
internal static class Symbols
{
    /// <summary>Half of a symbol's length along its wire.</summary>
    public const double HalfLength = 26;

    private const double HalfWidth = 9;

    /// <summary>A part in a horizontal wire, its value above.</summary>
    public static void Along(Canvas canvas, string part, double x, double y)
    {
        var (kind, value) = Split(part);
        canvas.Box(x - HalfLength, y - HalfWidth, 2 * HalfLength, 2 * HalfWidth, "#ffffff");
        if (kind == "F")
        {
            canvas.Line(x - HalfLength, y, x + HalfLength, y);
        }

        canvas.Text(x, y - HalfWidth - 10, value, 13, "middle");
    }

    /// <summary>A part in a vertical wire, its value to the right.</summary>
    public static void Upright(Canvas canvas, string part, double x, double y)
    {
        var (kind, value) = Split(part);
        if (kind == "C")
        {
            canvas.Box(x - 14, y - 3, 28, 6, "#ffffff", "#ffffff");
            canvas.Line(x - 14, y - 3, x + 14, y - 3, width: 3);
            canvas.Line(x - 14, y + 3, x + 14, y + 3, width: 3);
        }
        else
        {
            canvas.Box(x - HalfWidth, y - 16, 2 * HalfWidth, 32, "#ffffff");
            if (kind == "F")
            {
                canvas.Line(x, y - 16, x, y + 16);
            }
        }

        canvas.Text(x + 18, y, value, 13);
    }

    /// <summary>How much room a part's value needs.</summary>
    public static double Room(string? part) => part is null ? 0 : Canvas.Width(Split(part).Value, 13);

    private static (string Kind, string Value) Split(string part)
    {
        var space = part.IndexOf(' ', StringComparison.Ordinal);
        return (part[..space], part[(space + 1)..]);
    }
}
