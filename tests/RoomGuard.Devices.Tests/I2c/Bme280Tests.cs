using CsCheck;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.I2c;
using RoomGuard.Devices.Sensors.Bme280;

namespace RoomGuard.Devices.Tests.I2c;

public sealed class Bme280Tests
{
    // The example of the data sheet (of BMP280, 3.12, whose temperature and pressure are the same), and a plausible humidity.
    private static readonly byte[] Low =
    [
        0x70, 0x6b, 0x43, 0x67, 0x18, 0xfc, 0x7d, 0x8e, 0x43, 0xd6, 0xd0, 0x0b, 0x27, 0x0b, 0x8c, 0x00, 0xf9, 0xff, 0x8c, 0x3c, 0xf8, 0xc6, 0x70, 0x17, 0x00, 75,
    ];

    private static readonly byte[] High = [0x6a, 0x01, 0x00, 0x14, 0x2e, 0x03, 0x1e];

    private static readonly byte[] Data = [0x65, 0x5a, 0xc0, 0x7e, 0xed, 0x00, 0x6a, 0x00];

    [Fact]
    public void Temperature_and_pressure_are_those_of_the_data_sheets_example()
    {
        Assert.Equal(25.08, Read("temperature", "env.temp", Registers()).Number, 2);
        Assert.Equal(1006.53, Read("pressure", "env.pressure", Registers()).Number, 1);
        Assert.InRange(Read("humidity", "env.rh", Registers()).Number, 1, 99);
    }

    [Theory]
    [InlineData(0x58)]
    [InlineData(0x00)]
    [InlineData(0xff)]
    public void Another_chip_at_the_address_is_not_believed(byte id) =>
        Assert.Equal(AbsenceReason.Corrupt, Read("temperature", "env.temp", Registers(id: id)).Absence);

    [Fact]
    public void Registers_in_which_nothing_was_measured_are_a_fault() =>
        Assert.Equal(AbsenceReason.Faulted, Read("temperature", "env.temp", Registers(data: [0x80, 0, 0, 0x80, 0, 0, 0x80, 0])).Absence);

    [Fact]
    public void A_measurement_that_does_not_end_is_silence() => Assert.Equal(AbsenceReason.Silent, Read("temperature", "env.temp", Registers(status: 0x08)).Absence);

    [Fact]
    public void Any_registers_are_a_value_of_the_signal_or_none() =>
        Gen.Select(Gen.Byte.Array[26, 26], Gen.Byte.Array[7, 7], Gen.Byte.Array[8, 8], Gen.Int[0, 2].Select(no => new[] { "temperature", "humidity", "pressure" }[no])).Sample((low, high, data, channel) =>
        {
            var signal = channel == "temperature" ? "env.temp" : channel == "humidity" ? "env.rh" : "env.pressure";
            var reading = Read(channel, signal, Registers(low, high, data));
            return reading.Kind == ReadingKind.Absent || SignalCatalogue.Find(signal)!.IsBelievable(reading.Number);
        }, iter: 20, threads: 1);

    private static Func<byte[], byte[]> Registers(byte[]? low = null, byte[]? high = null, byte[]? data = null, byte id = 0x60, byte status = 0) => written => written[0] switch
    {
        0xd0 => [id],
        0x88 => low ?? Low,
        0xe1 => high ?? High,
        0xf3 => [status],
        0xf7 => data ?? Data,
        _ => [],
    };

    private static Reading Read(string channel, string signal, Func<byte[], byte[]> registers) =>
        new Bme280Sensor(new I2cChip(new I2cPlace(1, 0x76), _ => new FakeChip(registers)), channel, SignalCatalogue.Find(signal)!).Read();
}
