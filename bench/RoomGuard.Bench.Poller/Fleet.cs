using System.Net;
using RoomGuard.Snmp;

namespace RoomGuard.Bench.Poller;

/// <summary>The simulated UPS units at 127.0.1.1:1161 and upwards, and the forty objects of UPS-MIB that are read from each.</summary>
internal sealed class Fleet(SnmpManager manager, int devices, bool isSecure)
{
    private const string Root = "1.3.6.1.2.1.33.1";
    private static readonly ObjectId[] Objects =
    [
        .. Enumerable.Range(1, 7).Select(static row => ObjectId.Parse($"{Root}.2.{row}.0")),
        ObjectId.Parse(Root + ".3.1.0"), ObjectId.Parse(Root + ".3.2.0"), .. Columns("3.3.1"),
        ObjectId.Parse(Root + ".4.1.0"), ObjectId.Parse(Root + ".4.2.0"), ObjectId.Parse(Root + ".4.3.0"), .. Columns("4.4.1"),
        ObjectId.Parse(Root + ".5.1.0"), ObjectId.Parse(Root + ".5.2.0"), ObjectId.Parse(Root + ".6.1.0"), ObjectId.Parse(Root + ".9.1.0"),
    ];

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

    private static IEnumerable<ObjectId> Columns(string table) =>
        from column in Enumerable.Range(2, 4)
        from line in Enumerable.Range(1, 3)
        select ObjectId.Parse($"{Root}.{table}.{column}.{line}");

    // 254 to a network, as the responder lays them out.
    private static SnmpTarget Target(int device)
    {
        var number = 0x7F000101u + (uint)device + (uint)(device / 254 * 2);
        var address = new IPEndPoint(new IPAddress([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]), 1161);
        return new SnmpTarget(address) { MaxVarbinds = 40 };
    }

    private async Task PollAsync(SnmpTarget target, int device, TimeSpan period, CancellationToken over)
    {
        _ = isSecure;
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
            var answers = await manager.GetAsync(target, Objects, over);
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
