using System.Globalization;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Kernel.Tests;

/// <summary>The published agent as a service on a real kernel, and the chips that are read in user space only.</summary>
[Collection("guest")]
public sealed class ServiceTests(Guest guest)
{
    private const string Meter = "hq/srv-1/meter-1/feed.energy";

    [Fact]
    public async Task Inputs_of_an_ADS1115_are_what_its_pins_have()
    {
        // 12 mA over 100 ohms; 12.5 V behind a divider; a rope with its resistor alone; a contact at rest.
        await guest.ChipAsync("ads_mv", "1200,1250,1650,1650");
        await Is("hq/srv-1/tank-1/gen.fuel.level", reading => reading.Kind == ReadingKind.Number && Math.Abs(reading.Number - 50) < 0.1);
        await Is("hq/srv-1/feed-1/feed.voltage", reading => reading.Kind == ReadingKind.Number && Math.Abs(reading.Number - 12.5) < 0.01);
        await Is("hq/srv-1/leak-2/leak.wet", reading => reading == Reading.Of(false));
        await Is("hq/srv-1/smoke-2/smoke.alarm", reading => reading == Reading.Of(false));

        // A wet rope of 20 kilohms, 9.4 kilohms of the contact, a cut loop.
        await guest.ChipAsync("ads_mv", "0,1250,550,2200");
        await Is("hq/srv-1/tank-1/gen.fuel.level", reading => reading is { Kind: ReadingKind.Absent, Absence: AbsenceReason.Faulted });
        await Is("hq/srv-1/leak-2/leak.wet", reading => reading == Reading.Of(true));
        await Is("hq/srv-1/smoke-2/smoke.alarm", reading => reading == Reading.Of(true));

        // Everything cut, and then the chip itself gone.
        await guest.ChipAsync("ads_mv", "1200,1250,3290,0");
        await Is("hq/srv-1/leak-2/leak.wet", reading => reading is { Kind: ReadingKind.Absent, Absence: AbsenceReason.Faulted });
        await Is("hq/srv-1/smoke-2/smoke.alarm", reading => reading is { Kind: ReadingKind.Absent, Absence: AbsenceReason.Faulted });
        await guest.ChipAsync("ads_nak", "Y");
        await Is("hq/srv-1/feed-1/feed.voltage", reading => reading is { Kind: ReadingKind.Absent, Absence: AbsenceReason.Silent });
        await guest.ChipAsync("ads_nak", "N");
        await Is("hq/srv-1/feed-1/feed.voltage", reading => reading.IsPresent);
    }

    [Fact]
    public async Task Contacts_of_an_MCP23017_follow_its_pins_its_interrupt_its_loss_and_its_resets()
    {
        const string First = "hq/srv-1/door-2/door.open";
        const string Second = "hq/srv-1/door-3/door.open";
        await guest.ChipAsync("mcp_levels", "0");
        await guest.UntilKnownAsync(First, Reading.Of(false));
        await guest.ChipAsync("mcp_levels", "513");
        await guest.UntilKnownAsync(First, Reading.Of(true));
        await guest.UntilKnownAsync(Second, Reading.Of(true));

        // A reset takes the pull-ups away, and the pins read low: that is not believed.
        var before = guest.Samples(First).Count;
        await guest.ChipAsync("mcp_reset", "Y");
        await guest.UntilAsync(First, samples => samples.Any(sample => !sample.Reading.IsPresent) && samples[^1].Reading == Reading.Of(true), "the reset was noticed and mended", before);
        Assert.DoesNotContain(guest.Samples(First).Skip(before), sample => sample.Reading == Reading.Of(false));
        Assert.Contains("forgot its settings", await guest.DoAsync("cat /data/log"), StringComparison.Ordinal);

        before = guest.Samples(Second).Count;
        await guest.ChipAsync("mcp_nak", "Y");
        await guest.UntilAsync(Second, samples => samples.Any(sample => sample.Reading is { Kind: ReadingKind.Absent, Absence: AbsenceReason.Silent }), "the chip is gone", before);
        await guest.ChipAsync("mcp_levels", "1");
        await guest.ChipAsync("mcp_nak", "N");
        await guest.UntilKnownAsync(Second, Reading.Of(false));

        // The wire from INT to the board falls: the poll would come within a second, and the interrupt is asked for in the same breath as the level.
        before = guest.Samples(Second).Count;
        await guest.DoAsync("echo pull-up > /run/gpio/sim_gpio5/pull; echo 513 > /sys/module/rgsim/parameters/mcp_levels; echo pull-down > /run/gpio/sim_gpio5/pull");
        await guest.UntilAsync(Second, samples => samples.Any(sample => sample.Reading == Reading.Of(true)), "the interrupt is answered", before);
        await guest.ChipAsync("mcp_levels", "0");
        await guest.UntilKnownAsync(First, Reading.Of(false));
    }

    [Fact]
    public async Task Every_pulse_of_a_meter_is_counted_and_the_count_survives_a_stop()
    {
        const int Pulses = 1000;
        await guest.UntilAsync(Meter, samples => samples.Any(sample => sample.Reading.IsPresent), "the meter is counted");
        var start = LastCount();
        var told = await guest.ToggleAsync(4, Pulses);
        var times = told.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => char.IsAsciiDigit(line[0])).Select(line => double.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)).ToList();
        var rate = Pulses * 2 / (times[1] - times[0]);
        TestContext.Current.SendDiagnosticMessage($"{Pulses} pulses: {rate:0} toggles a second");
        await guest.UntilAsync(Meter, samples => samples.Count >= 2, "the count is said");
        Assert.Equal(start + Pulses, LastCount());
        Assert.True(rate >= 200, $"{rate:0} toggles a second");

        var before = guest.Samples(Meter).Count;
        await guest.DoAsync("kill -TERM $(pidof roomguard-agent)");
        await guest.UntilAsync(Meter, samples => samples.Any(sample => sample.Reading is { Kind: ReadingKind.Absent, Absence: AbsenceReason.Faulted }) && samples[^1].Reading.IsPresent, "the break is said, and the count goes on", before);
        Assert.Equal(start + Pulses, LastCount());
        Assert.Contains("STOPPING=1", await guest.DoAsync("cat /run/warden"), StringComparison.Ordinal);
        Assert.Contains("ended 0", await guest.DoAsync("cat /run/warden"), StringComparison.Ordinal);

        double LastCount() => guest.Samples(Meter).Last(sample => sample.Reading.IsPresent).Reading.Number;
    }

    [Fact]
    public async Task The_agent_says_that_it_is_ready_lives_and_is_started_anew_when_it_gives_no_sign()
    {
        await guest.UntilAsync(Meter, samples => samples.Any(sample => sample.Reading.IsPresent), "the agent runs");
        var signs = await CountAsync("WATCHDOG=1");
        await Task.Delay(Guest.Watchdog, TestContext.Current.CancellationToken);
        Assert.True(await CountAsync("WATCHDOG=1") > signs, await guest.DoAsync("tail -n 20 /run/warden"));
        Assert.Equal(0, await CountAsync("missed"));
        var readies = await CountAsync("READY=1");

        // Stopped by a signal it neither ends nor lives: only who waits for its signs can tell.
        await guest.DoAsync("kill -STOP $(pidof roomguard-agent)");
        var missed = System.Diagnostics.Stopwatch.StartNew();
        while (await CountAsync("READY=1") == readies)
        {
            Assert.True(missed.Elapsed < TimeSpan.FromSeconds(60), await guest.DoAsync("tail -n 20 /run/warden"));
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, await CountAsync("missed"));
        await guest.UntilAsync(Meter, samples => samples.Any(sample => sample.Reading.IsPresent), "it publishes again");
    }

    [Fact]
    public async Task A_chip_that_the_kernel_has_is_left_to_it_and_the_machine_tells_of_itself()
    {
        await Is("hq/srv-1/probe-6/env.temp", reading => reading is { Kind: ReadingKind.Absent, Absence: AbsenceReason.Silent });
        Assert.Contains("the kernel's driver sht3x has the chip", await guest.DoAsync("cat /data/log"), StringComparison.Ordinal);
        await Is("hq/srv-1/node-1/agent.memory_free", reading => reading is { Kind: ReadingKind.Number, Number: > 5 and < 100 });
        await Is("hq/srv-1/node-1/agent.disk_free", reading => reading.Kind == ReadingKind.Number);

        // Nobody sets the clock of this machine, and it is no Raspberry Pi.
        await Is("hq/srv-1/node-1/agent.clock_synced", reading => reading == Reading.Of(false));
        await Is("hq/srv-1/node-1/agent.undervoltage", reading => reading is { Kind: ReadingKind.Absent, Absence: AbsenceReason.Silent });
    }

    private Task<IReadOnlyList<Sample>> Is(string point, Func<Reading, bool> holds) => guest.UntilAsync(point, samples => samples.Any(sample => holds(sample.Reading)), $"{point} is as expected");

    private async Task<int> CountAsync(string word) => int.Parse((await guest.DoAsync($"grep -c ' {word}' /run/warden || true")).Trim(), CultureInfo.InvariantCulture);
}
