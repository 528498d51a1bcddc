using CsCheck;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Sensors;
using RoomGuard.Devices.Sensors.OneWire;

namespace RoomGuard.Devices.Tests.Sensors;

public sealed class KernelTextFuzzTests
{
    private static readonly Signal Temperature = SignalCatalogue.Find("env.temp")!;

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["0123456789-+.,eE \n\0naifty=YES:"], 0, 40],
        Gen.Double.Select(number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Any_text_gives_a_reading_that_the_signal_accepts_or_a_reason() => Texts.Sample(
        text =>
        {
            var reading = KernelNumber.Parse(text, 0.001, Temperature);
            Assert.True(!reading.IsPresent || Temperature.IsBelievable(reading.Number), $"{text}: {reading}");
            Assert.True(OneWireSensor.ParseSlave(text, Temperature) is var slave && (!slave.IsPresent || Temperature.IsBelievable(slave.Number)), $"{text}: {slave}");
        },
        iter: 20_000);

    [Fact]
    public void Every_thousandth_of_a_degree_comes_back_as_it_was_written() => Gen.Int[-40_000, 125_000].Sample(
        milli => Assert.Equal((double)milli / 1000, KernelNumber.Parse(milli.ToString(System.Globalization.CultureInfo.InvariantCulture) + "\n", 0.001, Temperature).Number));
}
