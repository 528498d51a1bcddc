using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Whoever answers for a device: its agent on the network, or a recording of it.</summary>
internal interface IDeviceAnswers
{
    /// <summary>The objects' values. What the device does not have is an exception value, or is left out.</summary>
    /// <exception cref="SnmpException">The device is silent, or refuses.</exception>
    Task<List<VarBind>> GetAsync(IEnumerable<ObjectId> ids, CancellationToken stop);

    /// <summary>Everything below the columns, of each at most <paramref name="maxRows"/> rows.</summary>
    /// <exception cref="SnmpException">The device is silent, or refuses.</exception>
    Task<List<VarBind>> WalkAsync(IEnumerable<ObjectId> columns, int maxRows, CancellationToken stop);

    /// <summary>The same device, asked in the way its profile says.</summary>
    IDeviceAnswers With(ProfileAccess access);
}
