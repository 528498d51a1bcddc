using RoomGuard.Contract.Files;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>How a family of UPS begins its quick self-test: the objects of one SET, in order. Immutable.</summary>
public sealed record ProfileTest(IReadOnlyList<ProfileWrite> Start)
{
    private static readonly Dictionary<string, SnmpKind> Types = new(StringComparer.Ordinal) { ["integer"] = SnmpKind.Integer, ["oid"] = SnmpKind.ObjectId };

    /// <summary>Reads <c>{"start": [{"oid", "type", "value"} or {"oid", "echo": true}]}</c>.</summary>
    internal static ProfileTest Read(SettingsNode node)
    {
        var start = node.GetSections("start").Select(ReadWrite).ToList();
        if (start.TrueForAll(static write => write.Value is null))
        {
            node.Refuse("start", "must set at least one value.");
        }

        return new ProfileTest(start);
    }

    private static ProfileWrite ReadWrite(SettingsNode node)
    {
        var id = ProfileReader.Id(node, "oid");
        if (node.GetFlag("echo", false))
        {
            return new ProfileWrite(id, null);
        }

        var kind = node.GetChoice("type", Types);
        return new ProfileWrite(id, kind == SnmpKind.ObjectId ? SnmpValue.Oid(ProfileReader.Id(node, "value")) : SnmpValue.Integer(node.GetInteger("value", int.MinValue, int.MaxValue)));
    }
}

/// <summary>One object of a SET.</summary>
/// <param name="Id">The object.</param>
/// <param name="Value">What is written; null for what was read just before, as a spin lock wants. One that the device does not have is then left out.</param>
public sealed record ProfileWrite(ObjectId Id, SnmpValue? Value);
