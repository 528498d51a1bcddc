using System.Globalization;

namespace RoomGuard.Devices.I2c;

/// <summary>Where a chip sits: <c>1:0x44</c>, the number of the bus and the address on it.</summary>
internal readonly record struct I2cPlace(int Bus, int Address)
{
    private const int MostBuses = 64;

    // The others are reserved by the bus itself.
    private const int FirstAddress = 0x08;
    private const int LastAddress = 0x77;

    /// <summary>Parses such a text; false for every other.</summary>
    internal static bool TryParse(string text, out I2cPlace place)
    {
        place = default;
        if (text.Split(':') is not [var bus, { Length: 4 } address] || !address.StartsWith("0x", StringComparison.Ordinal)
            || !int.TryParse(bus, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= MostBuses
            || !int.TryParse(address.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var at) || at is < FirstAddress or > LastAddress)
        {
            return false;
        }

        place = new I2cPlace(number, at);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bus}:0x{Address:x2}");
}
