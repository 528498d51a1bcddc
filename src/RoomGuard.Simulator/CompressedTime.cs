namespace RoomGuard.Simulator;

/// <summary>A clock that runs <see cref="Speed"/> times as fast as the real one: at 90, a day passes in 16 minutes.</summary>
/// <remarks>
/// Anchored when it is constructed: then it shows the real time, or the start it was given. Time stamps, timers and the date all run alike; a timer
/// never fires early, and a repeating one does not fall behind its schedule. Real timers tick in milliseconds, so at speed s nothing is more exact
/// than s milliseconds. Safe for all threads.
/// </remarks>
public sealed class CompressedTime : TimeProvider
{
    private readonly TimeProvider _real;
    private readonly DateTimeOffset _anchor;
    private readonly long _started;

    /// <summary>A clock that starts now.</summary>
    /// <param name="speed">Seconds of this clock in one real second, 1 to 1000.</param>
    /// <param name="real">The clock it is driven by.</param>
    /// <param name="start">What it shows first; the real time unless told.</param>
    public CompressedTime(double speed, TimeProvider real, DateTimeOffset? start = null)
    {
        ArgumentNullException.ThrowIfNull(real);
        if (!(speed >= 1 && speed <= 1000))
        {
            throw new ArgumentOutOfRangeException(nameof(speed), speed, "The speed must be from 1 to 1000.");
        }

        Speed = speed;
        _real = real;
        _started = real.GetTimestamp();
        _anchor = start ?? real.GetUtcNow();
    }

    /// <summary>Seconds of this clock in one real second.</summary>
    public double Speed { get; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _real.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _anchor.AddTicks(GetTimestamp()).ToUniversalTime();

    /// <summary>Ticks of 100 ns of this clock since it was constructed.</summary>
    public override long GetTimestamp() => (long)(_real.GetElapsedTime(_started).Ticks * Speed);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return new CompressedTimer(this, () => callback(state), dueTime, period);
    }

    /// <summary>A real timer that does not run yet.</summary>
    internal ITimer CreateRealTimer(Action callback) => _real.CreateTimer(_ => callback(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>How long to wait in real time for <paramref name="span"/> of this clock, in whole milliseconds and never too short.</summary>
    internal TimeSpan ToReal(TimeSpan span) =>
        span <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds / Speed));
}
