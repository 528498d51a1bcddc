using System.Globalization;
using System.Net;
using System.Text;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Reads what <c>snmpwalk -On</c> prints: <c>.1.3.6.1.2.1.1.5.0 = STRING: "ups"</c>. Remembers nothing but that a text goes on in the next line.</summary>
internal sealed class WalkText
{
    private ObjectId _open;
    private StringBuilder? _text;

    /// <summary>Takes one line.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public string? Take(string line, List<VarBind> varBinds)
    {
        if (_text is { } text)
        {
            text.Append('\n').Append(line);
            CloseWhenEnded(varBinds);
            return text.Length > DeviceRecording.MaxLineLength ? "ends a text that is too long." : null;
        }

        var equals = line.IndexOf(" = ", StringComparison.Ordinal);
        if (equals < 0 || !ObjectId.TryParse(line[..equals].Trim(), out var id))
        {
            return "is neither OID|TAG|VALUE nor a line of snmpwalk -On.";
        }

        var said = line[(equals + 3)..];
        if (said.StartsWith("STRING: \"", StringComparison.Ordinal))
        {
            (_open, _text) = (id, new StringBuilder(said["STRING: ".Length..]));
            CloseWhenEnded(varBinds);
            return null;
        }

        if (said.StartsWith("No Such", StringComparison.Ordinal) || said.StartsWith("No more", StringComparison.Ordinal))
        {
            return null;
        }

        if (Parse(said) is not { } value)
        {
            return $"has a value that cannot be read: \"{(said.Length <= 40 ? said : said[..40] + "…")}\".";
        }

        varBinds.Add(new VarBind(id, value));
        return null;
    }

    private void CloseWhenEnded(List<VarBind> varBinds)
    {
        if (_text is { Length: > 1 } text && text[^1] == '"' && text[^2] != '\\')
        {
            varBinds.Add(new VarBind(_open, SnmpValue.Octets(Encoding.Latin1.GetBytes(text.ToString(1, text.Length - 2).Replace("\\\"", "\"", StringComparison.Ordinal)))));
            _text = null;
        }
    }

    private static SnmpValue? Parse(string said)
    {
        var colon = said.IndexOf(": ", StringComparison.Ordinal);
        var (type, text) = colon < 0 ? ("", said) : (said[..colon], said[(colon + 2)..].Trim());
        return type switch
        {
            "" when text is "\"\"" or "NULL" => SnmpValue.Octets(Array.Empty<byte>()),
            "" when RecordedValue.Whole(text) is { } bare => SnmpValue.Integer(bare),
            "STRING" => SnmpValue.Octets(Encoding.Latin1.GetBytes(text)),
            "Hex-STRING" => RecordedValue.Hex(text) is { } bytes ? SnmpValue.Octets(bytes) : null,
            "INTEGER" => RecordedValue.Whole(Number(text)) is { } number ? SnmpValue.Integer(number) : null,
            "Gauge32" or "Unsigned32" => RecordedValue.Unsigned(Number(text)) is { } gauge and <= uint.MaxValue ? SnmpValue.Gauge32((uint)gauge) : null,
            "Counter32" => RecordedValue.Unsigned(Number(text)) is { } count and <= uint.MaxValue ? SnmpValue.Counter32((uint)count) : null,
            "Counter64" => RecordedValue.Unsigned(Number(text)) is { } wide ? SnmpValue.Counter64(wide) : null,
            "Timeticks" => RecordedValue.Unsigned(Number(text)) is { } ticks and <= uint.MaxValue ? SnmpValue.TimeTicks((uint)ticks) : null,
            "OID" => ObjectId.TryParse(text, out var id) ? SnmpValue.Oid(id) : null,
            "IpAddress" => IPAddress.TryParse(text, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? SnmpValue.IpAddress(address) : null,
            _ => null,
        };
    }

    // INTEGER: up(1), INTEGER: 5 minutes, Timeticks: (12345) 0:02:03.45 - the number is what counts.
    private static string Number(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var from = open >= 0 && text.IndexOf(')', open) > open ? text[(open + 1)..text.IndexOf(')', open)] : text;
        var end = 0;
        while (end < from.Length && (char.IsAsciiDigit(from[end]) || (end == 0 && from[end] == '-')))
        {
            end++;
        }

        return from[..end].ToString(CultureInfo.InvariantCulture);
    }
}
