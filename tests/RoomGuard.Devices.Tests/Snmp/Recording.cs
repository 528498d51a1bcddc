using System.Globalization;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Tests.Snmp;

/// <summary>A recording in snmpsim's form: <c>OID|TAG|VALUE</c>.</summary>
internal static class Recording
{
    public static List<VarBind> Read(string path) =>
        [.. from line in File.ReadLines(path)
            let parts = line.Split('|', 3)
            where parts.Length == 3
            select new VarBind(ObjectId.Parse(parts[0]), Value(parts[1], parts[2]))];

    private static SnmpValue Value(string tag, string text) => tag switch
    {
        "2" => SnmpValue.Integer(int.Parse(text, CultureInfo.InvariantCulture)),
        "4" => SnmpValue.Text(text),
        "4x" => SnmpValue.Octets(Convert.FromHexString(text)),
        "5" => SnmpValue.Null,
        "6" => ObjectId.TryParse(text, out var id) ? SnmpValue.Oid(id) : SnmpValue.Null,
        "65" => SnmpValue.Counter32(uint.Parse(text, CultureInfo.InvariantCulture)),
        "66" => SnmpValue.Gauge32(uint.Parse(text, CultureInfo.InvariantCulture)),
        "67" => SnmpValue.TimeTicks(uint.Parse(text, CultureInfo.InvariantCulture)),
        "70" => SnmpValue.Counter64(ulong.Parse(text, CultureInfo.InvariantCulture)),
        _ => SnmpValue.Null,
    };
}
