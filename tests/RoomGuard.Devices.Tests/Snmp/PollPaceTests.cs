using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Snmp;

namespace RoomGuard.Devices.Tests.Snmp;

public sealed class PollPaceTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(1);
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly PollPace _pace = new(Period, Burst);

    [Theory]
    [InlineData("ups.output.source", "battery", true)]
    [InlineData("ups.output.source", "bypass", false)]
    [InlineData("ups.test.result", "in_progress", true)]
    [InlineData("ups.test.result", "passed", false)]
    [InlineData("ups.test.kind", "quick", false)]
    [InlineData("gen.engine.state", "cranking", true)]
    [InlineData("gen.engine.state", "cooling", true)]
    [InlineData("gen.engine.state", "stopped", false)]
    public void What_a_journal_is_written_of_is_watched_closely(string signal, string word, bool isBurst)
    {
        Assert.Equal(isBurst ? Burst : Period, _pace.After([new SignalReading(signal, Reading.Of(word))], Noon));
        Assert.Equal(isBurst, _pace.IsBurst);
    }

    [Fact]
    public void An_engine_that_turns_is_watched_closely_and_one_of_which_nothing_is_known_is_not()
    {
        Assert.Equal(Burst, _pace.After([new SignalReading("gen.running", Reading.Of(true))], Noon));
        Assert.Equal(Period, new PollPace(Period, Burst).After([new SignalReading("gen.running", Reading.Of(false))], Noon));
        Assert.Equal(Period, new PollPace(Period, Burst).After([new SignalReading("gen.running", Reading.Absent(AbsenceReason.Silent, "no answer"))], Noon));
    }

    [Fact]
    public void The_burst_ends_fifteen_seconds_after_its_reason()
    {
        _pace.After([new SignalReading("ups.output.source", Reading.Of("battery"))], Noon);
        var calm = new[] { new SignalReading("ups.output.source", Reading.Of("normal")) };

        Assert.Equal(Burst, _pace.After(calm, Noon.AddSeconds(14.9)));
        Assert.Equal(Period, _pace.After(calm, Noon.AddSeconds(15)));
    }

    [Fact]
    public void A_card_that_says_in_progress_for_ever_is_polled_as_usual_after_eight_hours_until_it_tests_anew()
    {
        var testing = new[] { new SignalReading("ups.test.result", Reading.Of("in_progress")) };
        Assert.Equal(Burst, _pace.After(testing, Noon));
        Assert.Equal(Burst, _pace.After(testing, Noon.AddHours(7.9)));
        Assert.Equal(Period, _pace.After(testing, Noon.AddHours(8.1)));

        _pace.After([new SignalReading("ups.test.result", Reading.Of("passed"))], Noon.AddHours(9));
        Assert.Equal(Burst, _pace.After(testing, Noon.AddHours(10)));
    }

    [Fact]
    public void A_burst_of_none_and_one_that_is_no_shorter_than_the_period_change_nothing()
    {
        var battery = new[] { new SignalReading("ups.output.source", Reading.Of("battery")) };

        Assert.Equal(Period, new PollPace(Period, TimeSpan.Zero).After(battery, Noon));
        Assert.Equal(Burst, new PollPace(Burst, Burst).After(battery, Noon));
    }
}
