using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Sensors.Board;

namespace RoomGuard.Agent.Publishing;

/// <summary>How far the machine's clock can be trusted, as the kernel itself says. Safe for all threads.</summary>
/// <remarks>
/// adjtimex(2) without a change returns TIME_ERROR until chrony, ntpd or systemd-timesyncd has set the clock, and again when none has confirmed it for
/// long. Where even asking is forbidden the answer is <see cref="TimeQuality.Unsynced"/>: nothing vouches for the clock. A clock that is not the machine's (a
/// simulation's) is its own truth and always synchronised.
/// </remarks>
internal sealed class ClockTrust(TimeProvider clock)
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(10);

    private readonly bool _isOfTheMachine = clock == TimeProvider.System;
    private readonly Lock _lock = new();
    private TimeQuality _quality = TimeQuality.Unsynced;
    private bool _wasSynced;
    private long? _lookedAt;

    /// <summary>The quality now; the kernel is asked at most each ten seconds.</summary>
    public TimeQuality Quality()
    {
        if (!_isOfTheMachine)
        {
            return TimeQuality.Synced;
        }

        lock (_lock)
        {
            if (_lookedAt is not { } at || clock.GetElapsedTime(at) > LookPeriod)
            {
                _lookedAt = clock.GetTimestamp();
                _quality = Judge(KernelClock.Ask().State, _wasSynced);
                _wasSynced |= _quality == TimeQuality.Synced;
            }

            return _quality;
        }
    }

    /// <summary>What an answer of adjtimex means.</summary>
    /// <param name="state">The return value: 0 to 4 for a clock that is set, 5 for one that is not, negative for no answer.</param>
    /// <param name="wasSynced">Whether it was set before, in this run.</param>
    internal static TimeQuality Judge(int state, bool wasSynced) => state switch
    {
        >= 0 and < KernelClock.Unset => TimeQuality.Synced,
        _ when wasSynced => TimeQuality.Holdover,
        _ => TimeQuality.Unsynced,
    };
}
