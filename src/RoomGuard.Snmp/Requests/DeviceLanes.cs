using System.Net;

namespace RoomGuard.Snmp.Requests;

/// <summary>Lets one request at a time go to each device: the cards of UPS units lose the second of two.</summary>
/// <remarks>Thread-safe. A device that nobody asks holds no memory here.</remarks>
internal sealed class DeviceLanes
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPEndPoint, Lane> _lanes = [];

    /// <summary>Devices that are being asked now, or are waited for.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _lanes.Count;
            }
        }
    }

    /// <summary>Waits for the device to be free. Dispose of the result to free it again.</summary>
    public async ValueTask<Turn> EnterAsync(IPEndPoint device, CancellationToken stop)
    {
        var lane = Join(device);
        try
        {
            await lane.Free.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Part(lane);
            throw;
        }

        return new Turn(this, lane);
    }

    private Lane Join(IPEndPoint device)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(device, out var lane))
            {
                _lanes[device] = lane = new Lane(device);
            }

            lane.Users++;
            return lane;
        }
    }

    private void Part(Lane lane)
    {
        lock (_gate)
        {
            if (--lane.Users == 0)
            {
                _lanes.Remove(lane.Device);
                lane.Free.Dispose();
            }
        }
    }

    /// <summary>The right to ask one device.</summary>
    internal readonly struct Turn(DeviceLanes lanes, Lane lane) : IDisposable
    {
        /// <summary>Lets the next one ask.</summary>
        public void Dispose()
        {
            lane.Free.Release();
            lanes.Part(lane);
        }
    }

    internal sealed class Lane(IPEndPoint device)
    {
        public IPEndPoint Device { get; } = device;

        public SemaphoreSlim Free { get; } = new(1);

        /// <summary>How many hold or await the lane; read and written under the gate.</summary>
        public int Users { get; set; }
    }
}
