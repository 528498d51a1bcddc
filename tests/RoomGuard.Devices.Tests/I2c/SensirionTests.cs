using CsCheck;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.I2c;
using RoomGuard.Devices.Sensors.Sht3x;
using RoomGuard.Devices.Sensors.Sht4x;

namespace RoomGuard.Devices.Tests.I2c;

public sealed class SensirionTests
{
    private static readonly I2cPlace Place = new(1, 0x44);

    // The example of both data sheets.
    [Fact]
    public void The_checksum_is_that_of_the_data_sheet() => Assert.Equal(0x92, SensirionWord.Crc([0xbe, 0xef]));

    [Theory]
    [InlineData(0x0000, -45)]
    [InlineData(0xffff, 130)]
    [InlineData(0x6666, 25)]
    public void Temperatures_are_those_of_the_data_sheet(int raw, double celsius)
    {
        // -45 + 175 * raw / 65535, in both families; what no room can be is out of range.
        var reading = Read(Sht3x.Kind, "temperature", "env.temp", Words((ushort)raw, 0));
        Assert.Equal(SignalCatalogue.Find("env.temp")!.IsBelievable(celsius) ? ReadingKind.Number : ReadingKind.Absent, reading.Kind);
        Assert.True(reading.Kind == ReadingKind.Absent || Math.Abs(reading.Number - celsius) < 0.01);
        Assert.Equal(reading, Read(Sht4x.Kind, "temperature", "env.temp", Words((ushort)raw, 0)));
    }

    [Theory]
    [InlineData(0x0000, 0, 0)]
    [InlineData(0x8000, 50, 56.5)]
    [InlineData(0xffff, 100, 100)]
    public void Humidities_are_those_of_the_data_sheets(int raw, double third, double fourth)
    {
        Assert.Equal(third, Read(Sht3x.Kind, "humidity", "env.rh", Words(0x6666, (ushort)raw)).Number, 2);
        Assert.Equal(fourth, Read(Sht4x.Kind, "humidity", "env.rh", Words(0x6666, (ushort)raw)).Number, 2);
    }

    [Fact]
    public void A_bit_that_the_cable_turned_over_is_no_value()
    {
        var good = Words(0x6666, 0x8000);
        Gen.Int[0, 47].Sample(bit =>
        {
            var bytes = (byte[])good.Clone();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            return Read(Sht3x.Kind, "temperature", "env.temp", bytes) is { Kind: ReadingKind.Absent, Absence: AbsenceReason.Corrupt };
        }, iter: 200);
    }

    [Fact]
    public void Any_answer_is_a_value_of_its_signal_or_none() =>
        Gen.Select(Gen.Byte.Array[0, 8], Gen.Int[0, 1].Select(no => no == 0 ? "temperature" : "humidity")).Sample((bytes, channel) =>
            Read(Sht4x.Kind, channel, channel == "humidity" ? "env.rh" : "env.temp", bytes) is { Kind: ReadingKind.Absent or ReadingKind.Number });

    [Fact]
    public void A_chip_that_is_pulled_out_is_silent_and_comes_back()
    {
        var isThere = false;
        var opened = 0;
        var device = new FakeChip(_ => isThere ? Words(0x6666, 0x8000) : throw new IOException("No such device or address"));
        var chip = new I2cChip(Place, _ =>
        {
            opened++;
            return device;
        });
        var sensor = new SensirionSensor(Sht3x.Kind, chip, "temperature", SignalCatalogue.Find("env.temp")!);
        var silent = sensor.Read();
        Assert.Equal(AbsenceReason.Silent, silent.Absence);
        Assert.Contains("nothing answers at 1:0x44", silent.Detail, StringComparison.Ordinal);
        Assert.Equal(1, device.Closed);
        isThere = true;
        Assert.Equal(25, sensor.Read().Number, 2);
        Assert.Equal(2, opened);
        Assert.Equal([0x24, 0x00], device.Written[^1]);
    }

    [Fact]
    public void A_board_without_the_bus_says_so()
    {
        var sensor = new SensirionSensor(Sht3x.Kind, I2cChip.At(new I2cPlace(63, 0x44)), "temperature", SignalCatalogue.Find("env.temp")!);
        Assert.Contains("/dev/i2c-63", sensor.Read().Detail, StringComparison.Ordinal);
    }

    private static byte[] Words(ushort first, ushort second)
    {
        byte[] bytes = [(byte)(first >> 8), (byte)first, 0, (byte)(second >> 8), (byte)second, 0];
        (bytes[2], bytes[5]) = (SensirionWord.Crc(bytes.AsSpan(0, 2)), SensirionWord.Crc(bytes.AsSpan(3, 2)));
        return bytes;
    }

    private static Reading Read(SensirionKind kind, string channel, string signal, byte[] answer) =>
        new SensirionSensor(kind with { Takes = TimeSpan.Zero }, new I2cChip(Place, _ => new FakeChip(_ => answer)), channel, SignalCatalogue.Find(signal)!).Read();
}
