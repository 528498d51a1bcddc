using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Polling;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Agent.Watching;

/// <summary>Listens for signs of life of the centre: its heartbeat and its receipts. One that stays silent becomes a sample, for whoever else hears the broker.</summary>
/// <remarks>While the broker itself is away nobody can be heard, so no silence is counted. Safe for all threads.</remarks>
/// <param name="clock">Stamps the samples.</param>
/// <param name="real">Silence is real time, whatever the clock of the samples.</param>
internal sealed partial class CentreWatch(CentreOptions options, SampleFeed feed, TimeProvider clock, TimeProvider real, ILogger<CentreWatch> logger) : IInput
{
    /// <summary>The signal it publishes.</summary>
    public const string Signal = "agent.centre_online";

    /// <summary>How often the state is published without a change.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly long _startedAt = real.GetTimestamp();
    private long? _connectedSince;
    private long? _heardAt;
    private long? _silentSince;

    /// <inheritdoc/>
    public string Name => "centre";

    /// <summary>The broker is there: from now on the centre could be heard.</summary>
    public void Connected()
    {
        lock (_lock)
        {
            _connectedSince = real.GetTimestamp();
        }
    }

    /// <summary>The broker is away.</summary>
    public void Disconnected()
    {
        lock (_lock)
        {
            _connectedSince = null;
        }
    }

    /// <summary>The centre gave a receipt.</summary>
    public void Hear()
    {
        lock (_lock)
        {
            _heardAt = real.GetTimestamp();
        }
    }

    /// <summary>A message came on the centre's topic.</summary>
    /// <param name="isRetained">Kept by the broker, from nobody knows when: no sign of life.</param>
    public void Hear(ReadOnlySpan<byte> payload, bool isRetained)
    {
        if (!isRetained && MessageJson.TryRead(payload, out CentreState? state) && state.Online)
        {
            Hear();
        }
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(Pace, real);
        bool? said = null;
        var saidAt = 0L;
        while (await ticks.WaitForNextTickAsync(stop))
        {
            if (IsThere() is { } isThere && (said != isThere || real.GetElapsedTime(saidAt) >= Period))
            {
                Say(isThere, said);
                (said, saidAt) = (isThere, real.GetTimestamp());
            }
        }
    }

    /// <inheritdoc/>
    public void Fault(string detail) => feed.Put(options.Place.Point(Signal), clock.GetUtcNow(), Reading.Absent(AbsenceReason.Faulted, detail));

    /// <summary>Whether the centre is there; null while nobody can know.</summary>
    public bool? IsThere()
    {
        lock (_lock)
        {
            if (_heardAt is { } heard && real.GetElapsedTime(heard) < options.Silence)
            {
                return true;
            }

            // Silence begins when it could have been heard.
            return _connectedSince is { } connected && real.GetElapsedTime(connected) >= options.Silence ? false : null;
        }
    }

    /// <summary>How long nothing was heard of it, whether because of it or of the broker; since the start when it was never heard.</summary>
    public TimeSpan SilentFor()
    {
        lock (_lock)
        {
            return real.GetElapsedTime(_heardAt ?? _startedAt);
        }
    }

    private void Say(bool isThere, bool? before)
    {
        feed.Put(options.Place.Point(Signal), clock.GetUtcNow(), Reading.Of(isThere));
        switch (isThere, _silentSince)
        {
            case (false, null):
                _silentSince = real.GetTimestamp();
                Log.Silent(logger, options.Silence);
                break;
            case (true, { } since):
                Log.Back(logger, real.GetElapsedTime(since) + options.Silence);
                _silentSince = null;
                break;
            case (true, null) when before is null:
                Log.Heard(logger);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3401, LogLevel.Warning, "The centre has said nothing for {Silence}: no heartbeat, no receipt. Samples are kept; check the centre, or its access to the broker. Said once; the next line is its return.")]
        internal static partial void Silent(ILogger logger, TimeSpan silence);

        [LoggerMessage(3402, LogLevel.Information, "The centre is heard again after {Length}.")]
        internal static partial void Back(ILogger logger, TimeSpan length);

        [LoggerMessage(3403, LogLevel.Information, "The centre is heard.")]
        internal static partial void Heard(ILogger logger);
    }
}
