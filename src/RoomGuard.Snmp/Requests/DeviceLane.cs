using System.Net;
using System.Security.Cryptography;

namespace RoomGuard.Snmp.Requests;

/// <summary>What the manager knows of one device: who stands in line for it, how large its requests may be, how long it has been silent.</summary>
/// <remarks>Thread-safe. What is learned of limits is forgotten after an hour: firmware changes, and one lost datagram may have taught it.</remarks>
internal sealed class DeviceLane(IPEndPoint device)
{
    private const int LongestDoubling = 16;
    private const int LeastRestPercent = 80;
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private Queue<TaskCompletionSource>? _waiting;
    private int _inFlight;
    private int _silences;
    private long _silentSince;
    private long _restsUntil;
    private int _mostVarbinds = int.MaxValue;
    private long _limitUntil;
    private long _withoutBulkUntil;

    /// <summary>The device.</summary>
    public IPEndPoint Device { get; } = device;

    /// <summary>Its address as the system writes it, to send to and to compare senders with.</summary>
    public SocketAddress Wire { get; } = device.Serialize();

    /// <summary>Whether nobody asks the device.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _inFlight == 0;
            }
        }
    }

    /// <summary>Whether the last request went unanswered to its end.</summary>
    public bool IsSilent => Volatile.Read(ref _silences) > 0;

    /// <summary>Waits in line until fewer than <paramref name="most"/> requests are on their way to the device. <see cref="Leave"/> must follow.</summary>
    public ValueTask EnterAsync(int most, CancellationToken stop)
    {
        TaskCompletionSource place;
        lock (_gate)
        {
            if (_inFlight < most)
            {
                _inFlight++;
                return ValueTask.CompletedTask;
            }

            place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (_waiting ??= new Queue<TaskCompletionSource>()).Enqueue(place);
        }

        return WaitAsync(place, stop);
    }

    /// <summary>Lets the next one in.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            // Those who have given up are still in line, and are passed over.
            while (_waiting is not null && _waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _inFlight--;
        }
    }

    /// <summary>The device has answered, whatever it said.</summary>
    public void Heard() => Volatile.Write(ref _silences, 0);

    /// <summary>Lets the device be asked at once, however long it has been silent.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _restsUntil = 0;
        }
    }

    /// <summary>The device has left a request unanswered to its end: it is let rest, twice as long each time.</summary>
    /// <param name="first">How long it rests the first time.</param>
    /// <param name="most">The longest it ever rests; zero for never.</param>
    public void Silent(TimeProvider clock, TimeSpan first, TimeSpan most)
    {
        lock (_gate)
        {
            if (_silences == 0)
            {
                _silentSince = clock.GetTimestamp();
            }

            _silences = Math.Min(_silences + 1, LongestDoubling);
            var rest = first * (1 << (_silences - 1));
            rest = rest < most ? rest : most;
            _restsUntil = Later(clock, rest * RandomNumberGenerator.GetInt32(LeastRestPercent, 101) / 100);
        }
    }

    /// <summary>How long the device has been silent, if it is to be left alone for now.</summary>
    public bool Rests(TimeProvider clock, out TimeSpan silentFor)
    {
        lock (_gate)
        {
            silentFor = _silences > 0 ? clock.GetElapsedTime(_silentSince) : default;
            return _silences > 0 && clock.GetTimestamp() < _restsUntil;
        }
    }

    /// <summary>Most objects in one request, as far as the device has shown.</summary>
    public int MostVarbinds(TimeProvider clock)
    {
        lock (_gate)
        {
            return clock.GetTimestamp() < _limitUntil ? _mostVarbinds : int.MaxValue;
        }
    }

    /// <summary>Remembers that requests of more objects fail.</summary>
    public void LearnMostVarbinds(TimeProvider clock, int most)
    {
        lock (_gate)
        {
            (_mostVarbinds, _limitUntil) = (most, Later(clock, Memory));
        }
    }

    /// <summary>Whether GETBULK has failed here where GETNEXT worked.</summary>
    public bool DoesWithoutBulk(TimeProvider clock) => clock.GetTimestamp() < Volatile.Read(ref _withoutBulkUntil);

    /// <summary>Remembers that GETBULK fails where GETNEXT works.</summary>
    public void LearnToDoWithoutBulk(TimeProvider clock) => Volatile.Write(ref _withoutBulkUntil, Later(clock, Memory));

    private static async ValueTask WaitAsync(TaskCompletionSource place, CancellationToken stop)
    {
        using var stopping = stop.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), place);
        await place.Task.ConfigureAwait(false);
    }

    private static long Later(TimeProvider clock, TimeSpan wait) => clock.GetTimestamp() + (long)(wait.TotalSeconds * clock.TimestampFrequency);
}
