using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Scanning;

namespace RoomGuard.Agent;

/// <summary>The command line of <c>roomguard-agent</c>.</summary>
internal static class AgentCommand
{
    private const int Ok = 0;
    private const int Usage = 64; // EX_USAGE of sysexits.h
    private const int BadSettings = 78; // EX_CONFIG
    private const int CannotUse = 74; // EX_IOERR

    private const string Help = """
        roomguard-agent: reads what its board has and publishes it.

          roomguard-agent run --config <agent.json>    run until SIGTERM or Ctrl+C
          roomguard-agent check <agent.json>           name everything wrong with a settings file, open no device
          roomguard-agent safe --config <agent.json>   put every output line (siren, beacon) into its safe state: after a crash
          roomguard-agent scan --network <10.1.2.0/24> --credentials <file.json> [--port 161] [--rate 20] [--timeout 2] [--room <room>]
                                                       find SNMP devices in that network, trying only the file's
                                                       credentials, and propose the section "snmp" of agent.json
          roomguard-agent --help                       this text
          roomguard-agent --version                    name and version

        Exit codes: 0 in order, 1 nothing found, 64 wrong command line, 74 outputs that cannot be used, 78 wrong settings (each fault on a line: file:line: what).
        """;

    /// <summary>Runs a command line and gives the exit code.</summary>
    public static async Task<int> RunAsync(string[] words, TextWriter output, TextWriter error)
    {
        switch (words)
        {
            case ["--help" or "-h" or "help"]:
                await output.WriteLineAsync(Help);
                return Ok;
            case ["--version"]:
                await output.WriteLineAsync(AgentHost.Software);
                return Ok;
            case ["check", var path] when !path.StartsWith('-'):
                return await CheckAsync(path, output, error);
            case ["run", "--config", var path]:
                return await RunAgentAsync(path, error);
            case ["safe", "--config", var path]:
                return await MakeSafeAsync(path, error);
            case ["scan", .. var rest]:
                return await UntilSignalledAsync(stop => ScanCommand.RunAsync(rest, output, error, stop));
            default:
                await error.WriteLineAsync(words.Length == 0 ? Help : $"roomguard-agent: \"{string.Join(' ', words)}\" is not a command. See roomguard-agent --help.");
                return Usage;
        }
    }

    private static async Task<int> CheckAsync(string path, TextWriter output, TextWriter error)
    {
        if (await ReadAsync(path, error) is not { } options)
        {
            return BadSettings;
        }

        await output.WriteLineAsync(FormattableString.Invariant(
            $"{path}: in order. Agent {options.Site}/{options.Agent}: {options.Sensors.Count} sensors, {options.Contacts.All.Count()} contacts, {options.Meters.Meters.Count} meters, {options.Snmp.Count} SNMP devices, {options.Cameras.Count} cameras."));
        return Ok;
    }

    private static async Task<int> MakeSafeAsync(string path, TextWriter error)
    {
        if (await ReadAsync(path, error) is not { } options)
        {
            return BadSettings;
        }

        try
        {
            AgentHost.MakeSafe(options);
            return Ok;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            await error.WriteLineAsync($"roomguard-agent: the outputs cannot be made safe: {fault.Message} Check that no other program holds them.");
            return CannotUse;
        }
    }

    private static async Task<int> RunAgentAsync(string path, TextWriter error)
    {
        if (await ReadAsync(path, error) is not { } options)
        {
            return BadSettings;
        }

        using var logs = LoggerFactory.Create(logging => logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
        }));
        return await UntilSignalledAsync(async stop =>
        {
            await AgentHost.RunAsync(options, TimeProvider.System, logs, stop);
            return Ok;
        });
    }

    // SIGTERM and Ctrl+C end in order what is running.
    private static async Task<int> UntilSignalledAsync(Func<CancellationToken, Task<int>> run)
    {
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        return await run(stop.Token);

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<AgentOptions?> ReadAsync(string path, TextWriter error)
    {
        var options = AgentOptions.Read(path, out var faults);
        foreach (var fault in faults)
        {
            await error.WriteLineAsync(fault.ToString());
        }

        return options;
    }
}
