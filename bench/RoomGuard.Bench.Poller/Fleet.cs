using RoomGuard.Snmp;

namespace RoomGuard.Bench.Poller;

/// <summary>Polls the simulated units, and counts.</summary>
internal sealed class Fleet(SnmpManager manager, int devices, bool isSecure)
{
    private long _polls;
    private long _values;
    private long _failures;
    private long _missedPeriods;

    public long Polls => _polls;

    public long Values => _values;

    public long Failures => _failures;

    public long MissedPeriods => _missedPeriods;

    /// <summary>Bytes allocated for each value in the second half of the time, when everything has been met once.</summary>
    public double SteadyBytesPerValue { get; private set; }

    /// <summary>Polls every device until the time is over: as fast as it answers, or once each <paramref name="period"/>.</summary>
    public async Task PollAsync(TimeSpan time, TimeSpan period)
    {
        using var over = new CancellationTokenSource(time);
        var polling = Task.WhenAll(Enumerable.Range(0, devices).Select(device => Task.Run(() => PollAsync(Target(device), device, period, over.Token))));
        await Task.Delay(time / 2);
        var (bytes, values) = (GC.GetTotalAllocatedBytes(), Interlocked.Read(ref _values));
        await polling;
        SteadyBytesPerValue = (double)(GC.GetTotalAllocatedBytes() - bytes) / (_values - values);
    }

    private SnmpTarget Target(int device) => new(Units.Address(device))
    {
        MaxVarbinds = Units.Objects.Length,
        Version = isSecure ? SnmpVersion.V3 : SnmpVersion.V2c,
        User = isSecure ? Units.User : null,
    };

    private async Task PollAsync(SnmpTarget target, int device, TimeSpan period, CancellationToken over)
    {
        try
        {
            if (period > TimeSpan.Zero)
            {
                // Spread over the period, as an agent's devices are.
                await Task.Delay(period * device / devices, over);
            }

            var next = TimeProvider.System.GetTimestamp();
            while (!over.IsCancellationRequested)
            {
                await PollOnceAsync(target, over);
                if (period > TimeSpan.Zero)
                {
                    next = await NextPeriodAsync(next, period, over);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Time is over.
        }
    }

    private async Task PollOnceAsync(SnmpTarget target, CancellationToken over)
    {
        try
        {
            var answers = await manager.GetAsync(target, Units.Objects, over);
            var read = 0;
            for (var i = 0; i < answers.Count; i++)
            {
                read += answers[i].Value.TryGetNumber(out _) ? 1 : 0;
            }

            Interlocked.Increment(ref _polls);
            Interlocked.Add(ref _values, read);
        }
        catch (SnmpException)
        {
            Interlocked.Increment(ref _failures);
        }
    }

    private async Task<long> NextPeriodAsync(long started, TimeSpan period, CancellationToken over)
    {
        var next = started + (long)(period.TotalSeconds * TimeProvider.System.TimestampFrequency);
        var left = TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), next);
        if (left < TimeSpan.Zero)
        {
            Interlocked.Increment(ref _missedPeriods);
            return TimeProvider.System.GetTimestamp();
        }

        await Task.Delay(left, over);
        return next;
    }
}
