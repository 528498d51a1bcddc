using System.Text.RegularExpressions;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>By what a device is known to be of a profile.</summary>
/// <param name="SysObjectIds">Prefixes of sysObjectID.</param>
/// <param name="Excluded">Longer prefixes that belong to other devices.</param>
public sealed record ProfileMatch(IReadOnlyList<ObjectId> SysObjectIds, IReadOnlyList<ObjectId> Excluded)
{
    /// <summary>Text that sysDescr contains, capitals or not, where sysObjectID tells nothing; empty for none.</summary>
    public string SysDescr { get; init; } = "";

    /// <summary>What sysDescr must look like, whatever else fits; null for anything.</summary>
    public Regex? SysDescrPattern { get; init; }

    /// <summary>What sysDescr must not look like; null for nothing.</summary>
    public Regex? SysDescrNot { get; init; }

    /// <summary>Objects of which any one tells the device, whatever its sysObjectID.</summary>
    public IReadOnlyList<ObjectTest> Probes { get; init; } = [];

    /// <summary>Objects all of which must tell the same, however well its sysObjectID fits.</summary>
    public IReadOnlyList<ObjectTest> Requires { get; init; } = [];

    /// <summary>How well the system group fits: the length of the longest prefix, 1 for a fitting sysDescr, 0 for no fit.</summary>
    public int Fit(ObjectId sysObjectId, string sysDescr)
    {
        if (!Allows(sysObjectId, sysDescr))
        {
            return 0;
        }

        var longest = SysObjectIds.Where(sysObjectId.StartsWith).Select(prefix => prefix.Length).DefaultIfEmpty(0).Max();
        return longest == 0 && SysDescr.Length > 0 && sysDescr.Contains(SysDescr, StringComparison.OrdinalIgnoreCase) ? 1 : longest;
    }

    /// <summary>Whether the device's answers to the probes fit.</summary>
    internal bool IsProvenBy(ObjectId sysObjectId, string sysDescr, AnswerBook answers) =>
        Allows(sysObjectId, sysDescr) && Probes.Any(probe => probe.IsMetBy(answers));

    private bool Allows(ObjectId sysObjectId, string sysDescr) =>
        !Excluded.Any(sysObjectId.StartsWith)
        && SysDescrPattern?.IsMatch(sysDescr) != false
        && SysDescrNot?.IsMatch(sysDescr) != true;
}

/// <summary>What an <see cref="ObjectTest"/> compares.</summary>
public enum ObjectTestKind
{
    /// <summary>The object has a value.</summary>
    Exists,

    /// <summary>Something below the object has one.</summary>
    HasRows,

    /// <summary>The value is the text, capitals or not.</summary>
    IsText,

    /// <summary>The value begins with the text.</summary>
    StartsWith,

    /// <summary>The value contains the text.</summary>
    Contains,
}

/// <summary>One object that tells a device family.</summary>
/// <param name="Id">The object; of <see cref="ObjectTestKind.HasRows"/> a column.</param>
/// <param name="Kind">What is compared.</param>
/// <param name="Text">With what; empty where only being there counts.</param>
public sealed record ObjectTest(ObjectId Id, ObjectTestKind Kind, string Text = "")
{
    /// <summary>Whether the answers meet it.</summary>
    internal bool IsMetBy(AnswerBook answers)
    {
        if (Kind == ObjectTestKind.HasRows)
        {
            return answers.Under(Id).Any(row => row.Value.Kind != SnmpKind.Null);
        }

        if (answers.Find(Id) is not { Kind: not SnmpKind.Null } value)
        {
            return false;
        }

        var said = DeviceText.Of(value);
        return Kind switch
        {
            ObjectTestKind.Exists => true,
            ObjectTestKind.IsText => said.Equals(Text, StringComparison.OrdinalIgnoreCase),
            ObjectTestKind.StartsWith => said.StartsWith(Text, StringComparison.OrdinalIgnoreCase),
            ObjectTestKind.Contains => said.Contains(Text, StringComparison.OrdinalIgnoreCase),
            _ => throw new InvalidOperationException($"{Kind} is not a test of an object."),
        };
    }
}
