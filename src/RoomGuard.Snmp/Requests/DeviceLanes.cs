using System.Collections.Concurrent;
using System.Net;

namespace RoomGuard.Snmp.Requests;

/// <summary>The lanes of all devices a manager asks. Thread-safe; bounded: of more devices than that, those not being asked are forgotten.</summary>
internal sealed class DeviceLanes
{
    /// <summary>Devices that are remembered, not counting those being asked.</summary>
    public const int Ceiling = 65_536;

    private readonly ConcurrentDictionary<IPEndPoint, DeviceLane> _lanes = [];

    /// <summary>Devices remembered now.</summary>
    public int Count => _lanes.Count;

    /// <summary>The lane of a device.</summary>
    public DeviceLane Of(IPEndPoint device)
    {
        if (_lanes.TryGetValue(device, out var known))
        {
            return known;
        }

        // A caller may have taken a lane that is swept here: then two requests can meet at one device, once.
        if (_lanes.Count >= Ceiling)
        {
            foreach (var (address, lane) in _lanes)
            {
                if (lane.IsIdle)
                {
                    _lanes.TryRemove(address, out _);
                }
            }
        }

        return _lanes.GetOrAdd(device, static address => new DeviceLane(address));
    }
}
