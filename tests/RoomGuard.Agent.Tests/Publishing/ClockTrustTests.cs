using Microsoft.Extensions.Time.Testing;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Publishing;

public sealed class ClockTrustTests
{
    [Theory]
    [InlineData(0, false, TimeQuality.Synced)]
    [InlineData(4, false, TimeQuality.Synced)]
    [InlineData(5, false, TimeQuality.Unsynced)]
    [InlineData(5, true, TimeQuality.Holdover)]
    [InlineData(-1, false, TimeQuality.Unsynced)]
    [InlineData(-1, true, TimeQuality.Holdover)]
    public void What_the_kernel_says_of_its_clock_is_what_is_said_of_the_samples(int state, bool wasSynced, TimeQuality quality) =>
        Assert.Equal(quality, ClockTrust.Judge(state, wasSynced));

    // Python's ctypes asks the same kernel the same question by its own layout of the structure.
    [Fact]
    public async Task The_kernel_gives_us_the_answer_that_it_gives_others()
    {
        var python = Needs.Program("python3", "python3");
        var (exitCode, output) = await RealProcess.RunAsync(python, ["-c", "import ctypes; print(ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(1024)))"]);
        Assert.Equal(0, exitCode);
        Assert.Equal(int.Parse(output, System.Globalization.CultureInfo.InvariantCulture) is >= 0 and < 5, new ClockTrust(TimeProvider.System).Quality() == TimeQuality.Synced);
    }

    [Fact]
    public void A_clock_that_is_not_the_machines_is_its_own_truth() => Assert.Equal(TimeQuality.Synced, new ClockTrust(new FakeTimeProvider()).Quality());

    [Fact]
    public void Two_starts_within_one_boot_have_different_names_that_fit_the_contract()
    {
        var (one, other) = (BootName.New(), BootName.New());
        Assert.NotEqual(one, other);
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), one[..36]);
        Assert.True(PackProperties.TryRead(new PackProperties(one, 1, TimeQuality.Synced).ToPairs(), out _));
    }
}
