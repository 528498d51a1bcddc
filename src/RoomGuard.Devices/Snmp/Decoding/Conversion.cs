using System.Globalization;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Sensors;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>How a profile turns a device's value into a reading. Pure and immutable.</summary>
public sealed record Conversion
{
    /// <summary>Units of <see cref="Unit"/> in one unit of the device's number; 1 unless told.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The unit of the number after scaling; null when it is the signal's own.</summary>
    public string? Unit { get; init; }

    /// <summary>Scales to choose from instead of <see cref="Scale"/>; null as a rule.</summary>
    public AutoScale? AutoScale { get; init; }

    /// <summary>Numbers by which the device says that it has no value, before scaling.</summary>
    public IReadOnlyList<double> Invalid { get; init; } = [];

    /// <summary>States by code: a whole number in digits, an object identifier, or text. For flags the words are <c>true</c> and <c>false</c>.</summary>
    public IReadOnlyDictionary<string, string> Words { get; init; } = new Dictionary<string, string>();

    /// <summary>States by bit of a status word, first set bit wins; for flags the one bit that is the flag.</summary>
    public IReadOnlyList<(int Bit, string Word)> Bits { get; init; } = [];

    /// <summary>Of a text of ones and zeros, which character is the flag, counted from 1; null when the value is no such text.</summary>
    public int? Position { get; init; }

    /// <summary>How a date is written; null when the value is not a date.</summary>
    public DateForm? Date { get; init; }

    /// <summary>The reading of <paramref name="value"/>, or null when the device has no value to give: NULL, empty text, or one of <see cref="Invalid"/>.</summary>
    /// <param name="factor">The scale to use.</param>
    /// <param name="unit">The unit to use instead of <see cref="Unit"/>; null for none.</param>
    public SignalReading? Convert(SnmpValue value, Signal signal, double factor, string? unit = null)
    {
        if (IsNothing(value, signal))
        {
            return null;
        }

        var reading = signal.Kind switch
        {
            SignalKind.Gauge or SignalKind.Counter => Amount(value, signal, factor, unit ?? Unit ?? signal.Unit) is { } amount
                ? KernelNumber.Judge(amount, signal)
                : Reading.Absent(AbsenceReason.Corrupt, $"\"{DeviceText.Of(value)}\" is not a number"),
            SignalKind.Event => Reading.Of(DeviceText.Of(value)),
            _ => (Reading?)null,
        };
        return reading is { } ready ? new SignalReading(signal.Id, ready) : ConvertState(value, signal);
    }

    /// <summary>A number, whether the device sends it as one or as text with a unit behind it (<c>"153.0 Hrs"</c>).</summary>
    public static bool TryGetNumber(SnmpValue value, out double number) => value.TryGetNumber(out number) || TryGetNumber(value, out number, out _);

    // What stands behind the number, where the number is text.
    private static bool TryGetNumber(SnmpValue value, out double number, out string behind)
    {
        behind = "";
        if (value.TryGetNumber(out number))
        {
            return true;
        }

        var text = value.Kind == SnmpKind.OctetString ? DeviceText.Of(value) : "";
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '-' or '+'))
        {
            end++;
        }

        behind = text[end..];
        return double.TryParse(text.AsSpan(0, end), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    private static double? Amount(SnmpValue value, Signal signal, double factor, string unit)
    {
        if (!TryGetNumber(value, out var number, out var behind))
        {
            return null;
        }

        // A text that names another unit speaks for itself: no scale of the profile's applies.
        return DeviceUnit.Parse(behind) is { } told && told != unit && DeviceUnit.IsConvertible(told, signal.Unit)
            ? DeviceUnit.Convert(number, told, signal.Unit)
            : DeviceUnit.Convert(number * factor, unit, signal.Unit);
    }

    private bool IsNothing(SnmpValue value, Signal signal)
    {
        if (value.IsException || value.Kind == SnmpKind.Null || (value.Kind == SnmpKind.OctetString && DeviceText.Of(value).Length == 0))
        {
            return true;
        }

        if (!TryGetNumber(value, out var number))
        {
            return false;
        }

        // The ends of the 32-bit range are a "no value" of every vendor; a minus one shows as the largest number where the type has no sign.
        return (signal.Kind == SignalKind.Gauge && number is int.MinValue or int.MaxValue or uint.MaxValue)
            || Invalid.Any(invalid => invalid == number || (invalid == -1 && number == uint.MaxValue));
    }

    private SignalReading ConvertState(SnmpValue value, Signal signal)
    {
        var word = Position is { } position ? WordAt(position, value) : Bits.Count > 0 ? WordOfBits(value, signal) : WordOf(value);
        return (word, signal.IsFlag) switch
        {
            ("true" or "false", true) => new SignalReading(signal.Id, Reading.Of(word == "true")),
            ({ } known, false) => new SignalReading(signal.Id, Reading.Of(known)),
            (null, false) when signal.States.ContainsKey("unknown") => new SignalReading(signal.Id, Reading.Of("unknown"), Unlisted(value)),
            _ => new SignalReading(signal.Id, Reading.Absent(AbsenceReason.Faulted, Unlisted(value)), Unlisted(value)),
        };
    }

    // Cards that send words do not agree on capitals.
    private string? WordOf(SnmpValue value)
    {
        var text = DeviceText.Of(value);
        return Words.GetValueOrDefault(text) ?? (value.Kind == SnmpKind.OctetString
            ? Words.Where(pair => pair.Key.Equals(text, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Value).FirstOrDefault()
            : null);
    }

    private static string? WordAt(int position, SnmpValue value)
    {
        var text = DeviceText.Of(value);
        return text.Length < position ? null : text[position - 1] switch { '1' => "true", '0' => "false", _ => null };
    }

    private string? WordOfBits(SnmpValue value, Signal signal)
    {
        if (!TryGetNumber(value, out var number) || number is < 0 or > uint.MaxValue)
        {
            return null;
        }

        var status = (uint)number;
        if (signal.IsFlag)
        {
            return (status >> Bits[0].Bit & 1) == 1 ? "true" : "false";
        }

        return Bits.Where(bit => (status >> bit.Bit & 1) == 1).Select(bit => bit.Word).FirstOrDefault();
    }

    private static string Unlisted(SnmpValue value) => $"the device says \"{DeviceText.Of(value)}\", which its profile does not list";
}
