namespace RoomGuard.Wiring.Drawing;

/// <summary>A block with its title and its terminals; the board is one whose terminals are pins.</summary>
internal sealed class Column
{
    /// <summary>Room for the title.</summary>
    public const double TitleHeight = 40;

    private const double Label = 15;

    private readonly string _title;
    private readonly IReadOnlyList<string> _terminals;
    private readonly double _x;
    private readonly double _width;

    /// <param name="terminals">A text each row; a pin's number stands behind <c>|</c>; one that only a link reaches begins with <c>&gt;</c>; empty rows have none.</param>
    public Column(string title, IReadOnlyList<string> terminals, double x, double? width = null)
    {
        (_title, _terminals, _x) = (title, terminals, x);
        _width = width ?? WidthOf(title, terminals.MaxBy(text => text.Length)!, hasTwoSides: false) + 24;
    }

    /// <summary>Where wires to the right begin.</summary>
    public double Right => _x + _width;

    /// <summary>The width that a title and its longest terminal need.</summary>
    public static double WidthOf(string title, string longest, bool hasTwoSides) =>
        Math.Ceiling(Math.Max(Canvas.Width(title, 16, isBold: true) + 32, (Canvas.Width(longest, Label) * (hasTwoSides ? 2 : 1)) + (hasTwoSides ? 76 : 48)));

    /// <summary>Draws the box and the terminals of its left side, or, of the board, its pins to the right.</summary>
    public void Draw(Canvas canvas, double top, double height, IReadOnlyList<double> rows, bool isLeftOpen)
    {
        canvas.Box(_x, top, _width, height, "#f3f6f9", radius: 6);
        canvas.Box(_x, top, _width, TitleHeight, "#dde6ee", radius: 6);
        canvas.Text(_x + (_width / 2), top + (TitleHeight / 2), _title, 16, "middle", isBold: true);
        foreach (var (terminal, y) in _terminals.Zip(rows).Where(row => row.First.Length > 0))
        {
            if (terminal[0] == '>')
            {
                canvas.Text(Right - 16, y, terminal[1..], Label, "end");
            }
            else if (isLeftOpen)
            {
                canvas.Dot(_x, y, 5, "#ffffff", Canvas.Ink);
                canvas.Text(_x + 16, y, terminal, Label);
            }
            else
            {
                var parts = terminal.Split('|');
                canvas.Text(_x + 14, y, parts[0], Label);
                canvas.Dot(Right, y, 15, "#ffffff", Canvas.Ink);
                canvas.Text(Right, y, parts[1], 14, "middle", isBold: true);
            }
        }
    }

    /// <summary>A terminal of the right side.</summary>
    public void DrawRight(Canvas canvas, string terminal, double y)
    {
        canvas.Dot(Right, y, 5, "#ffffff", Canvas.Ink);
        canvas.Text(Right - 16, y, terminal, Label, "end");
    }
}
