using CsCheck;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.I2c;
using RoomGuard.Devices.Sensors;
using RoomGuard.Devices.Sensors.Ads1115;

namespace RoomGuard.Devices.Tests.I2c;

public sealed class Ads1115Tests
{
    private static readonly I2cPlace Place = new(1, 0x48);

    // 4.7 kΩ in series with the contact and 4.7 kΩ across it; 4.7 kΩ from 3.3 V.
    private static readonly SupervisedContact Door = new(3.3, 4700, 4700, 9400);

    private static readonly CurrentLoop Level = new(100, 0, 100);

    private static readonly LeakRope Rope = new(3.3, 100_000, 100_000, 50_000);

    // Table "Input Signal Versus Ideal Output Code" of the data sheet.
    [Theory]
    [InlineData(0x7fff, 32767.0 / 32768)]
    [InlineData(0x0001, 1.0 / 32768)]
    [InlineData(0x0000, 0.0)]
    [InlineData(0xffff, -1.0 / 32768)]
    [InlineData(0x8000, -1.0)]
    public void Codes_are_those_of_the_data_sheet(int code, double ofFullScale)
    {
        for (var gain = 0; gain < 6; gain++)
        {
            var range = new Ads1115Gain(gain);
            Assert.Equal(ofFullScale * range.FullScale, range.Volts((short)code), 12);
        }
    }

    // The LSB column of the table of the amplifier's ranges.
    [Theory]
    [InlineData(0, 187.5)]
    [InlineData(1, 125)]
    [InlineData(2, 62.5)]
    [InlineData(3, 31.25)]
    [InlineData(4, 15.625)]
    [InlineData(5, 7.8125)]
    public void A_step_is_that_of_the_data_sheet(int gain, double microvolts) => Assert.Equal(microvolts, new Ads1115Gain(gain).Volts(1) * 1e6, 9);

    [Theory]
    [InlineData("ain0", 1, 128, 0xc383)]
    [InlineData("ain3", 0, 8, 0xf103)]
    [InlineData("ain0-ain1", 2, 128, 0x8583)] // What the register holds after power-up, by the data sheet: 0x8583.
    [InlineData("ain2-ain3", 5, 860, 0xbbe3)]
    public void The_config_register_is_that_of_the_data_sheet(string channel, int gain, int rate, int register) =>
        Assert.Equal(register, Ads1115Sensor.Configuration(channel, new Ads1115Tuning(new Ads1115Gain(gain), rate, new PlainVoltage(1))));

    [Theory]
    [InlineData(4, 0.0)]
    [InlineData(20, 100.0)]
    [InlineData(12, 50.0)]
    [InlineData(3.9, 0.0)]
    [InlineData(20.4, 100.0)]
    [InlineData(3.59, null)]
    [InlineData(0, null)]
    [InlineData(21.1, null)]
    public void A_loop_is_a_level_or_a_fault_by_NE_43(double milliamperes, double? percent)
    {
        var reading = Level.Judge(milliamperes * 0.1, Signal("gen.fuel.level") with { Max = 100 });
        Assert.Equal(percent is not { } level ? Reading.Absent(AbsenceReason.Faulted, reading.Detail) : Reading.Of(level), reading);
        Assert.True(percent is not null || reading.Detail!.Contains(milliamperes < 4 ? "cut" : "shorted", StringComparison.Ordinal), reading.Detail);
    }

    [Theory]
    [InlineData(4700, false)]
    [InlineData(5400, false)]
    [InlineData(3900, false)]
    [InlineData(9400, true)]
    [InlineData(8000, true)]
    [InlineData(0, "shorted")]
    [InlineData(2000, "shorted")]
    [InlineData(3000, "neither")]
    [InlineData(6500, "neither")]
    [InlineData(15_000, "neither")]
    [InlineData(30_000, "cut")]
    [InlineData(1e9, "cut")]
    public void A_supervised_contact_has_four_states(double ohms, object expected) => Is(expected, Door, ohms);

    [Theory]
    [InlineData(100_000, false)]
    [InlineData(60_000, false)]
    [InlineData(40_000, true)]
    [InlineData(200, true)]
    [InlineData(0, "shorted")]
    [InlineData(250_000, "cut")]
    [InlineData(1e12, "cut")]
    public void A_leak_rope_is_dry_wet_cut_or_shorted(double ohms, object expected) => Is(expected, Rope, ohms);

    [Fact]
    public void A_conversion_is_begun_waited_for_and_read()
    {
        var chip = new FakeAds(0x2710);
        Assert.Equal(1.25, Read(chip, "ain1", "feed.voltage").Number, 6);
        Assert.Equal([0x01, 0xd3, 0xe3], chip.Device.Written[0]);
        Assert.Equal([0x00], chip.Device.Written[^1]);
    }

    [Fact]
    public void A_chip_that_forgot_what_it_was_told_is_not_believed()
    {
        // As after a brown-out between order and answer: the register holds its power-up value.
        var reading = Read(new FakeAds(0x2710) { Holds = 0x8583 }, "ain1", "feed.voltage");
        Assert.Equal(AbsenceReason.Corrupt, reading.Absence);
        Assert.Contains("0x8583", reading.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_conversion_that_does_not_end_is_silence() =>
        Assert.Equal(AbsenceReason.Silent, Read(new FakeAds(0x2710) { Holds = 0x53e3 }, "ain1", "feed.voltage").Absence);

    [Theory]
    [InlineData(0x7fff)]
    [InlineData(0x8000)]
    public void An_input_beyond_full_scale_has_no_value(int raw) => Assert.Equal(AbsenceReason.OutOfRange, Read(new FakeAds(raw), "ain1", "feed.voltage").Absence);

    [Fact]
    public void A_chip_that_is_pulled_out_is_silent_and_comes_back()
    {
        var fake = new FakeAds(0x2710) { IsThere = false };
        var sensor = Sensor(fake, "ain1", "feed.voltage", new PlainVoltage(1));
        Assert.Equal(AbsenceReason.Silent, sensor.Read().Absence);
        fake.IsThere = true;
        Assert.Equal(1.25, sensor.Read().Number, 6);
    }

    [Fact]
    public void Any_answer_is_a_value_of_its_signal_or_none()
    {
        var meanings = new (VoltageMeaning Meaning, string Signal)[] { (new PlainVoltage(60), "feed.voltage"), (Level, "gen.fuel.level"), (Door, "door.open"), (Rope, "leak.wet") };
        Gen.Select(Gen.Int[0, 65535], Gen.Int[0, 3], Gen.Int[0, 7]).Sample((raw, meaning, input) =>
        {
            var (what, signal) = meanings[meaning];
            string[] inputs = ["ain0", "ain1", "ain2", "ain3", "ain0-ain1", "ain0-ain3", "ain1-ain3", "ain2-ain3"];
            var reading = Sensor(new FakeAds(raw), inputs[input], signal, what).Judge((short)raw);
            return !reading.IsPresent || (Signal(signal).Accepts(reading) && (reading.Kind != ReadingKind.Number || Signal(signal).IsBelievable(reading.Number)));
        }, iter: 20_000);
    }

    [Fact]
    public void Any_two_registers_are_a_reading_and_never_an_exception() =>
        Gen.Select(Gen.Byte.Array[0, 3], Gen.Byte.Array[0, 3]).Sample((config, data) =>
        {
            var device = new FakeChip(written => written[0] == 1 ? config : data);
            var sensor = new Ads1115Sensor(new I2cChip(Place, _ => device), "ain0", new Ads1115Tuning(new Ads1115Gain(1), 860, Door), Signal("door.open"));
            return sensor.Read() is { Kind: ReadingKind.Absent or ReadingKind.Flag };
        }, iter: 50, threads: 1);

    [Theory]
    [InlineData("1:0x44", "ain0", "has device \"1:0x44\"")]
    [InlineData("1:0x48", "a0", "has channel \"a0\"; it must be one of ain0-ain1")]
    [InlineData("1:0x48", "ain0", "reads V, but leak.wet is in no unit: say by loop, contact or rope")]
    public void What_cannot_be_is_said_before_it_is_tried(string device, string channel, string fault) =>
        Assert.Contains(fault, Ads1115Sensor.Driver.Fault(new SensorChannel(device, channel, Signal("leak.wet"))), StringComparison.Ordinal);

    [Fact]
    public void A_meaning_that_does_not_fit_is_said_before_it_is_tried()
    {
        Assert.Contains("is in no unit", Level.Fault(Signal("leak.wet"), 4.096), StringComparison.Ordinal);
        Assert.Contains("cannot be", new CurrentLoop(100, 0, 1000).Fault(Signal("gen.fuel.level"), 4.096), StringComparison.Ordinal);
        Assert.Contains("full scale", new CurrentLoop(250, 0, 100).Fault(Signal("gen.fuel.level"), 4.096), StringComparison.Ordinal);
        Assert.Null(Level.Fault(Signal("gen.fuel.level"), 4.096));
        Assert.Contains("only true or false", Door.Fault(Signal("env.temp"), 4.096), StringComparison.Ordinal);
        Assert.Contains("full scale", Door.Fault(Signal("door.open"), 2.048), StringComparison.Ordinal);
        Assert.Contains("1.8 times", (Door with { Alarm = 6000 }).Fault(Signal("door.open"), 4.096), StringComparison.Ordinal);
        Assert.Contains("wet below", (Rope with { Wet = 200_000 }).Fault(Signal("leak.wet"), 4.096), StringComparison.Ordinal);
        Assert.Null(Rope.Fault(Signal("leak.wet"), 4.096));
    }

    private static void Is(object expected, SensingCircuit circuit, double ohms)
    {
        var reading = circuit.Judge(circuit.Supply * ohms / (ohms + circuit.Pull), Signal("door.open"));
        if (expected is bool flag)
        {
            Assert.Equal(Reading.Of(flag), reading);
        }
        else
        {
            Assert.Equal(AbsenceReason.Faulted, reading.Absence);
            Assert.Contains((string)expected, reading.Detail, StringComparison.Ordinal);
        }
    }

    private static Signal Signal(string id) => SignalCatalogue.Find(id)!;

    private static Ads1115Sensor Sensor(FakeAds fake, string channel, string signal, VoltageMeaning meaning) =>
        new(new I2cChip(Place, _ => fake.Device), channel, new Ads1115Tuning(new Ads1115Gain(1), 860, meaning), Signal(signal));

    private static Reading Read(FakeAds fake, string channel, string signal) => Sensor(fake, channel, signal, new PlainVoltage(1)).Read();

    // A chip that holds what is written to its config register, and one conversion.
    private sealed class FakeAds
    {
        public FakeAds(int raw) => Device = new FakeChip(written =>
        {
            if (!IsThere)
            {
                throw new IOException("Remote I/O error");
            }

            var order = Device!.Written.Last(bytes => bytes.Length == 3);
            var config = Holds ?? ((order[1] << 8) | order[2]);
            return written[0] == 1 ? [(byte)(config >> 8), (byte)config] : [(byte)(raw >> 8), (byte)raw];
        });

        public FakeChip Device { get; }

        public bool IsThere { get; set; } = true;

        public int? Holds { get; init; }
    }
}
