using RoomGuard.Wiring.Boards;

namespace RoomGuard.Wiring.Drawing;

/// <summary>The header with what is wired to each pin, and a table of the devices below.</summary>
internal sealed class HeaderDrawing
{
    private const double Width = 1240;
    private const double Middle = Width / 2;
    private const double Top = 150;
    private const double Pitch = 34;

    private static readonly Dictionary<string, string> Fills = new(StringComparer.Ordinal)
    {
        ["3V3"] = "#f6b26b",
        ["5V"] = "#e06666",
        ["1V8"] = "#ffe08a",
        ["GND"] = "#55606b",
    };

    private readonly Canvas _canvas = new();
    private readonly Board _board;
    private readonly Words _words;
    private readonly Dictionary<int, string> _uses = [];

    private HeaderDrawing(Board board, Words words)
    {
        (_board, _words) = (board, words);
        foreach (var bus in board.Buses)
        {
            _uses[bus.Data] = bus.Number is { } number ? $"I2C {number} SDA" : "1-Wire DQ";
            if (bus.Clock is { } clock)
            {
                _uses[clock] = $"I2C {bus.Number} SCL";
            }
        }

        foreach (var device in board.Devices.Where(device => device.Pin is not null))
        {
            _uses[device.Pin!.Value] = words.Of("device", device.Id);
        }
    }

    /// <summary>The drawing's SVG.</summary>
    public static string Draw(Board board, Words words) => new HeaderDrawing(board, words).Draw();

    private string Draw()
    {
        _canvas.Text(40, 40, $"{_board.Name}: {_words.Of("head", "title")}", 24, isBold: true);
        _canvas.Text(40, 76, $"{_words.Of("head", "chip")} {_board.Chip.Label} · {_words.Of("head", "first")}", 16, colour: Canvas.Pale);
        _canvas.Line(40, 100, Width - 40, 100, "#c9d1d9");
        _canvas.Box(Middle - 52, Top - 26, 104, (19 * Pitch) + 52, "#2b333b", radius: 8);
        foreach (var pin in _board.Header)
        {
            DrawPin(pin);
        }

        var bottom = DrawTable(Top + (20 * Pitch) + 30);
        _canvas.Text(Width - 40, bottom + 16, $"hw/{_board.Id}/pins.json", 11, "end", colour: Canvas.Pale);
        return _canvas.Close(Width, bottom + 40, _words.Language, $"{_board.Name}: {_words.Of("head", "title")}");
    }

    private void DrawPin(HeaderPin pin)
    {
        var isOdd = pin.Pin % 2 == 1;
        var side = isOdd ? -1 : 1;
        var anchor = isOdd ? "end" : "start";
        var y = Top + ((pin.Pin - 1) / 2 * Pitch);
        var x = Middle + (side * 25);
        var use = _uses.GetValueOrDefault(pin.Pin);
        var fill = use is not null ? "#8fd19e" : Fills.GetValueOrDefault(pin.Name, "#e8edf2");
        _canvas.Dot(x, y, 14, fill, Canvas.Ink);
        _canvas.Text(x, y, $"{pin.Pin}", 13, "middle", isBold: true, colour: pin.Name == "GND" ? "#ffffff" : Canvas.Ink);
        _canvas.Text(Middle + (side * 64), y, pin.Name, 15, anchor, isBold: true);
        if (pin.Line is { } line)
        {
            _canvas.Text(Middle + (side * 154), y, $"{_words.Of("head", "line")} {line}", 14, anchor, colour: Canvas.Pale);
            if (use is null)
            {
                _canvas.Text(Middle + (side * 262), y, pin.Function ?? "", 14, anchor, colour: Canvas.Pale);
            }
        }

        if (use is not null)
        {
            _canvas.Line(Middle + (side * 244), y, Middle + (side * 256), y, "#2e7d32", 3);
            _canvas.Text(Middle + (side * 262), y, use, 15, anchor, isBold: true, colour: "#1b5e20");
        }
    }

    private double DrawTable(double y)
    {
        double[] columns = [40, 520, 830, 950, 1090];
        string[] heads = ["device", "place", "pull", "true", "driver"];
        foreach (var (head, x) in heads.Zip(columns))
        {
            _canvas.Text(x, y, _words.Of("head", head), 14, isBold: true);
        }

        foreach (var device in _board.Devices)
        {
            y += 30;
            _canvas.Line(40, y - 15, Width - 40, y - 15, "#dde3e8", 1);
            string[] cells =
            [
                _words.Of("device", device.Id),
                WiringDrawing.Place(_board, device, _words),
                device.Pull is null ? "" : _words.Of("head", device.Pull),
                device.Pin is null ? "" : _words.Of("head", device.ActiveLow ? "low" : "high"),
                device.Driver,
            ];
            foreach (var (cell, x) in cells.Zip(columns))
            {
                _canvas.Text(x, y, cell, 14);
            }
        }

        return y + 10;
    }
}
