using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Agent.Publishing;
using RoomGuard.Agent.Watching;
using RoomGuard.Contract.Messages;

namespace RoomGuard.Agent.Tests.Watching;

public sealed class CentreWatchTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _clock = new();
    private readonly CentreWatch _watch;
    private readonly byte[] _online;

    public CentreWatchTests()
    {
        _clock.Advance(TimeSpan.FromDays(1));
        var feed = new SampleFeed(new ClockTrust(_clock), NullLogger<SampleFeed>.Instance);
        _watch = new CentreWatch(new CentreOptions(new InputPlace("hq", "srv-1", "node-1")) { Silence = Silence }, feed, _clock, _clock, NullLogger<CentreWatch>.Instance);
        _online = MessageJson.Write(new CentreState(true, _clock.GetUtcNow(), "alone"));
    }

    [Fact]
    public void Without_a_broker_nobody_knows()
    {
        Assert.Null(_watch.IsThere());
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(_watch.IsThere());
    }

    [Fact]
    public void A_receipt_or_a_heartbeat_is_a_sign_of_life_for_as_long_as_silence_is_forgiven()
    {
        _watch.Connected();
        _watch.Hear();
        _clock.Advance(Silence - TimeSpan.FromSeconds(1));
        Assert.True(_watch.IsThere());
        _watch.Hear(_online, isRetained: false);
        _clock.Advance(Silence - TimeSpan.FromSeconds(1));
        Assert.True(_watch.IsThere());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_watch.IsThere());
    }

    [Fact]
    public void A_centre_that_was_never_heard_is_gone_after_the_same_time()
    {
        _watch.Connected();
        _clock.Advance(Silence - TimeSpan.FromSeconds(1));
        Assert.Null(_watch.IsThere());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_watch.IsThere());
    }

    [Fact]
    public void What_the_broker_kept_a_will_and_foreign_bytes_are_no_signs_of_life()
    {
        _watch.Connected();
        _clock.Advance(Silence);
        _watch.Hear(_online, isRetained: true);
        _watch.Hear(MessageJson.Write(new CentreState(false, _clock.GetUtcNow(), "alone")), isRetained: false);
        _watch.Hear("hello"u8, isRetained: false);
        Assert.False(_watch.IsThere());
    }

    [Fact]
    public void Silence_while_the_broker_was_away_is_not_counted()
    {
        _watch.Connected();
        _watch.Hear();
        _watch.Disconnected();
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(_watch.IsThere());
        _watch.Connected();
        _clock.Advance(Silence - TimeSpan.FromSeconds(1));
        Assert.Null(_watch.IsThere());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_watch.IsThere());
    }
}
