namespace RoomGuard.Simulator;

/// <summary>A timer of <see cref="CompressedTime"/>: one real timer, set anew for each tick so that rounding never adds up.</summary>
internal sealed class CompressedTimer : ITimer
{
    private readonly CompressedTime _clock;
    private readonly Action _callback;
    private readonly ITimer _real;
    private readonly Lock _gate = new();
    private long _due = long.MaxValue;
    private long _period = long.MaxValue;
    private bool _isDisposed;

    /// <summary>A timer that runs at once with the given times.</summary>
    public CompressedTimer(CompressedTime clock, Action callback, TimeSpan dueTime, TimeSpan period)
    {
        _clock = clock;
        _callback = callback;
        _real = clock.CreateRealTimer(Tick);
        Change(dueTime, period);
    }

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return false;
            }

            _period = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? long.MaxValue : period.Ticks;
            _due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : _clock.GetTimestamp() + dueTime.Ticks;
            Arm_NeedsLock();
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        _real.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return _real.DisposeAsync();
    }

    private void Tick()
    {
        lock (_gate)
        {
            var now = _clock.GetTimestamp();
            if (_isDisposed || now < _due)
            {
                // Changed in the meantime, or woken a little early by the real timer's own rounding.
                Arm_NeedsLock();
                return;
            }

            // Ticks that were missed while the machine was busy come as one, as with every other timer.
            _due = _period == long.MaxValue ? long.MaxValue : _due + (((now - _due) / _period + 1) * _period);
            Arm_NeedsLock();
        }

        _callback();
    }

    private void Arm_NeedsLock()
    {
        if (_isDisposed)
        {
            return;
        }

        _real.Change(
            _due == long.MaxValue ? Timeout.InfiniteTimeSpan : _clock.ToReal(TimeSpan.FromTicks(_due - _clock.GetTimestamp())),
            Timeout.InfiniteTimeSpan);
    }
}
