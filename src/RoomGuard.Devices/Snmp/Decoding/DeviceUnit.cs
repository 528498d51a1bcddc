using System.Collections.Frozen;

namespace RoomGuard.Devices.Snmp;

/// <summary>The units that devices measure in, and what they are in the units of the signal catalogue. Pure.</summary>
internal static class DeviceUnit
{
    // Of each: the quantity, and how an amount becomes one of the quantity's first unit.
    private static readonly FrozenDictionary<string, (string Quantity, double Factor, double Offset)> Units = new Dictionary<string, (string, double, double)>(StringComparer.Ordinal)
    {
        ["Cel"] = ("temperature", 1, 0),
        ["degF"] = ("temperature", 5.0 / 9, -160.0 / 9),
        ["K"] = ("temperature", 1, -273.15),
        ["%"] = ("ratio", 1, 0),
        ["%RH"] = ("ratio", 1, 0),
        ["V"] = ("voltage", 1, 0),
        ["mV"] = ("voltage", 0.001, 0),
        ["kV"] = ("voltage", 1000, 0),
        ["A"] = ("current", 1, 0),
        ["mA"] = ("current", 0.001, 0),
        ["W"] = ("power", 1, 0),
        ["kW"] = ("power", 1000, 0),
        ["VA"] = ("apparent power", 1, 0),
        ["kVA"] = ("apparent power", 1000, 0),
        ["kWh"] = ("energy", 1, 0),
        ["Wh"] = ("energy", 0.001, 0),
        ["MWh"] = ("energy", 1000, 0),
        ["Hz"] = ("frequency", 1, 0),
        ["1/min"] = ("speed", 1, 0),
        ["s"] = ("time", 1, 0),
        ["min"] = ("time", 60, 0),
        ["h"] = ("time", 3600, 0),
        ["d"] = ("time", 86_400, 0),
        ["kPa"] = ("pressure", 1, 0),
        ["hPa"] = ("pressure", 0.1, 0),
        ["Pa"] = ("pressure", 0.001, 0),
        ["bar"] = ("pressure", 100, 0),
        ["psi"] = ("pressure", 6.894757, 0),
        ["l"] = ("volume", 1, 0),
        ["gal"] = ("volume", 3.785412, 0),
        ["l/s"] = ("flow", 1, 0),
        ["cfm"] = ("flow", 0.4719474, 0),
        ["count"] = ("count", 1, 0),
        ["/"] = ("number", 1, 0),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Spellings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["c"] = "Cel",
        ["cel"] = "Cel",
        ["celsius"] = "Cel",
        ["centigrade"] = "Cel",
        ["degc"] = "Cel",
        ["degreesc"] = "Cel",
        ["degreescelsius"] = "Cel",
        ["f"] = "degF",
        ["fahrenheit"] = "degF",
        ["degf"] = "degF",
        ["degreesf"] = "degF",
        ["degreesfahrenheit"] = "degF",
        ["k"] = "K",
        ["kelvin"] = "K",
        ["%"] = "%",
        ["percent"] = "%",
        ["pct"] = "%",
        ["%rh"] = "%",
        ["rh"] = "%",
        ["%r.h."] = "%",
        ["rh%"] = "%",
        ["v"] = "V",
        ["vac"] = "V",
        ["vdc"] = "V",
        ["volt"] = "V",
        ["volts"] = "V",
        ["mv"] = "mV",
        ["kv"] = "kV",
        ["a"] = "A",
        ["amp"] = "A",
        ["amps"] = "A",
        ["ampere"] = "A",
        ["amperes"] = "A",
        ["ma"] = "mA",
        ["w"] = "W",
        ["watt"] = "W",
        ["watts"] = "W",
        ["kw"] = "kW",
        ["va"] = "VA",
        ["kva"] = "kVA",
        ["kwh"] = "kWh",
        ["wh"] = "Wh",
        ["mwh"] = "MWh",
        ["hz"] = "Hz",
        ["rpm"] = "1/min",
        ["s"] = "s",
        ["sec"] = "s",
        ["secs"] = "s",
        ["second"] = "s",
        ["seconds"] = "s",
        ["min"] = "min",
        ["mins"] = "min",
        ["minute"] = "min",
        ["minutes"] = "min",
        ["h"] = "h",
        ["hr"] = "h",
        ["hrs"] = "h",
        ["hour"] = "h",
        ["hours"] = "h",
        ["day"] = "d",
        ["days"] = "d",
        ["pa"] = "Pa",
        ["hpa"] = "hPa",
        ["kpa"] = "kPa",
        ["bar"] = "bar",
        ["psi"] = "psi",
        ["l"] = "l",
        ["liter"] = "l",
        ["liters"] = "l",
        ["litre"] = "l",
        ["litres"] = "l",
        ["gal"] = "gal",
        ["gallon"] = "gal",
        ["gallons"] = "gal",
        ["l/s"] = "l/s",
        ["cfm"] = "cfm",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The units a profile may name.</summary>
    public static IEnumerable<string> Names => Units.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether a profile may name <paramref name="unit"/>.</summary>
    public static bool IsKnown(string unit) => Units.ContainsKey(unit);

    /// <summary>The unit that a device writes as <paramref name="text"/>, for example <c>Hrs</c> or <c>°F</c>; null when it is none of these.</summary>
    public static string? Parse(ReadOnlySpan<char> text)
    {
        Span<char> letters = stackalloc char[20];
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '°' or 'º' or '\0')
            {
                continue;
            }

            if (length == letters.Length)
            {
                return null;
            }

            letters[length++] = c;
        }

        return Spellings.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(letters[..length], out var unit) ? unit : null;
    }

    /// <summary>Whether an amount in <paramref name="from"/> can be told in <paramref name="to"/>.</summary>
    public static bool IsConvertible(string from, string to) =>
        from == to || (Units.TryGetValue(from, out var ours) && Units.TryGetValue(to, out var theirs) && ours.Quantity == theirs.Quantity);

    /// <summary>The amount in another unit of the same quantity; as it is where the two have none in common.</summary>
    public static double Convert(double amount, string from, string to)
    {
        if (from == to || !IsConvertible(from, to))
        {
            return amount;
        }

        var (_, factor, offset) = Units[from];
        var (_, theirFactor, theirOffset) = Units[to];
        return ((amount * factor) + offset - theirOffset) / theirFactor;
    }
}
