using System.Globalization;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Sensors;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>How a profile turns a device's value into a reading. Pure and immutable.</summary>
public sealed record Conversion
{
    /// <summary>Signal units in one unit of the device; 1 unless told.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Scales to choose from instead of <see cref="Scale"/>; null as a rule.</summary>
    public AutoScale? AutoScale { get; init; }

    /// <summary>Numbers by which the device says that it has no value, before scaling.</summary>
    public IReadOnlyList<double> Invalid { get; init; } = [];

    /// <summary>States by code: a whole number in digits, or an object identifier. For flags the words are <c>true</c> and <c>false</c>.</summary>
    public IReadOnlyDictionary<string, string> Words { get; init; } = new Dictionary<string, string>();

    /// <summary>States by bit of a status word, first set bit wins; for flags the one bit that is the flag.</summary>
    public IReadOnlyList<(int Bit, string Word)> Bits { get; init; } = [];

    /// <summary>How a date is written; null when the value is not a date.</summary>
    public DateForm? Date { get; init; }

    /// <summary>The reading of <paramref name="value"/>, or null when the device has no value to give: NULL, empty text, or one of <see cref="Invalid"/>.</summary>
    /// <param name="factor">The scale to use.</param>
    public SignalReading? Convert(SnmpValue value, Signal signal, string id, double factor)
    {
        if (IsNothing(value))
        {
            return null;
        }

        var reading = signal.Kind switch
        {
            SignalKind.Gauge or SignalKind.Counter => TryGetNumber(value, out var number)
                ? KernelNumber.Judge(number * factor, signal)
                : Reading.Absent(AbsenceReason.Corrupt, $"\"{Bounded(value.AsText())}\" is not a number"),
            SignalKind.Event => Reading.Of(Bounded(value.AsText())),
            _ => (Reading?)null,
        };
        return reading is { } ready ? new SignalReading(id, ready) : ConvertState(value, signal, id);
    }

    /// <summary>A number, whether the device sends it as one or as text with a unit behind it (<c>"153.0 Hrs"</c>).</summary>
    public static bool TryGetNumber(SnmpValue value, out double number)
    {
        if (value.TryGetNumber(out number))
        {
            return true;
        }

        var text = value.Kind == SnmpKind.OctetString ? value.AsText().AsSpan().Trim() : default;
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '-' or '+'))
        {
            end++;
        }

        return double.TryParse(text[..end], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    private bool IsNothing(SnmpValue value) =>
        value.IsException || value.Kind == SnmpKind.Null
        || (value.Kind == SnmpKind.OctetString && value.AsText().AsSpan().Trim().IsEmpty)
        || (Invalid.Count > 0 && TryGetNumber(value, out var number) && Invalid.Any(invalid => invalid == number || (invalid == -1 && number == uint.MaxValue)));

    private SignalReading ConvertState(SnmpValue value, Signal signal, string id)
    {
        var word = Bits.Count > 0 ? WordOfBits(value, signal) : Words.GetValueOrDefault(value.AsText().Trim());
        return (word, signal.IsFlag) switch
        {
            ("true" or "false", true) => new SignalReading(id, Reading.Of(word == "true")),
            ({ } known, false) => new SignalReading(id, Reading.Of(known)),
            (null, false) when signal.States.ContainsKey("unknown") => new SignalReading(id, Reading.Of("unknown"), Unlisted(value)),
            _ => new SignalReading(id, Reading.Absent(AbsenceReason.Faulted, Unlisted(value)), Unlisted(value)),
        };
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

    private static string Unlisted(SnmpValue value) => $"the device says \"{Bounded(value.AsText())}\", which its profile does not list";

    private static string Bounded(string text) => text.Length <= 200 ? text : text[..200];
}
