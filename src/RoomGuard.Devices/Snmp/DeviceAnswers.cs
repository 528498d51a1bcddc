using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Asks one device for lists of objects, patiently with agents that refuse a whole request for one object.</summary>
internal sealed class DeviceAnswers(SnmpManager manager, SnmpTarget target)
{
    // Three phases, and twice as many rows as any table of ours has otherwise.
    private const int MaxRows = 12;

    /// <summary>The objects' values. What a device refuses by name is left out and the rest is asked again.</summary>
    /// <exception cref="SnmpException">The device is silent, or refuses for another reason.</exception>
    public async Task<List<VarBind>> GetAsync(IEnumerable<ObjectId> ids, CancellationToken stop)
    {
        var wanted = ids.Distinct().ToList();
        while (wanted.Count > 0)
        {
            try
            {
                return [.. await manager.GetAsync(target, wanted, stop)];
            }
            catch (SnmpErrorStatusException refusal) when (IsAboutOne(refusal, wanted))
            {
                wanted.Remove(refusal.ObjectId!.Value);
            }
        }

        return [];
    }

    /// <summary>The rows of the columns.</summary>
    public async Task<List<VarBind>> WalkAsync(IEnumerable<ObjectId> columns, CancellationToken stop)
    {
        var rows = new List<VarBind>();
        foreach (var column in columns.Distinct())
        {
            await foreach (var row in manager.WalkAsync(target, column, MaxRows, stop))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private static bool IsAboutOne(SnmpErrorStatusException refusal, List<ObjectId> wanted) =>
        refusal is { Status: SnmpErrorStatus.NoSuchName or SnmpErrorStatus.GenErr or SnmpErrorStatus.NoAccess, ObjectId: { } id } && wanted.Contains(id);
}
