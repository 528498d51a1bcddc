using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Agent.Deriving;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Agent.Tests.Polling;

public sealed class DerivedPointsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly InputPlace Probe = new("hq", "srv-1", "probe-1");
    private static readonly PointId Pipe = new("hq", "srv-1", "pipe-1", "env.temp");
    private static readonly PointId Duct = new("hq", "srv-1", "crac-1", "hvac.supply_temp");

    private readonly SampleFeed _feed;

    public DerivedPointsTests()
    {
        _feed = new SampleFeed(new ClockTrust(new FakeTimeProvider(Noon)), NullLogger<SampleFeed>.Instance);
        _feed.Taps = [new DerivedPoints([new DerivedOptions(Probe, TimeSpan.FromSeconds(10)) { Surfaces = [Pipe, Duct] }], _feed).Note];
    }

    [Fact]
    public void A_pair_gives_one_dew_point_and_the_margin_of_the_coldest_surface()
    {
        Put(Pipe, 0, 14.0);
        Put(Duct, 0, 13.0);
        Put(Probe.Point("env.temp"), 1, 22);
        Put(Probe.Point("env.rh"), 1.1, 50);
        Assert.Equal(["env.dewpoint 11.095", "env.dew_margin 1.905"], Made());

        Put(Probe.Point("env.temp"), 11, 25);
        Assert.Empty(Made());
        Put(Probe.Point("env.rh"), 11.1, 55);
        Assert.Equal(["env.dewpoint 15.329", "env.dew_margin -2.329"], Made());
    }

    [Fact]
    public void What_lacks_a_part_has_no_value_and_says_which()
    {
        Put(Pipe, 0, 14.0);
        Put(Probe.Point("env.temp"), 1, 22);
        Put(Probe.Point("env.rh"), 1.1, 50);
        Assert.Equal(["env.dewpoint 11.095", "env.dew_margin silent (crac-1/hvac.supply_temp has not been read yet)"], Made());

        _feed.Put(Probe.Point("env.rh"), Noon.AddSeconds(11), Reading.Absent(AbsenceReason.Corrupt, "crc"));
        Assert.Equal(["env.dewpoint corrupt (probe-1/env.rh: corrupt (crc))", "env.dew_margin corrupt (probe-1/env.rh: corrupt (crc))"], Made());
    }

    [Fact]
    public void An_old_part_is_none()
    {
        Put(Probe.Point("env.rh"), 0, 50);
        Put(Probe.Point("env.temp"), 31, 22);
        Assert.Equal("env.dewpoint silent (probe-1/env.rh was last read at 12:00:00 UTC)", Made()[0]);
        Put(Probe.Point("env.temp"), 41, 22);
        Assert.Equal("env.dewpoint silent (probe-1/env.rh was last read at 12:00:00 UTC)", Made()[0]);
    }

    private void Put(PointId point, double second, double number) => _feed.Put(point, Noon.AddSeconds(second), Reading.Of(number));

    private List<string> Made()
    {
        var made = new List<string>();
        while (_feed.Samples.TryRead(out var sample))
        {
            if (sample.Point.Signal.StartsWith("env.dew", StringComparison.Ordinal))
            {
                made.Add($"{sample.Point.Signal} {sample.Reading}");
            }
        }

        return made;
    }
}
