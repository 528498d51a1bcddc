using System.Globalization;
using System.Net;
using System.Text;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>A value in snmpsim's form. Pure.</summary>
internal static class RecordedValue
{
    /// <summary>The value, or null when <paramref name="text"/> is none of the tag's.</summary>
    /// <param name="tag">The BER tag in decimal, with <c>x</c> behind it when the value is in hex.</param>
    /// <param name="text">Characters are bytes, as Latin-1 has them.</param>
    public static SnmpValue? Parse(string tag, string text) => tag switch
    {
        "2" => Whole(text) is { } number ? SnmpValue.Integer(number) : null,
        "4" => SnmpValue.Octets(Encoding.Latin1.GetBytes(text)),
        "4x" or "4X" => Hex(text) is { } bytes ? SnmpValue.Octets(bytes) : null,
        "5" or "128" or "129" or "130" => SnmpValue.Null,
        "6" => text.Trim() is { Length: > 0 } trimmed ? ObjectId.TryParse(trimmed, out var id) ? SnmpValue.Oid(id) : null : SnmpValue.Null,
        "64" => Address(text),
        "64x" => Hex(text) is { Length: 4 } four ? SnmpValue.IpAddress(new IPAddress(four)) : null,
        "65" => Unsigned(text) is { } count and <= uint.MaxValue ? SnmpValue.Counter32((uint)count) : null,
        "66" => Unsigned(text) is { } gauge and <= uint.MaxValue ? SnmpValue.Gauge32((uint)gauge) : null,
        "67" => Unsigned(text) is { } ticks and <= uint.MaxValue ? SnmpValue.TimeTicks((uint)ticks) : null,
        "68" => SnmpValue.Opaque(Encoding.Latin1.GetBytes(text)),
        "68x" => Hex(text) is { } opaque ? SnmpValue.Opaque(opaque) : null,
        "70" => Unsigned(text) is { } wide ? SnmpValue.Counter64(wide) : null,
        _ => null,
    };

    /// <summary>A whole number; one that was recorded without its sign keeps its 32 bits.</summary>
    internal static int? Whole(string text) => long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is >= int.MinValue and <= uint.MaxValue
        ? unchecked((int)number)
        : null;

    /// <summary>An unsigned number; a negative one that a recorder wrote keeps its 32 bits.</summary>
    internal static ulong? Unsigned(string text) =>
        ulong.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var negative) ? unchecked((uint)negative) : null;

    /// <summary>Bytes in hex, with or without blanks between them.</summary>
    internal static byte[]? Hex(string text)
    {
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    private static SnmpValue? Address(string text) =>
        IPAddress.TryParse(text.Trim(), out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? SnmpValue.IpAddress(address)
        : text.Length == 4 ? SnmpValue.IpAddress(new IPAddress(Encoding.Latin1.GetBytes(text))) : null;
}
