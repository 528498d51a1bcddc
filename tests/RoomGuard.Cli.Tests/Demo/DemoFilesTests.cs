using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Agent;
using RoomGuard.Central.Options;
using RoomGuard.Cli.Demo;
using RoomGuard.Simulator;
using RoomGuard.Simulator.Scenarios;
using RoomGuard.Testing;

namespace RoomGuard.Cli.Tests.Demo;

public sealed class DemoFilesTests
{
    public static TheoryData<string> Scenarios => [.. ScenarioLibrary.Names];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task The_settings_of_the_demo_hold_no_fault_and_name_everything_of_the_site(string name)
    {
        using var scratch = new Scratch();
        var scenario = ScenarioLibrary.Read(name, out _)!;
        await using var simulation = await SiteSimulation.StartAsync(scenario, new SimulationPlace(scratch.Folder) { IsHeld = true }, new FakeTimeProvider(), NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        var files = new DemoFiles(simulation, scratch.Folder);

        var agent = AgentOptions.Read(files.WriteAgent(1883), out var faults);
        Assert.Empty(faults);
        Assert.Equal((simulation.Sensors.Count, simulation.Devices.Count), (agent!.Sensors.Count, agent.Snmp.Count));

        var central = CentralOptions.Read(files.WriteCentral(1883, 8080), out faults);
        Assert.Empty(faults);
        Assert.Equal(scenario.Site.Rooms.Select(room => room.Id), central!.Sites.Single().Rooms.Select(room => room.Id));
        var published = simulation.Sensors.Select(sensor => (sensor.Room, sensor.Equipment, sensor.Signal))
            .Concat(simulation.Contacts.Select(contact => (contact.Room, contact.Equipment, contact.Signal)))
            .Concat(simulation.Devices.Select(device => (device.Room, device.Equipment, Signal: "")))
            .Append((agent.Centre.Place.Room, agent.Centre.Place.Equipment, Signal: ""));
        Assert.Empty(published.Where(point => !central.Model.FindRoom($"{scenario.Site.Id}/{point.Room}")!.Names(point.Equipment, point.Signal)));
    }
}
