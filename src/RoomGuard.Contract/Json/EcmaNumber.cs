using System.Globalization;

namespace RoomGuard.Contract.Json;

/// <summary>Numbers as ECMAScript writes them (Number::toString, radix 10), which RFC 8785 asks for.</summary>
internal static class EcmaNumber
{
    private const int MostWholeDigits = 21;

    private const int MostZeros = 6;

    /// <summary>The shortest text that reads back the same.</summary>
    internal static string Write(double number)
    {
        if (number == 0)
        {
            return "0";
        }

        var (digits, point) = Split(Math.Abs(number).ToString("R", CultureInfo.InvariantCulture));
        return (number < 0 ? "-" : "") + Set(digits, point);
    }

    // The value is 0.digits times ten to the power of point.
    private static (string Digits, int Point) Split(string shortest)
    {
        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        var power = mark < 0 ? 0 : int.Parse(shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var plain = mark < 0 ? shortest : shortest[..mark];
        var dot = plain.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? plain : plain[..dot];
        var all = whole + (dot < 0 ? "" : plain[(dot + 1)..]);
        var digits = all.TrimStart('0');
        return (digits.TrimEnd('0'), whole.Length + power - (all.Length - digits.Length));
    }

    private static string Set(string digits, int point) => point switch
    {
        > 0 and <= MostWholeDigits => digits.Length <= point ? digits.PadRight(point, '0') : $"{digits.AsSpan(0, point)}.{digits.AsSpan(point)}",
        > -MostZeros and <= 0 => $"0.{new string('0', -point)}{digits}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits.AsSpan(1)}e{(point > 0 ? "+" : "-")}{Math.Abs(point - 1)}"),
    };
}
