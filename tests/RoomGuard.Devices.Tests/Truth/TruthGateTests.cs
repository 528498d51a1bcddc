using CsCheck;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Truth;

namespace RoomGuard.Devices.Tests.Truth;

public sealed class TruthGateTests
{
    private static readonly Signal Temperature = SignalCatalogue.Find("env.temp")!;
    private static readonly TruthRules Rules = TruthRules.For(Temperature) with { PowerOn = 85 };

    [Theory]
    [InlineData("22.0 22.1 71.3 22.1", "22 22.1 corrupt 22.1")]
    [InlineData("22.0 44.0 22.1", "22 corrupt 22.1")]
    [InlineData("22.0 11.0 11.1 22.0", "22 corrupt corrupt 22")]
    [InlineData("22.0 60 75 90", "22 corrupt 75 90")]
    [InlineData("22.0 85.0625 85.0", "22 corrupt 85")]
    [InlineData("22.0 85 85 85 22", "22 faulted faulted faulted 22")]
    [InlineData("85 22", "faulted 22")]
    [InlineData("60 64 69 74 79 83 85 85 86", "60 64 69 74 79 83 85 85 86")]
    [InlineData("42.5 84.9 85.1 85.2", "42.5 corrupt corrupt 85.2")]
    [InlineData("22 71 -13 40 22", "22 corrupt corrupt corrupt 22")]
    [InlineData("44 22 22 22", "44 corrupt corrupt 22")]
    [InlineData("22 130 22", "22 out_of_range 22")]
    [InlineData("22 60 - 75", "22 corrupt silent 75")]
    public void Readings_ten_seconds_apart_are_told_as(string come, string told) => Assert.Equal(told.Split(' '), Judge(come.Split(' '), TimeSpan.FromSeconds(10)));

    [Fact]
    public void What_is_far_apart_may_have_changed_far() => Assert.Equal(["22", "40"], Judge(["22", "40"], TimeSpan.FromMinutes(10)));

    [Fact]
    public void The_very_same_number_for_hours_is_stuck_until_it_moves()
    {
        var gate = new TruthGate(Temperature, Rules);
        for (var minute = 0; minute < 360; minute++)
        {
            Assert.Equal(Reading.Of(22.5), gate.Judge(Reading.Of(22.5), TimeSpan.FromMinutes(minute)));
        }

        Assert.Equal(AbsenceReason.Stuck, gate.Judge(Reading.Of(22.5), TimeSpan.FromMinutes(360)).Absence);
        Assert.Contains("6 h", gate.Judge(Reading.Of(22.5), TimeSpan.FromMinutes(361)).Detail, StringComparison.Ordinal);
        Assert.Equal(Reading.Of(22.6), gate.Judge(Reading.Of(22.6), TimeSpan.FromMinutes(362)));
    }

    [Fact]
    public void Two_readings_a_day_that_are_the_same_are_not_stuck() => Assert.Equal(["22", "22", "22"], Judge(["22", "22", "22"], TimeSpan.FromHours(12)));

    [Fact]
    public void Checksums_that_fail_again_and_again_say_what_to_check()
    {
        var gate = new TruthGate(Temperature, Rules);
        var details = Enumerable.Range(0, 8).Select(i => gate.Judge(i % 2 == 0 ? Reading.Absent(AbsenceReason.Corrupt, "crc") : Reading.Of(22 + (i / 10.0)), TimeSpan.FromSeconds(i)).Detail).ToList();
        Assert.Equal("crc", details[0]);
        Assert.Equal("crc; 4 of the last 16 readings failed: check the cable, its length, shield and pull-up", details[6]);
    }

    [Fact]
    public void What_is_no_number_is_passed_on()
    {
        var gate = new TruthGate(SignalCatalogue.Find("leak.wet")!, TruthRules.For(SignalCatalogue.Find("leak.wet")!));
        Assert.Equal(Reading.Of(true), gate.Judge(Reading.Of(true), TimeSpan.Zero));
    }

    [Fact]
    public void Whatever_comes_only_what_was_read_is_told_and_a_new_level_within_three() =>
        Gen.Double[-40, 125].Array[1, 40].Select(Gen.Double[-40, 125]).Sample((noise, level) =>
        {
            var gate = new TruthGate(Temperature, Rules with { PowerOn = null, StuckAfter = TimeSpan.Zero });
            var at = TimeSpan.Zero;
            foreach (var number in noise)
            {
                var told = gate.Judge(Reading.Of(number), at += TimeSpan.FromSeconds(1));
                Assert.True(!told.IsPresent || told.Number == number);
            }

            var last = Enumerable.Range(0, 3).Select(_ => gate.Judge(Reading.Of(level), at += TimeSpan.FromSeconds(1))).ToList();
            Assert.Equal(Reading.Of(level), last[^1]);
        });

    private static List<string> Judge(IEnumerable<string> come, TimeSpan apart)
    {
        var gate = new TruthGate(Temperature, Rules);
        return [.. come.Select((text, i) => gate.Judge(text == "-" ? Reading.Absent(AbsenceReason.Silent) : Reading.Of(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)), i * apart))
            .Select(reading => reading.IsPresent ? reading.ToString() : reading.Absence.ToWord())];
    }
}
