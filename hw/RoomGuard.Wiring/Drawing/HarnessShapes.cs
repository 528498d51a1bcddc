using RoomGuard.Wiring.Boards;

namespace RoomGuard.Wiring.Drawing;

/// <summary>The wires between two blocks, with the parts in them and between them.</summary>
internal sealed class HarnessShapes(Canvas canvas, Harness harness, Rows rows)
{
    private const double Start = 34;
    private const double Slot = 84;
    private const double Cable = 150;

    private static readonly Dictionary<string, string> Colours = new(StringComparer.Ordinal)
    {
        ["supply"] = "#c62828",
        ["ground"] = "#37474f",
        ["data"] = "#1565c0",
        ["clock"] = "#b26a00",
        ["signal"] = "#2e7d32",
    };

    /// <summary>Draws from <paramref name="left"/> on, and gives the width that it took.</summary>
    public double Draw(double left, string label)
    {
        var series = harness.Wires.Max(wire => wire.Series.Count);
        var x = left + Start + (series * Slot);
        var across = Place(x);
        x = across.Select(part => part.X + Symbols.Room(part.Part.Name) + 32).Append(x).Max();
        var right = x + Cable;
        foreach (var (wire, y) in harness.Wires.Zip(rows.Y).Where(row => row.First.IsDrawn))
        {
            var end = wire.To is null ? across.Where(part => part.Part.A == wire.Key || part.Part.B == wire.Key).Max(part => part.X) : right - 5;
            canvas.Line(left + (wire.Pin is null ? 5 : 15), y, end, y, Colours[wire.Kind], 3);
            foreach (var (part, index) in wire.Series.Select((part, index) => (part, index)))
            {
                Symbols.Along(canvas, part, left + Start + (index * Slot) + (Slot / 2), y);
            }
        }

        foreach (var (part, place) in across)
        {
            DrawAcross(part, place);
        }

        DrawLabel(label, left, right);
        return right - left;
    }

    // Parts whose rows do not meet may stand above each other.
    private List<(Part Part, double X)> Place(double left)
    {
        var placed = new List<(Part Part, double X)>();
        foreach (var part in harness.Across)
        {
            var beside = placed.Where(other => Row(other.Part.A) <= Row(part.B) && Row(part.A) <= Row(other.Part.B)).Select(other => other.X + Symbols.Room(other.Part.Name) + 54);
            placed.Add((part, beside.Append(left + 22).Max()));
        }

        return placed;
    }

    private void DrawAcross(Part part, double x)
    {
        var (upper, lower) = (Row(part.A), Row(part.B));
        canvas.Line(x, upper, x, lower);
        canvas.Dot(x, upper, 4, Canvas.Ink);
        canvas.Dot(x, lower, 4, Canvas.Ink);
        Symbols.Upright(canvas, part.Name!, x, (upper + lower) / 2);
    }

    private double Row(string key) => rows.Y[harness.Wires.Select((wire, index) => (wire, index)).First(row => row.wire.Key == key).index];

    private void DrawLabel(string label, double left, double right)
    {
        var lines = Canvas.Wrap(label, 13, right - left - 24);
        var y = rows.Blocks[0].Top + 8;
        foreach (var line in lines)
        {
            canvas.Text((left + right) / 2, y, line, 13, "middle", colour: Canvas.Pale);
            y += 17;
        }
    }
}
