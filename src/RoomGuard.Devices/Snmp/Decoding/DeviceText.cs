using System.Text;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Text of devices. Cards write UTF-8, or Latin-1 where a degree sign is one byte. Pure.</summary>
internal static class DeviceText
{
    /// <summary>The value as text of at most <paramref name="most"/> characters, without the blanks around it and without control characters.</summary>
    public static string Of(SnmpValue value, int most = 200)
    {
        var text = value.AsText();
        if (value.Kind == SnmpKind.OctetString && text.StartsWith("0x", StringComparison.Ordinal) && !value.Bytes.Span.StartsWith("0x"u8) && IsLatin(value.Bytes.Span.TrimEnd((byte)0)))
        {
            text = Encoding.Latin1.GetString(value.Bytes.Span.TrimEnd((byte)0));
        }

        text = text.Trim();
        return text.Length <= most ? text : text[..most];
    }

    private static bool IsLatin(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (one is < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n') or >= 0x7F and < 0xA0)
            {
                return false;
            }
        }

        return true;
    }
}
