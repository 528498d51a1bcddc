using System.Globalization;

namespace RoomGuard.Wiring.Boards;

/// <summary>What is wrong with a pin map; wiring it so would harm a board or read nothing.</summary>
internal static class BoardFaults
{
    private const int Pins = 40;
    private const int FirstAddress = 0x08;
    private const int LastAddress = 0x77;

    /// <summary>Every fault, a sentence each.</summary>
    public static IReadOnlyList<string> Of(Board board) => [.. OfHeader(board), .. OfBuses(board), .. OfDevices(board), .. board.Devices.SelectMany(device => OfDevice(board, device))];

    private static IEnumerable<string> OfHeader(Board board)
    {
        if (!board.Header.Select(pin => pin.Pin).SequenceEqual(Enumerable.Range(1, Pins)))
        {
            yield return "header must have pins 1 to 40 in their order.";
        }

        foreach (var twice in Twice(board.Header.Where(pin => pin.Line is not null).Select(pin => pin.Line!.Value)))
        {
            yield return $"header has line {twice} on more than one pin.";
        }
    }

    private static IEnumerable<string> OfBuses(Board board)
    {
        foreach (var bus in board.Buses)
        {
            if (bus.Kind is not ("i2c" or "w1") || (bus.Kind == "i2c") != (bus.Number is not null && bus.Clock is not null))
            {
                yield return $"bus {bus.Id} must be of kind i2c, with number and clock, or w1, with neither.";
            }

            foreach (var pin in new[] { bus.Data, bus.Clock ?? bus.Data }.Distinct().Where(pin => board.FindPin(pin)?.Line is null))
            {
                yield return $"bus {bus.Id} is on pin {pin}, which is no line.";
            }
        }
    }

    private static IEnumerable<string> OfDevices(Board board)
    {
        var claims = board.Buses.SelectMany(bus => new[] { bus.Data, bus.Clock ?? bus.Data }.Distinct()).Concat(board.Devices.Where(device => device.Pin is not null).Select(device => device.Pin!.Value));
        foreach (var pin in Twice(claims))
        {
            yield return $"pin {pin} is taken more than once.";
        }

        foreach (var place in Twice(board.Devices.Where(device => device.Address is not null).Select(device => $"{device.Bus} {device.Address}")))
        {
            yield return $"address {place} is taken more than once.";
        }

        foreach (var id in Twice(board.Devices.Select(device => device.Id)))
        {
            yield return $"device {id} is there more than once.";
        }
    }

    private static IEnumerable<string> OfDevice(Board board, Device device)
    {
        var bus = board.FindBus(device.Bus);
        if ((bus is null) == (device.Pin is null))
        {
            yield return $"{device.Id} must have either a bus of this board or a pin.";
        }

        if (device.Pin is { } pin && (board.FindPin(pin)?.Line is null || device.Pull is not ("up" or "down")))
        {
            yield return $"{device.Id} is on pin {pin}, which must be a line, and its pull must be up or down.";
        }

        if ((bus?.Kind == "i2c") != (device.Address is not null) || (device.Address is { } address && !IsAddress(address)))
        {
            yield return $"{device.Id} must have an address from 0x08 to 0x77 on an I2C bus, and none elsewhere.";
        }

        foreach (var fault in device.Chain.SelectMany((harness, index) => OfHarness(board, device, harness, index)))
        {
            yield return $"{device.Id}: {fault}";
        }
    }

    private static IEnumerable<string> OfHarness(Board board, Device device, Harness harness, int index)
    {
        var rows = harness.Wires.Select(wire => wire.Key).ToList();
        if (!rows.SequenceEqual(harness.Blocks.SelectMany(block => block.Terminals)) || rows.Distinct().Count() != rows.Count)
        {
            yield return "wires and terminals of the blocks must be the same, each once, in the same order.";
        }

        foreach (var end in harness.Across.Concat(harness.Links).SelectMany(part => new[] { part.A, part.B }).Where(end => !rows.Contains(end)))
        {
            yield return $"a part ends at \"{end}\", which is no terminal.";
        }

        if (index < device.Chain.Count - 1 && harness.Blocks.Count != 1)
        {
            yield return "only the last harness may lead to more than one block.";
        }

        foreach (var fault in harness.Wires.Select(wire => OfWire(board, device, wire, isFirst: index == 0)).OfType<string>())
        {
            yield return fault;
        }
    }

    private static string? OfWire(Board board, Device device, Wire wire, bool isFirst)
    {
        if (isFirst != (wire.Pin is not null))
        {
            return isFirst ? $"{wire.Key} comes from no pin." : $"{wire.Key} comes from a pin, but not in the first harness.";
        }

        if (wire.Pin is not { } number)
        {
            return null;
        }

        var bus = board.FindBus(device.Bus);
        var isRight = wire.Kind switch
        {
            // A sensor's supply is also the level of its bus, and the header stands 3.3 V.
            "supply" => board.FindPin(number)?.Name == "3V3" || (device.IsOutput && board.FindPin(number)?.Name == "5V"),
            "ground" => board.FindPin(number)?.Name == "GND",
            "data" => bus?.Data == number,
            "clock" => bus?.Clock == number,
            "signal" => device.Pin == number,
            _ => false,
        };
        return isRight ? null : $"{wire.Key} is a {wire.Kind} wire on pin {number}, {board.FindPin(number)?.Name ?? "which the header does not have"}.";
    }

    private static bool IsAddress(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal) && int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var address) && address is >= FirstAddress and <= LastAddress;

    private static IEnumerable<T> Twice<T>(IEnumerable<T> items) => items.GroupBy(item => item).Where(group => group.Count() > 1).Select(group => group.Key);
}
