using System.Globalization;
using RoomGuard.Agent;
using RoomGuard.Devices.Contacts;
using RoomGuard.Testing;
using RoomGuard.Wiring.Boards;

namespace RoomGuard.Wiring.Tests.Firmware;

/// <summary>What <c>agent.json</c> and <c>config.txt</c> of a board say, beside its pin map.</summary>
public sealed class BoardSettingsTests
{
    public static TheoryData<string> Boards => Maps.Boards;

    [Theory]
    [MemberData(nameof(Boards))]
    public void The_agent_reads_the_sensors_of_the_map_and_no_others(string board)
    {
        var map = Maps.Read(board);
        var expected =
            from device in map.Devices
            where device.InSample && device.Driver != "contact"
            from reading in device.Readings
            select $"{device.Driver} {DeviceOf(map, device)} {reading.Channel} {device.Room}/{device.Equipment}/{reading.Signal} {reading.Period}";

        var actual =
            from sensor in Options(board).Sensors
            where sensor.Driver.Name != "system"
            select $"{sensor.Driver.Name} {sensor.Channel.Device} {sensor.Channel.Channel} {sensor.Place.Room}/{sensor.Place.Equipment}/{sensor.Channel.Signal.Id} {sensor.Period.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s";

        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void The_agent_reads_the_contacts_of_the_map_by_their_lines_levels_and_pulls(string board)
    {
        var map = Maps.Read(board);
        var contacts = Options(board).Contacts;
        var expected =
            from device in map.Devices
            where device.InSample && device.Driver == "contact"
            select $"{map.LineOf(device.Pin!.Value)} {device.ActiveLow} {device.Pull} {device.Room}/{device.Equipment}/{device.Readings.Single().Signal} {device.Debounce}";

        var actual =
            from contact in contacts.Lines
            select $"{contact.Line.Line} {contact.Line.IsActiveLow} {(contact.Line.Pull == ContactPull.Up ? "up" : "down")} {contact.Place.Room}/{contact.Place.Equipment}/{contact.Signal.Id} {contact.Line.Debounce.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)} ms";

        Assert.NotEmpty(contacts.Lines);
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        // The agent finds the chip of a Pi's header by itself.
        Assert.Equal(map.Chip.Label.StartsWith("pinctrl-", StringComparison.Ordinal) ? null : map.Chip.Label, contacts.Chip);
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void The_agent_counts_for_the_meter_and_drives_the_siren_of_the_map(string board)
    {
        var map = Maps.Read(board);
        var options = Options(board);
        var (pulse, siren) = (map.Devices.Single(device => device.Driver == "pulse"), map.Devices.Single(device => device.IsOutput));
        var meter = Assert.Single(options.Meters.Meters);
        Assert.Equal(
            (map.LineOf(pulse.Pin!.Value), pulse.ActiveLow, pulse.Pull == "up" ? ContactPull.Up : ContactPull.Down, pulse.Debounce, pulse.Room, pulse.Equipment),
            (meter.Line.Line, meter.Line.IsFalling, meter.Line.Pull, $"{meter.Line.Debounce.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)} ms", meter.Place.Room, meter.Place.Equipment));
        var output = Assert.Single(options.Local!.Outputs);
        Assert.Equal((map.LineOf(siren.Pin!.Value), siren.ActiveLow, siren.Room, siren.Equipment), (output.Line, output.IsActiveLow, output.Place.Room, output.Place.Equipment));

        // What pulls the line when nobody holds it must be what the output calls safe.
        Assert.Equal(siren.Pull == "down" ? siren.ActiveLow : !siren.ActiveLow, output.IsSafeOn);
    }

    [Theory]
    [InlineData("rpi-4")]
    [InlineData("rpi-5")]
    [InlineData("rpi-zero-2w")]
    public void The_boot_loader_sets_the_pulls_of_the_map(string board)
    {
        var map = Maps.Read(board);
        var lines = File.ReadAllLines(Repository.Path("firmware-config", board, "config.txt")).Where(line => line.Length > 0 && line[0] != '#').ToList();

        Assert.Equal(
            map.Devices.Where(device => device.Pin is not null).Select(device => $"gpio={map.LineOf(device.Pin!.Value)}=ip,p{device.Pull![0]}").Order(StringComparer.Ordinal),
            lines.Where(line => line.StartsWith("gpio=", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(["dtoverlay=roomguard", "dtparam=watchdog=on"], lines.Where(line => line.StartsWith("dt", StringComparison.Ordinal)));
    }

    private static string DeviceOf(Board map, Device device) =>
        device.KernelName ?? string.Create(CultureInfo.InvariantCulture, $"{map.FindBus(device.Bus)!.Number}:{device.Address}");

    private static AgentOptions Options(string board)
    {
        using var folder = new Scratch();
        return SampleFolder.Read(folder, Repository.Path("firmware-config", board, "agent.json"));
    }
}
