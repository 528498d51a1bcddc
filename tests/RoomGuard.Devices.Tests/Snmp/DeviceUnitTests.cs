using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Tests.Snmp;

public sealed class DeviceUnitTests
{
    [Theory]
    [InlineData(77, "degF", "Cel", 25)]
    [InlineData(-40, "degF", "Cel", -40)]
    [InlineData(300, "K", "Cel", 26.85)]
    [InlineData(2.4, "kW", "W", 2400)]
    [InlineData(2400, "W", "kW", 2.4)]
    [InlineData(60, "psi", "kPa", 413.68542)]
    [InlineData(4, "bar", "kPa", 400)]
    [InlineData(90, "min", "h", 1.5)]
    [InlineData(43, "%", "%RH", 43)]
    [InlineData(43, "%", "Cel", 43)]
    public void Amounts_are_told_in_another_unit_of_their_quantity_and_left_alone_where_there_is_none(double amount, string from, string to, double expected) =>
        Assert.Equal(expected, DeviceUnit.Convert(amount, from, to), 5);

    [Theory]
    [InlineData(" F", "degF")]
    [InlineData("°C", "Cel")]
    [InlineData(" deg C", "Cel")]
    [InlineData(" Hrs", "h")]
    [InlineData(" RPM", "1/min")]
    [InlineData(" %RH", "%")]
    [InlineData(" starts", null)]
    [InlineData("", null)]
    [InlineData(" a very long text that is no unit at all", null)]
    public void Units_are_known_however_devices_spell_them(string text, string? unit) => Assert.Equal(unit, DeviceUnit.Parse(text));

    [Theory]
    [InlineData("env.temp", "77.0 F", 25)]
    [InlineData("env.temp", "25.1 C", 25.1)]
    [InlineData("gen.run_hours", "153.0 Hrs", 153)]
    [InlineData("gen.gen.power", "12500 W", 12.5)]
    [InlineData("gen.starts", "455 starts", 455)]
    public void A_text_that_names_its_unit_speaks_for_itself(string signal, string text, double expected) =>
        Assert.Equal(Reading.Of(expected), new Conversion().Convert(SnmpValue.Text(text), SignalCatalogue.Find(signal)!, 1)!.Reading);

    [Fact]
    public void A_degree_sign_in_one_byte_is_a_degree_sign() =>
        Assert.Equal(Reading.Of(25), new Conversion().Convert(SnmpValue.Octets(new byte[] { 0x37, 0x37, 0x20, 0xB0, 0x46 }), SignalCatalogue.Find("env.temp")!, 1)!.Reading);
}
