using RoomGuard.Contract.Samples;

namespace RoomGuard.Kernel.Tests;

/// <summary>The published agent on a real kernel: what its drivers read is what the simulated chips measure, and what is wrong with a chip is said.</summary>
[Collection("guest")]
public sealed class GuestTests(Guest guest)
{
    private const string Door = "hq/srv-1/door-1/door.open";
    private const string Leak = "hq/srv-1/leak-1/leak.wet";

    [Fact]
    public async Task Drivers_of_the_kernel_and_our_own_give_what_the_chips_measure()
    {
        await guest.ChipAsync("sht_t", "29500");
        await guest.ChipAsync("sht_rh", "61000");
        await guest.ChipAsync("ds_t", "-3250");
        await Is("hq/srv-1/probe-1/env.temp", 29.5);
        await Is("hq/srv-1/probe-1/env.rh", 61);
        await Is("hq/srv-1/probe-3/env.temp", -3.25);

        // The same chips by our own drivers.
        await Is("hq/srv-1/probe-4/env.temp", 29.5);
        await Is("hq/srv-1/probe-4/env.rh", 61);
        await Is("hq/srv-1/probe-5/env.pressure", 1006.53);

        // The data sheet's own example of the BME280.
        await Is("hq/srv-1/probe-2/env.temp", 25.08);

        Task Is(string point, double value) => guest.UntilAsync(point, samples => samples.Any(sample => sample.Reading.Kind == ReadingKind.Number && Math.Abs(sample.Reading.Number - value) < 0.05), $"{point} is {value}");
    }

    [Theory]
    [InlineData("ds_crc_err", "hq/srv-1/probe-3/env.temp")]
    [InlineData("ds_absent", "hq/srv-1/probe-3/env.temp")]
    [InlineData("sht_nak", "hq/srv-1/probe-1/env.temp")]
    [InlineData("sht_nak", "hq/srv-1/probe-4/env.temp")]
    [InlineData("sht_crc_err", "hq/srv-1/probe-4/env.temp")]
    public async Task A_chip_with_a_fault_has_no_value_until_it_is_well_again(string fault, string point)
    {
        await guest.UntilAsync(point, samples => samples.Any(sample => sample.Reading.IsPresent), $"{point} has a value");
        await guest.ChipAsync(fault, "Y");
        var told = await guest.UntilAsync(point, samples => samples.Any(sample => !sample.Reading.IsPresent), $"{point} has none while {fault}");
        Assert.Contains(told.First(sample => !sample.Reading.IsPresent).Reading.Absence, new[] { AbsenceReason.Silent, AbsenceReason.Corrupt });
        await guest.ChipAsync(fault, "N");
        await guest.UntilAsync(point, samples => samples.Any(sample => sample.Reading.IsPresent), $"{point} has a value again");
    }

    [Fact]
    public async Task Every_edge_of_a_quick_contact_arrives_with_the_time_at_which_the_kernel_saw_it()
    {
        await guest.UntilAsync(Door, samples => samples.Any(sample => sample.Reading.IsPresent), "the door is watched");
        const int Toggles = 24;
        var before = guest.Samples(Door).Count;
        await guest.ToggleAsync(1, Toggles / 2);
        await guest.UntilAsync(Door, samples => samples.Count >= 2, "the door is looked at after its edges");
        var changes = Changes(before);
        var rate = (changes.Count - 1) / (changes[^1].At - changes[0].At).TotalSeconds;
        TestContext.Current.SendDiagnosticMessage($"{changes.Count} of {Toggles} changes at {rate:0} a second");
        Assert.True(changes.Count == Toggles && rate >= 200, $"{changes.Count} of {Toggles} at {rate:0} a second: {string.Join("; ", changes.Select(change => $"{change.At:ss.ffffff} {change.Reading}"))}");
        Assert.Equal(changes.OrderBy(change => change.At), changes);

        List<Sample> Changes(int before)
        {
            var last = false;
            var found = new List<Sample>();
            foreach (var sample in guest.Samples(Door).Skip(before).Where(sample => sample.Reading.Kind == ReadingKind.Flag))
            {
                if (sample.Reading.Flag != last)
                {
                    found.Add(sample);
                    last = sample.Reading.Flag;
                }
            }

            return found;
        }
    }

    [Fact]
    public async Task The_kernel_debounces_and_an_edge_is_dated_by_its_beginning()
    {
        await guest.UntilAsync(Leak, samples => samples.Any(sample => sample.Reading is { Kind: ReadingKind.Flag, Flag: false }), "the leak rope is watched");
        await guest.DoAsync("echo pull-up > /run/gpio/sim_gpio2/pull; echo pull-down > /run/gpio/sim_gpio2/pull");
        var calm = await guest.UntilAsync(Leak, samples => samples.Count >= 2, "the leak rope is looked at again");
        Assert.DoesNotContain(calm, sample => sample.Reading is { Kind: ReadingKind.Flag, Flag: true });

        // The door is not debounced: its edge is told at once, and both are pulled in one breath.
        var before = guest.Samples(Door).Count;
        await guest.DoAsync("echo pull-up > /run/gpio/sim_gpio2/pull; echo pull-up > /run/gpio/sim_gpio1/pull");
        var told = await guest.UntilAsync(Leak, samples => samples.Any(sample => sample.Reading is { Kind: ReadingKind.Flag, Flag: true }), "the leak rope is wet");
        var wet = told.First(sample => sample.Reading.Flag).At;
        var open = guest.Samples(Door).Skip(before).First(sample => sample.Reading is { Kind: ReadingKind.Flag, Flag: true }).At;
        Assert.InRange(open - wet, TimeSpan.FromMilliseconds(-20), TimeSpan.FromMilliseconds(45));
        await guest.PullAsync(1, isUp: false);
        await guest.PullAsync(2, isUp: false);
        await guest.UntilAsync(Leak, samples => samples.Any(sample => sample.Reading is { Kind: ReadingKind.Flag, Flag: false }), "the leak rope is dry");
    }

    [Fact]
    public async Task A_killed_agent_that_is_started_again_publishes_soon()
    {
        const string Point = "hq/srv-1/smoke-1/smoke.alarm";
        await guest.UntilAsync(Point, samples => samples.Count > 0, "the smoke detector is watched");
        var killed = System.Diagnostics.Stopwatch.StartNew();
        await guest.DoAsync("kill -9 $(pidof roomguard-agent)");
        await guest.UntilAsync(Point, samples => samples.Count > 0, "the agent publishes again");
        killed.Stop();
        var started = await guest.DoAsync("tail -n 12 /run/warden");
        TestContext.Current.SendDiagnosticMessage($"published {killed.Elapsed.TotalSeconds:0.00} s after the kill\n{started}");
        Assert.True(killed.Elapsed < TimeSpan.FromSeconds(3), $"It took {killed.Elapsed.TotalSeconds:0.0} s.\n{started}");
    }
}
