using System.Globalization;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Devices.Sensors;

/// <summary>Turns the kernel's text into readings. Pure: never throws, whatever the text.</summary>
internal static class KernelNumber
{
    /// <summary>Parses a number as the kernel writes it: digits with a sign and a point, nothing else.</summary>
    public static bool TryParse(string text, out double number) =>
        double.TryParse(text.AsSpan().Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);

    /// <summary>The reading of <paramref name="text"/> times <paramref name="factor"/>, held against what <paramref name="signal"/> can be.</summary>
    public static Reading Parse(string text, double factor, Signal signal) =>
        TryParse(text, out var number)
            ? Judge(number * factor, signal)
            : Reading.Absent(AbsenceReason.Corrupt, $"\"{Bounded(text)}\" is not a number");

    /// <summary>A number as a reading, or out of range.</summary>
    public static Reading Judge(double value, Signal signal)
    {
        if (!double.IsFinite(value))
        {
            return Reading.Absent(AbsenceReason.Corrupt, "the number is too large");
        }

        // Six decimals are more than any sensor has; without this 27.3 would travel as 27.300000000000001.
        // A zero has no sign: a negative one, from a scale that turns a direction round, would travel as "-0".
        var rounded = Math.Round(value, 6) + 0.0;
        return signal.IsBelievable(rounded)
            ? Reading.Of(rounded)
            : Reading.Absent(AbsenceReason.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"{rounded} {signal.Unit} cannot be: {signal.Id} lies from {Bound(signal.Min)} to {Bound(signal.Max)}"));
    }

    private static string Bound(double? limit) => limit?.ToString(CultureInfo.InvariantCulture) ?? "anything";

    private static string Bounded(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
