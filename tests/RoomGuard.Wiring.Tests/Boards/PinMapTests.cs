using System.Text.Json;
using RoomGuard.Contract.Signals;
using RoomGuard.Testing;
using RoomGuard.Wiring.Boards;

namespace RoomGuard.Wiring.Tests.Boards;

public sealed class PinMapTests
{
    public static TheoryData<string> Boards => Maps.Boards;

    [Fact]
    public void There_are_the_three_Pis_and_one_other_board() => Assert.Equal(["odroid-c4", "rpi-4", "rpi-5", "rpi-zero-2w"], Maps.Boards.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Boards))]
    public void A_map_holds_no_fault(string board)
    {
        var map = Maps.Read(board);

        Assert.Empty(BoardFaults.Of(map));
        Assert.Equal(board, map.Id);
        Assert.All(map.Devices.SelectMany(device => device.Readings), reading => Assert.NotNull(SignalCatalogue.Find(reading.Signal)));
    }

    // Somebody who carries the plug from one board to another must not wire anything anew.
    [Fact]
    public void Every_board_has_the_same_devices_on_the_same_pins()
    {
        var all = Maps.Boards.Select(row => Maps.Read(row.Data)).Select(map => JsonSerializer.Serialize(map.Devices)).ToList();

        Assert.Single(all.Distinct());
        Assert.Single(Maps.Boards.Select(row => string.Join(' ', Maps.Read(row.Data).Header.Where(pin => pin.Line is null && !pin.Name.StartsWith("ADC", StringComparison.Ordinal) && pin.Name != "1V8").Select(pin => $"{pin.Pin}={pin.Name}"))).Distinct());
    }

    // The kernel's own names of the lines are the witness: PIN_11 on the ODROID, GPIO17 or the function on a Pi.
    [Theory]
    [MemberData(nameof(Boards))]
    public async Task Lines_are_those_that_Debians_kernel_names(string board)
    {
        var map = Maps.Read(board);
        if (map.DebianTree is null)
        {
            Assert.Equal("rpi-5", board);
            return;
        }

        var (code, output) = await RealProcess.RunAsync(Needs.Program("fdtget", "device-tree-compiler"), ["-t", "bx", Needs.DeviceTree(map.DebianTree), map.Chip.Node!, "gpio-line-names"]);
        Assert.Equal(0, code);
        var names = new string([.. output.Split(' ', '\n').Where(text => text.Length > 0).Select(text => (char)Convert.ToByte(text, 16))]).Split('\0');
        var lines = map.Header.Where(pin => pin.Line is not null).ToList();
        Assert.InRange(lines.Count, 25, 28);
        Assert.All(lines, pin => Assert.Contains(names[pin.Line!.Value], new[] { $"PIN_{pin.Pin}", pin.Function, pin.Name }));
    }

    [Theory]
    [InlineData("""{ "pin": 1, "to": "VDD", "kind": "supply" }""", """{ "pin": 2, "to": "VDD", "kind": "supply" }""", "ds18b20: VDD is a supply wire on pin 2, 5V.")]
    [InlineData("""{ "pin": 9, "to": "GND", "kind": "ground" }""", """{ "pin": 8, "to": "GND", "kind": "ground" }""", "ds18b20: GND is a ground wire on pin 8, GPIO14.")]
    [InlineData("""{ "pin": 7, "to": "DQ", "kind": "data" }""", """{ "pin": 11, "to": "DQ", "kind": "data" }""", "ds18b20: DQ is a data wire on pin 11, GPIO17.")]
    [InlineData("""{ "pin": 7, "to": "DQ", "kind": "data" }""", """{ "pin": 41, "to": "DQ", "kind": "data" }""", "ds18b20: DQ is a data wire on pin 41, which the header does not have.")]
    [InlineData("""{ "pin": 7, "to": "DQ", "kind": "data" }""", """{ "from": "x", "to": "DQ", "kind": "data" }""", "ds18b20: DQ comes from no pin.")]
    [InlineData("\"address\": \"0x45\"", "\"address\": \"0x44\"", "address i2c1 0x44 is taken more than once.")]
    [InlineData("\"address\": \"0x45\"", "\"address\": \"0x78\"", "sht3x must have an address from 0x08 to 0x77 on an I2C bus, and none elsewhere.")]
    [InlineData("\"pin\": 13,\n", "\"pin\": 11,\n", "pin 11 is taken more than once.")]
    [InlineData("\"pin\": 16,\n", "\"pin\": 17,\n", "pulse-1 is on pin 17, which must be a line, and its pull must be up or down.")]
    [InlineData("\"line\": 27 }", "\"line\": 17 }", "header has line 17 on more than one pin.")]
    [InlineData("{ \"pin\": 40, ", "{ \"pin\": 39, ", "header must have pins 1 to 40 in their order.")]
    [InlineData("""{ "part": "R 4.7 kΩ", "a": "VDD", "b": "DQ" }""", """{ "part": "R 4.7 kΩ", "a": "VDD", "b": "D" }""", "ds18b20: a part ends at \"D\", which is no terminal.")]
    [InlineData("""{ "name": "DS18B20", "terminals": ["VDD", "DQ", "GND"] }""", """{ "name": "DS18B20", "terminals": ["VDD", "GND"] }""", "ds18b20: wires and terminals of the blocks must be the same, each once, in the same order.")]
    [InlineData("\"bus\": \"w1\"", "\"bus\": \"w2\"", "ds18b20 must have either a bus of this board or a pin.")]
    public void A_wiring_that_would_harm_or_read_nothing_is_named(string right, string wrong, string fault)
    {
        var json = File.ReadAllText(Maps.PathOf("rpi-4"));
        Assert.Contains(right, json, StringComparison.Ordinal);

        Assert.Contains(fault, BoardFaults.Of(BoardFile.Parse(json.Replace(right, wrong, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("\"activeLow\"", "\"activelow2\"")]
    [InlineData("\"label\": \"pinctrl-bcm2711\", ", "")]
    [InlineData("\"board\": \"rpi-4\"", "\"board\": null")]
    public void A_key_that_is_unknown_or_missing_is_refused(string right, string wrong)
    {
        var json = File.ReadAllText(Maps.PathOf("rpi-4"));
        Assert.Contains(right, json, StringComparison.Ordinal);

        Assert.Throws<JsonException>(() => BoardFile.Parse(json.Replace(right, wrong, StringComparison.Ordinal)));
    }
}
