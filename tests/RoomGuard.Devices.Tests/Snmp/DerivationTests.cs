using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Snmp;

namespace RoomGuard.Devices.Tests.Snmp;

public sealed class DerivationTests
{
    private static readonly Derivation Running = new("gen.running", DerivationRule.First,
    [
        new DerivationTerm("gen.engine.state", ["running", "loaded"], null),
        new DerivationTerm("gen.rpm", [], 300),
    ]);

    private static readonly Derivation Mains = new("mains.available", DerivationRule.All,
        [.. Enumerable.Range(1, 3).Select(phase => new DerivationTerm($"v{phase}", [], 184))]);

    [Theory]
    [InlineData("running", 0.0, true)]
    [InlineData("ready", 1500.0, false)]
    [InlineData("unknown", 1500.0, true)]
    [InlineData(null, 1500.0, true)]
    [InlineData(null, 0.0, false)]
    public void The_first_signal_that_knows_decides(string? state, double rpm, bool isRunning)
    {
        var reading = Running.Evaluate(signal => signal == "gen.rpm" ? Reading.Of(rpm) : state is null ? null : Reading.Of(state));
        Assert.Equal(Reading.Of(isRunning), reading);
    }

    [Fact]
    public void Nothing_is_derived_from_signals_that_the_device_does_not_have() => Assert.Null(Running.Evaluate(_ => null));

    [Fact]
    public void What_only_absent_signals_could_tell_is_absent() =>
        Assert.False(Running.Evaluate(_ => Reading.Absent(AbsenceReason.Silent))!.Value.IsPresent);

    [Theory]
    [InlineData(new[] { 231.0, 230.0, 229.0 }, true)]
    [InlineData(new[] { 231.0, 0.0, 229.0 }, false)]
    [InlineData(new[] { 231.0 }, true)]
    [InlineData(new[] { 231.0, double.NaN, 229.0 }, null)]
    [InlineData(new[] { 0.0, double.NaN, 229.0 }, false)]
    public void Mains_are_there_when_every_phase_that_is_measured_says_so(double[] volts, bool? available)
    {
        var reading = Mains.Evaluate(signal =>
        {
            var phase = signal[1] - '1';
            return phase >= volts.Length ? null : double.IsNaN(volts[phase]) ? Reading.Absent(AbsenceReason.Silent) : Reading.Of(volts[phase]);
        });
        Assert.Equal(available, reading!.Value.IsPresent ? reading.Value.Flag : null);
    }

    [Theory]
    [InlineData("true", "false", true)]
    [InlineData("false", "false", false)]
    [InlineData("false", "absent", null)]
    [InlineData("absent", "true", true)]
    [InlineData(null, "false", false)]
    public void One_of_several_alarms_is_enough(string? first, string? second, bool? alarm)
    {
        var any = new Derivation("gen.alarm.warning", DerivationRule.Any, [new("a", [], null), new("b", [], null)]);
        var reading = any.Evaluate(signal => (signal == "a" ? first : second) switch
        {
            null => null,
            "absent" => Reading.Absent(AbsenceReason.Corrupt),
            var flag => Reading.Of(flag == "true"),
        });
        Assert.Equal(alarm, reading!.Value.IsPresent ? reading.Value.Flag : null);
    }

    [Fact]
    public void The_largest_of_what_is_known_counts()
    {
        var load = new Derivation("ups.load", DerivationRule.Max, [new("a", [], null), new("b", [], null), new("c", [], null)]);
        Assert.Equal(Reading.Of(40), load.Evaluate(signal => signal switch { "a" => Reading.Of(37), "b" => Reading.Of(40), _ => Reading.Absent(AbsenceReason.Corrupt) }));
    }
}
