using CsCheck;
using RoomGuard.Devices.Pulses;

namespace RoomGuard.Devices.Tests.Pulses;

public sealed class PulseTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1u, 2u, 2, 0)]
    [InlineData(3u, 10u, 10, 8)]
    public void Pulses_are_counted_by_their_numbers(uint first, uint second, long count, long unheard)
    {
        var tally = default(PulseTally).See(first, Start).See(second, Start);
        Assert.Equal((count, unheard), (tally.Count, tally.Unheard));
    }

    [Fact]
    public void Numbers_may_go_round()
    {
        var tally = new PulseTally(0, 0, null, uint.MaxValue - 1).See(uint.MaxValue, Start).See(0, Start).See(2, Start);
        Assert.Equal((4, 1), (tally.Count, tally.Unheard));
    }

    [Fact]
    public void Whatever_the_kernel_had_to_drop_the_count_is_that_of_the_pulses() =>
        Gen.Select(Gen.Int[1, 3000], Gen.Bool.Array[3000]).Sample((pulses, heard) =>
        {
            var tally = default(PulseTally);
            for (var no = 1; no <= pulses; no++)
            {
                if (heard[no - 1] || no == pulses)
                {
                    tally = tally.See((uint)no, Start.AddMilliseconds(no));
                }
            }

            Assert.Equal(pulses, tally.Count);
            Assert.Equal(pulses - heard.Take(pulses - 1).Count(isHeard => isHeard) - 1, tally.Unheard);
        }, iter: 200);

    [Fact]
    public void Any_numbers_whatever_never_make_a_count_smaller() => Gen.UInt.Array[0, 50].Sample(numbers =>
    {
        var tally = default(PulseTally);
        foreach (var no in numbers)
        {
            var next = tally.See(no, Start);
            Assert.True(next.Count >= tally.Count && next.Unheard >= tally.Unheard && next.Count - tally.Count <= int.MaxValue, $"{tally} {no} {next}");
            tally = next;
        }
    });

    [Fact]
    public void A_line_that_is_asked_for_anew_counts_on()
    {
        var tally = default(PulseTally).See(1, Start).See(2, Start).Again().See(1, Start);
        Assert.Equal((3, 0), (tally.Count, tally.Unheard));
    }

    [Fact]
    public void A_steady_meter_has_its_rate_however_looks_and_pulses_fall()
    {
        // 5 pulses a second, looked at each second for a minute.
        var (tally, rate) = (default(PulseTally), default(PulseRate));
        var no = 0u;
        for (var second = 1; second <= 60; second++)
        {
            for (var i = 0; i < 5; i++)
            {
                tally = tally.See(++no, Start.AddSeconds(second - 1).AddMilliseconds(200 * i));
            }

            rate = rate.Look(tally, Start.AddSeconds(second));
            Assert.True(second == 1 ? rate.PerSecond is null : Math.Abs(rate.PerSecond!.Value - 5) < 1e-9, $"{second}: {rate}");
        }
    }

    [Fact]
    public void Without_pulses_a_rate_fades_and_is_nothing_after_ten_minutes()
    {
        var tally = default(PulseTally).See(1, Start);
        var rate = default(PulseRate).Look(tally, Start);
        Assert.Null(rate.PerSecond);
        tally = tally.See(2, Start.AddSeconds(10));
        rate = rate.Look(tally, Start.AddSeconds(10));
        Assert.Equal(0.1, rate.PerSecond);
        Assert.Equal(0.1, (rate = rate.Look(tally, Start.AddSeconds(15))).PerSecond);
        Assert.Equal(0.01, (rate = rate.Look(tally, Start.AddSeconds(110))).PerSecond);
        Assert.Equal(0, (rate = rate.Look(tally, Start.AddSeconds(610))).PerSecond);

        // The first pulse after a long rest says nothing of how fast it goes.
        tally = tally.See(3, Start.AddSeconds(2000));
        Assert.Equal(0, (rate = rate.Look(tally, Start.AddSeconds(2000))).PerSecond);
        tally = tally.See(4, Start.AddSeconds(2001));
        Assert.Equal(1, rate.Look(tally, Start.AddSeconds(2001)).PerSecond);
    }

    [Fact]
    public void A_meter_that_never_pulsed_stands_still_after_ten_minutes()
    {
        var rate = default(PulseRate).Look(default, Start);
        Assert.Null(rate.PerSecond);
        Assert.Equal(0, rate.Look(default, Start + PulseRate.Idle).PerSecond);
    }

    [Fact]
    public void Any_rate_is_a_number_that_is_not_negative() => Gen.Select(Gen.Int[0, 5000], Gen.Int[0, 3]).Array[0, 40].Sample(steps =>
    {
        var (tally, rate, now) = (default(PulseTally), default(PulseRate), Start);
        var no = 0u;
        foreach (var (wait, pulses) in steps)
        {
            for (var i = 0; i < pulses; i++)
            {
                tally = tally.See(++no, now);
            }

            now = now.AddMilliseconds(wait);
            rate = rate.Look(tally, now);
            Assert.True(rate.PerSecond is null or >= 0 && double.IsFinite(rate.PerSecond ?? 0), $"{rate}");
        }
    });
}
