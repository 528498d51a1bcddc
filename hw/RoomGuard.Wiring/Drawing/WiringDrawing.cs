using RoomGuard.Wiring.Boards;

namespace RoomGuard.Wiring.Drawing;

/// <summary>One device with every wire from the header to the field.</summary>
internal sealed class WiringDrawing
{
    private const double Margin = 40;
    private const double Top = 128;
    private const double Narrowest = 940;

    private readonly Canvas _canvas = new();
    private readonly Board _board;
    private readonly Device _device;
    private readonly Words _words;

    private WiringDrawing(Board board, Device device, Words words) => (_board, _device, _words) = (board, device, words);

    /// <summary>The drawing's SVG.</summary>
    public static string Draw(Board board, Device device, Words words) => new WiringDrawing(board, device, words).Draw();

    private string Draw()
    {
        var x = Margin;
        var bottom = Top;
        var left = new Column(_board.Name, [.. _device.Chain[0].Wires.Select(Pin)], x);
        var rows = Rows.Of(_device.Chain[0], Top);
        for (var index = 0; index < _device.Chain.Count; index++)
        {
            var harness = _device.Chain[index];
            var next = index + 1 < _device.Chain.Count ? Rows.Of(_device.Chain[index + 1], Top) : null;
            if (index == 0)
            {
                left.Draw(_canvas, Top, rows.Bottom - Top, rows.Y, isLeftOpen: false);
                bottom = Math.Max(bottom, rows.Bottom);
            }

            x = left.Right + new HarnessShapes(_canvas, harness, rows).Draw(left.Right, _words.Of("cable", harness.Label));
            left = DrawBlocks(harness, rows, next, x);
            bottom = Math.Max(bottom, Math.Max(rows.Bottom, next?.Bottom ?? 0));
            x = left.Right + new LinkShapes(_canvas, harness.Links, rows).Draw(left.Right, [.. harness.Wires.Select(wire => wire.Key)]);
            rows = next ?? rows;
        }

        var width = Math.Max(Math.Ceiling(x + Margin), Narrowest);
        DrawHead(width);
        return _canvas.Close(width, Math.Ceiling(DrawNotes(width, bottom + 34)), _words.Language, $"{_board.Name}: {_words.Of("device", _device.Id)}");
    }

    private Column DrawBlocks(Harness harness, Rows rows, Rows? next, double x)
    {
        var outgoing = next is null ? [] : _device.Chain[^1].Wires;
        var width = harness.Blocks.Max(block => Column.WidthOf(_words.Find("block", block.Name), harness.Wires.Select(wire => Terminal(wire.Key)).Concat(outgoing.Select(wire => wire.From ?? "")).MaxBy(text => text.Length)!, outgoing.Count > 0));
        Column? column = null;
        foreach (var (block, place) in harness.Blocks.Zip(rows.Blocks))
        {
            var terminals = block.Terminals.Select(key => (key, wire: harness.Wires.First(wire => wire.Key == key))).Select(row => row.wire.To is null ? "" : (row.wire.IsDrawn ? "" : ">") + Terminal(row.key));
            column = new Column(_words.Find("block", block.Name), [.. terminals], x, width);
            column.Draw(_canvas, place.Top, Math.Max(place.Bottom, next?.Bottom ?? 0) - place.Top, [.. place.Y], isLeftOpen: true);
        }

        if (next is not null)
        {
            foreach (var (wire, y) in outgoing.Zip(next.Y).Where(row => row.First.From is not null))
            {
                column!.DrawRight(_canvas, wire.From!, y);
            }
        }

        return column!;
    }

    private void DrawHead(double width)
    {
        _canvas.Text(Margin, 40, _words.Of("device", _device.Id), 24, isBold: true);
        _canvas.Text(Margin, 76, $"{_board.Name} · {Place(_board, _device, _words)}", 16, colour: Canvas.Pale);
        _canvas.Line(Margin, 100, width - Margin, 100, "#c9d1d9");
    }

    private double DrawNotes(double width, double y)
    {
        foreach (var note in _device.Notes)
        {
            _canvas.Dot(Margin + 5, y, 3, Canvas.Ink);
            foreach (var line in Canvas.Wrap(_words.Of("note", note), 15, width - (2 * Margin) - 20))
            {
                _canvas.Text(Margin + 20, y, line, 15);
                y += 22;
            }

            y += 4;
        }

        _canvas.Text(width - Margin, y + 10, $"hw/{_board.Id}/pins.json", 11, "end", colour: Canvas.Pale);
        return y + 30;
    }

    private string Pin(Wire wire)
    {
        var pin = _board.FindPin(wire.Pin)!;
        return pin.Name + (pin.Line is { } line ? $" · {_words.Of("head", "line")} {line}" : "") + "|" + pin.Pin;
    }

    /// <summary>Where a device is connected, in words.</summary>
    public static string Place(Board board, Device device, Words words)
    {
        if (device.Pin is { } pin)
        {
            var line = board.FindPin(pin)!;
            return $"{words.Of("head", "pin")} {pin}, {line.Name}, {words.Of("head", "line")} {line.Line}";
        }

        var bus = board.FindBus(device.Bus)!;
        return bus.Number is { } number ? $"I2C {number}, {device.Address}" : $"1-Wire, {words.Of("head", "pin")} {bus.Data}";
    }

    // What stands before a colon only tells two terminals of one name apart.
    private static string Terminal(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
