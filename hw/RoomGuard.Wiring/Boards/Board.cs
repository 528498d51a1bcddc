using System.Text.Json.Serialization;

namespace RoomGuard.Wiring.Boards;

/// <summary>A board's pin map, as <c>hw/&lt;board&gt;/pins.json</c> has it.</summary>
internal sealed record Board
{
    /// <summary>Folder below <c>hw</c> and <c>firmware-config</c>.</summary>
    [JsonPropertyName("board")]
    public required string Id { get; init; }

    /// <summary>What the maker calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The GPIO chip that the header's lines belong to.</summary>
    public required GpioChip Chip { get; init; }

    /// <summary>The device tree that Debian 12's arm64 kernel has for this board; null when it has none.</summary>
    public string? DebianTree { get; init; }

    /// <summary>The forty pins.</summary>
    public required IReadOnlyList<HeaderPin> Header { get; init; }

    /// <summary>What several devices share.</summary>
    public required IReadOnlyList<Bus> Buses { get; init; }

    /// <summary>What is wired to the board.</summary>
    public required IReadOnlyList<Device> Devices { get; init; }

    /// <summary>The pin of a number; null when the header has none.</summary>
    public HeaderPin? FindPin(int? number) => Header.FirstOrDefault(pin => pin.Pin == number);

    /// <summary>The bus of an id; null when there is none.</summary>
    public Bus? FindBus(string? id) => Buses.FirstOrDefault(bus => bus.Id == id);
}

/// <summary>A GPIO chip.</summary>
/// <param name="Label">What the kernel calls it: <c>gpiodetect</c> shows it.</param>
internal sealed record GpioChip(string Label)
{
    /// <summary>Its path in <see cref="Board.DebianTree"/>.</summary>
    public string? Node { get; init; }
}

/// <summary>One pin of the header.</summary>
/// <param name="Pin">1 to 40.</param>
/// <param name="Name">The maker's name.</param>
internal sealed record HeaderPin(int Pin, string Name)
{
    /// <summary>The line's number on <see cref="Board.Chip"/>; null when it is none.</summary>
    public int? Line { get; init; }

    /// <summary>What it does beside being a line, in the kernel's words.</summary>
    public string? Function { get; init; }
}

/// <summary>Wires that several devices share.</summary>
/// <param name="Id">What devices name it by; in an overlay its label.</param>
/// <param name="Kind"><c>i2c</c> or <c>w1</c>.</param>
/// <param name="Data">The pin of SDA or DQ.</param>
/// <param name="PullUp">The resistors to 3.3 V; those of I2C are on the board.</param>
internal sealed record Bus(string Id, string Kind, int Data, string PullUp)
{
    /// <summary>Number of the I2C bus: <c>/dev/i2c-1</c>.</summary>
    public int? Number { get; init; }

    /// <summary>The pin of SCL.</summary>
    public int? Clock { get; init; }

    /// <summary>Its path in <see cref="Board.DebianTree"/>.</summary>
    public string? Node { get; init; }
}
