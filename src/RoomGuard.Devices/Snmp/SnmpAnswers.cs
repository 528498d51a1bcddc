using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Asks one device for lists of objects, patiently with agents that refuse a whole request for one object.</summary>
internal sealed class SnmpAnswers(SnmpManager manager, SnmpDevice device, ProfileAccess? access) : IDeviceAnswers
{
    private readonly SnmpTarget _target = device.Target(access);

    /// <inheritdoc/>
    public IDeviceAnswers With(ProfileAccess access) => new SnmpAnswers(manager, device, access);

    /// <summary>The objects' values. What a device refuses by name is left out and the rest is asked again.</summary>
    public async Task<List<VarBind>> GetAsync(IEnumerable<ObjectId> ids, CancellationToken stop)
    {
        var wanted = ids.Distinct().ToList();
        while (wanted.Count > 0)
        {
            try
            {
                return [.. await manager.GetAsync(_target, wanted, stop)];
            }
            catch (SnmpErrorStatusException refusal) when (IsAboutOne(refusal, wanted))
            {
                wanted.Remove(refusal.ObjectId!.Value);
            }
        }

        return [];
    }

    /// <inheritdoc/>
    public async Task<List<VarBind>> WalkAsync(IEnumerable<ObjectId> columns, int maxRows, CancellationToken stop)
    {
        var rows = new List<VarBind>();
        foreach (var column in columns.Distinct())
        {
            await foreach (var row in manager.WalkAsync(_target, column, maxRows, stop))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private static bool IsAboutOne(SnmpErrorStatusException refusal, List<ObjectId> wanted) =>
        refusal is { Status: SnmpErrorStatus.NoSuchName or SnmpErrorStatus.GenErr or SnmpErrorStatus.NoAccess, ObjectId: { } id } && wanted.Contains(id);
}
