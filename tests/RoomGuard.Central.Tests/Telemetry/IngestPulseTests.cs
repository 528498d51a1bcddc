using Microsoft.Extensions.Time.Testing;
using RoomGuard.Central.Telemetry;

namespace RoomGuard.Central.Tests.Telemetry;

public sealed class IngestPulseTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly IngestPulse _pulse;

    public IngestPulseTests()
    {
        _pulse = new IngestPulse(_clock);
        _pulse.Start(() => 7);
    }

    [Fact]
    public void A_batch_that_is_not_stored_in_time_is_named_until_it_is()
    {
        var started = _clock.GetUtcNow();
        _pulse.Taken();
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(_pulse.Trouble);
        _pulse.Taken();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(started, _pulse.Trouble?.Since);
        Assert.Contains("2 batches and 7 messages wait", _pulse.Trouble?.What, StringComparison.Ordinal);
        _pulse.Stored(null);
        Assert.Null(_pulse.Trouble);
    }

    [Fact]
    public void A_loop_that_starts_again_has_nothing_under_way()
    {
        _pulse.Taken();
        _clock.Advance(TimeSpan.FromMinutes(1));
        _pulse.Start(() => 0);
        Assert.Null(_pulse.Trouble);
    }

    [Fact]
    public void Live_samples_that_stay_late_for_a_minute_are_named_and_one_that_is_not_ends_it()
    {
        Store(TimeSpan.FromSeconds(90));
        Assert.Null(_pulse.Trouble);
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Null(_pulse.Trouble);
        Store(TimeSpan.FromSeconds(95));
        Assert.Contains("95 s old", _pulse.Trouble?.What, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(95), _pulse.Lag);
        Store(TimeSpan.FromSeconds(2));
        Assert.Null(_pulse.Trouble);
    }

    [Fact]
    public void Late_samples_that_stopped_coming_are_no_trouble_for_ever()
    {
        Store(TimeSpan.FromSeconds(90));
        _clock.Advance(TimeSpan.FromSeconds(61));
        Store(TimeSpan.FromSeconds(90));
        Assert.NotNull(_pulse.Trouble);
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Null(_pulse.Trouble);
    }

    private void Store(TimeSpan lag)
    {
        _pulse.Taken();
        _pulse.Stored(lag);
    }
}
