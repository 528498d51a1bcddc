using RoomGuard.Central.Sites;
using RoomGuard.Testing;

namespace RoomGuard.Wiring.Tests.Firmware;

/// <summary>The samples for kinds of rooms: an agent and the site model that belongs to it.</summary>
public sealed class RoomSampleTests
{
    public static TheoryData<string> Rooms => ["server-room", "cross-connect-room", "power-room"];

    [Fact]
    public void Every_sample_is_tried_here() =>
        Assert.Equal(Rooms.Select(row => row.Data).Order(StringComparer.Ordinal), Directory.EnumerateDirectories(Repository.Path("firmware-config", "rooms")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Rooms))]
    public async Task The_programs_find_no_fault(string room)
    {
        using var folder = new Scratch();
        var agent = SampleFolder.Copy(folder, Repository.Path("firmware-config", "rooms", room, "agent.json"));
        foreach (var (program, file) in new[] { ("roomguard-agent.dll", agent), ("roomguard.dll", agent), ("roomguard.dll", Repository.Path("firmware-config", "rooms", room, "site.yaml")) })
        {
            var (code, output) = await RealProcess.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, program), "check", file]);
            Assert.True(code == 0, $"{program} check {file}: {output}");
        }
    }

    // A point that nothing reads would be stale from the first day; an input that no site expects is found as unassigned, and by nobody.
    [Theory]
    [MemberData(nameof(Rooms))]
    public void What_the_site_expects_the_agent_reads_and_the_other_way_round(string room)
    {
        using var folder = new Scratch();
        var agent = SampleFolder.Read(folder, Repository.Path("firmware-config", "rooms", room, "agent.json"));
        var model = SiteModel.Read([Repository.Path("firmware-config", "rooms", room, "site.yaml")], out var faults);
        Assert.Empty(faults);
        var definition = Assert.Single(model!.Rooms);
        var devices = agent.Snmp.Select(device => device.Place.Equipment).ToHashSet(StringComparer.Ordinal);
        var wired = agent.Sensors.Select(sensor => (sensor.Place, sensor.Channel.Signal.Id)).Concat(agent.Contacts.Lines.Select(contact => (contact.Place, contact.Signal.Id))).ToList();

        Assert.All(wired, input => Assert.Equal(definition.Path, $"{agent.Site}/{input.Place.Room}"));
        Assert.Equal(
            wired.Select(input => $"{input.Place.Equipment}/{input.Id}").Order(StringComparer.Ordinal),
            definition.Points.Select(point => point.Key).Where(key => !devices.Contains(key.Split('/')[0])).Order(StringComparer.Ordinal));
        Assert.All(devices, device => Assert.Contains(definition.Points, point => point.Key.StartsWith(device + "/", StringComparison.Ordinal)));
        Assert.All(definition.Points, point => Assert.Contains(definition.Equipment, equipment => equipment.Id == point.Key.Split('/')[0]));
    }

    // The lines of the samples are those of the map: whoever takes one to a Pi wires it by the drawings.
    [Theory]
    [MemberData(nameof(Rooms))]
    public void Contacts_are_on_the_lines_of_the_pin_map(string room)
    {
        using var folder = new Scratch();
        var map = Maps.Read("rpi-4");
        var contacts = map.Devices.Where(device => device.Driver == "contact").ToDictionary(device => map.LineOf(device.Pin!.Value), device => device.ActiveLow);

        Assert.All(SampleFolder.Read(folder, Repository.Path("firmware-config", "rooms", room, "agent.json")).Contacts.Lines, contact => Assert.Equal(contacts[contact.Line.Line], contact.Line.IsActiveLow));
    }
}
