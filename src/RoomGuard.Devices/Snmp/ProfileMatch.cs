using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>By what a device is known to be of a profile.</summary>
/// <param name="SysObjectIds">Prefixes of sysObjectID.</param>
/// <param name="Excluded">Longer prefixes that belong to other devices.</param>
/// <param name="SysDescr">Text that sysDescr contains; empty for none.</param>
/// <param name="Probes">Objects of which any one answers.</param>
public sealed record ProfileMatch(IReadOnlyList<ObjectId> SysObjectIds, IReadOnlyList<ObjectId> Excluded, string SysDescr, IReadOnlyList<ObjectId> Probes)
{
    /// <summary>How well the system group fits: the length of the longest prefix, 1 for a fitting sysDescr, 0 for no fit.</summary>
    public int Fit(ObjectId sysObjectId, string sysDescr)
    {
        if (Excluded.Any(sysObjectId.StartsWith))
        {
            return 0;
        }

        var longest = SysObjectIds.Where(sysObjectId.StartsWith).Select(prefix => prefix.Length).DefaultIfEmpty(0).Max();
        return longest == 0 && SysDescr.Length > 0 && sysDescr.Contains(SysDescr, StringComparison.OrdinalIgnoreCase) ? 1 : longest;
    }

    /// <summary>Whether the device's answers to the probes fit.</summary>
    public bool IsProvenBy(ObjectId sysObjectId, IReadOnlyList<VarBind> answers) =>
        !Excluded.Any(sysObjectId.StartsWith)
        && answers.Any(answer => Probes.Contains(answer.Id) && !answer.Value.IsException && answer.Value.Kind != SnmpKind.Null);
}
