using RoomGuard.Agent;
using RoomGuard.Central;
using RoomGuard.Central.Options;
using RoomGuard.Cli.Verbs;
using RoomGuard.Simulator;
using RoomGuard.Simulator.Scenarios;

namespace RoomGuard.Cli.Demo;

/// <summary>Runs a whole site in this process: broker, simulated devices on real sockets and files, agent, centre and page, on one compressed clock.</summary>
internal static class DemoRun
{
    /// <summary>Runs until the duration is over or <paramref name="stop"/>.</summary>
    /// <returns>The exit code of the command.</returns>
    public static async Task<int> RunAsync(DemoSettings settings, CancellationToken stop)
    {
        var scenario = ScenarioLibrary.Read(settings.Scenario, out var faults);
        if (scenario is null)
        {
            return Faults.Print(faults);
        }

        if (!LoopbackPort.IsFree(settings.Port))
        {
            await Console.Error.WriteLineAsync($"Port {settings.Port} of 127.0.0.1 is taken by another program; choose another with --port.");
            return ExitCodes.Failed;
        }

        var folder = Directory.CreateTempSubdirectory("roomguard-demo-").FullName;
        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
            if (settings.Duration is { } duration)
            {
                ending.CancelAfter(duration);
            }

            return await PlayAsync(settings, scenario, folder, ending.Token);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> PlayAsync(DemoSettings settings, Scenario scenario, string folder, CancellationToken stop)
    {
        var clock = new CompressedTime(settings.Speed, TimeProvider.System);
        var narrator = new DemoNarrator(settings, clock);
        narrator.Open(scenario);

        var brokerPort = LoopbackPort.Free();
        await using var broker = await DemoBroker.StartAsync(brokerPort);
        narrator.Say("broker", $"embedded MQTT 5 broker on 127.0.0.1:{brokerPort}");

        // The site is there, but stands still, until the centre is up and the agent has read it: in compressed time the first tests are only seconds away.
        using var logs = DemoLogs.Create();
        await using var simulation = await SiteSimulation.StartAsync(scenario, new SimulationPlace(folder) { Seed = settings.Seed, IsHeld = true }, clock, logs, stop);
        var files = new DemoFiles(simulation, folder);
        if (CentralOptions.Read(files.WriteCentral(brokerPort, settings.Port), out var faults) is not { } central)
        {
            return Faults.Print(faults);
        }

        await using var app = CentralHost.Build(central, clock);
        await app.StartAsync(stop);
        narrator.Say("centre", $"page and API on http://127.0.0.1:{settings.Port}");
        narrator.Follow(simulation);
        if (AgentOptions.Read(files.WriteAgent(brokerPort), out faults) is not { } agent)
        {
            return Faults.Print(faults);
        }

        using var agentStop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var agentRun = AgentHost.RunAsync(agent, clock, logs, agentStop.Token);
        narrator.Say("agent", $"{simulation.Sensors.Count} sensors, {simulation.Contacts.Count} contacts, {simulation.Devices.Count} SNMP devices");
        await narrator.WatchAsync(app.Services, simulation, stop);

        await agentStop.CancelAsync();
        await agentRun;
        await app.StopAsync(CancellationToken.None);
        narrator.Close();
        return ExitCodes.Ok;
    }
}
