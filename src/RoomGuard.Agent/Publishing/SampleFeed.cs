using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Agent.Publishing;

/// <summary>Where every input puts its samples and the publisher takes them. Safe for all threads.</summary>
internal sealed partial class SampleFeed
{
    // When full, the oldest go: the newest say what the room is like. Only a publisher that hangs lets it fill.
    private const int Capacity = 10_000;

    private readonly Channel<Sample> _channel;
    private readonly ClockTrust _trust;
    private long _dropped;

    /// <summary>An empty feed.</summary>
    public SampleFeed(ClockTrust trust, ILogger<SampleFeed> logger)
    {
        _trust = trust;
        _channel = Channel.CreateBounded<Sample>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest }, _ =>
        {
            if (Interlocked.Increment(ref _dropped) == 1)
            {
                Log.Full(logger, Capacity);
            }
        });
    }

    /// <summary>Samples that had to go.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>The publisher's end.</summary>
    public ChannelReader<Sample> Samples => _channel.Reader;

    /// <summary>Who else hears every sample, in the order of their coming; set before the first sample. They must not wait.</summary>
    public IReadOnlyList<Action<Sample>> Taps { get; set; } = [];

    /// <summary>Puts one sample in; never waits.</summary>
    public void Put(PointId point, DateTimeOffset at, Reading reading)
    {
        var sample = Stamp(point, at, reading);
        _channel.Writer.TryWrite(sample);
        foreach (var tap in Taps)
        {
            tap(sample);
        }
    }

    /// <summary>A sample that goes another way, with the quality of time as it is now.</summary>
    public Sample Stamp(PointId point, DateTimeOffset at, Reading reading) => new(point, at, reading, _trust.Quality());

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Error, "{Capacity} samples wait to be packed; the oldest are dropped from now on. Said once.")]
        internal static partial void Full(ILogger logger, int capacity);
    }
}
