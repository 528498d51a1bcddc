using System.Globalization;
using System.Text;
using CsCheck;
using RoomGuard.Simulator.Kernel;
using RoomGuard.Simulator.Snmp;
using RoomGuard.Simulator.World;
using RoomGuard.Snmp;

namespace RoomGuard.Simulator.Tests.World;

public sealed class DeterminismTests
{
    [Fact]
    public void The_same_seed_gives_the_same_trace_byte_for_byte() =>
        Assert.Equal(Trace(new Played("quiet-day-with-tests")), Trace(new Played("quiet-day-with-tests")));

    [Fact]
    public void Another_seed_gives_another_trace() =>
        Assert.NotEqual(Trace(new Played("quiet-day-with-tests", 1)), Trace(new Played("quiet-day-with-tests", 2)));

    [Fact]
    public void Noise_stays_between_minus_one_and_one_and_has_no_memory() =>
        Gen.Select(Gen.Int, Gen.String[1, 8], Gen.Long[0, 1_000_000_000]).Sample((seed, source, at) =>
        {
            var (one, other) = (new Noise(seed, source), new Noise(seed, source));
            other.Jitter("something else", 5);
            var span = TimeSpan.FromMilliseconds(at);
            Assert.InRange(one.Jitter("a", at), -1, 1);
            Assert.InRange(one.Drift("a", span, TimeSpan.FromMinutes(1)), -1, 1);
            Assert.Equal(one.Drift("a", span, TimeSpan.FromMinutes(1)), other.Drift("a", span, TimeSpan.FromMinutes(1)));
        });

    [Fact]
    public void Drift_moves_smoothly()
    {
        var noise = new Noise(7, "room");
        for (var at = TimeSpan.Zero; at < TimeSpan.FromMinutes(10); at += TimeSpan.FromSeconds(1))
        {
            var step = noise.Drift("x", at + TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)) - noise.Drift("x", at, TimeSpan.FromMinutes(1));
            Assert.InRange(step, -0.06, 0.06);
        }
    }

    // Every file and every MIB object twice a minute, through both tests and the outage.
    private static string Trace(Played played)
    {
        var trace = new StringBuilder();
        var layout = new KernelLayout(played.Scenario.Site);
        var trees = new DeviceTrees(played.Scenario.Site, DateTimeOffset.UnixEpoch, () => played.State);
        var devices = new[] { trees.OfUps(0), trees.OfUps(1), trees.OfGenerator(played.Scenario.Site.Generator!) };
        while (played.State.At < TimeSpan.FromMinutes(75))
        {
            played.For(TimeSpan.FromSeconds(30));
            layout.ShowContacts(played.State, file => trace.Append(CultureInfo.InvariantCulture, $"{file.Path} {file.Text}"));
            layout.ShowProbes(played.State, file => trace.Append(CultureInfo.InvariantCulture, $"{file.Path} {file.Text}"));
            foreach (var device in devices)
            {
                for (ObjectId at = default; device.TryGetNext(at, out var row); at = row.Id)
                {
                    trace.Append(CultureInfo.InvariantCulture, $"{row}\n");
                }
            }
        }

        Assert.True(trace.Length > 500_000);
        return trace.AppendJoin('\n', played.News).ToString();
    }
}
