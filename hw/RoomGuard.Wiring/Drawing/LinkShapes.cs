using RoomGuard.Wiring.Boards;

namespace RoomGuard.Wiring.Drawing;

/// <summary>Wires from one block to another, right of both.</summary>
internal sealed class LinkShapes(Canvas canvas, IReadOnlyList<Part> links, Rows rows)
{
    private const double Reach = 34;

    /// <summary>Draws right of <paramref name="left"/>, and gives the width that it took.</summary>
    /// <param name="keys">The rows' keys, from top to bottom.</param>
    public double Draw(double left, IReadOnlyList<string> keys)
    {
        var x = left;
        foreach (var link in links)
        {
            var (upper, lower) = (rows.Y[Index(keys, link.A)], rows.Y[Index(keys, link.B)]);
            var bend = x + Reach;
            canvas.Line(left + 5, upper, bend, upper, width: 3);
            canvas.Line(left + 5, lower, bend, lower, width: 3);
            canvas.Line(bend, upper - 1.5, bend, lower + 1.5, width: 3);
            canvas.Dot(left, upper, 5, "#ffffff", Canvas.Ink);
            canvas.Dot(left, lower, 5, "#ffffff", Canvas.Ink);
            if (link.Name is { } part)
            {
                Symbols.Upright(canvas, part, bend, (upper + lower) / 2);
            }

            x = bend + 18 + Symbols.Room(link.Name);
        }

        return x - left;
    }

    private static int Index(IReadOnlyList<string> keys, string key) => Enumerable.Range(0, keys.Count).First(index => keys[index] == key);
}
