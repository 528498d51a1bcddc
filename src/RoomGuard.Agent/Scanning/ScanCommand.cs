using System.Globalization;
using RoomGuard.Contract.Points;
using RoomGuard.Snmp;

namespace RoomGuard.Agent.Scanning;

/// <summary><c>roomguard-agent scan</c>: finds SNMP devices in a network it is told, with credentials it is given, and proposes settings.</summary>
internal static class ScanCommand
{
    private const int Ok = 0;
    private const int NothingFound = 1;
    private const int Usage = 64; // EX_USAGE of sysexits.h
    private const int BadSettings = 78; // EX_CONFIG

    /// <summary>Runs the command; the proposal goes to <paramref name="output"/>, everything else to <paramref name="error"/>.</summary>
    /// <param name="words">What follows <c>scan</c>.</param>
    public static async Task<int> RunAsync(string[] words, TextWriter output, TextWriter error, CancellationToken stop)
    {
        var options = Options(words);
        if (options is null || !options.TryGetValue("--network", out var network) || !options.TryGetValue("--credentials", out var file))
        {
            await error.WriteLineAsync("roomguard-agent scan needs --network and --credentials, and takes --port, --rate, --timeout and --room. See roomguard-agent --help.");
            return Usage;
        }

        string?[] wrong =
        [
            ScanRange.TryRead(network, out var addresses),
            Number(options, "--port", 161, 65535, out var port),
            Number(options, "--rate", 20, 1000, out var perSecond),
            Number(options, "--timeout", 2, 60, out var seconds),
            PointName.IsValid(options.GetValueOrDefault("--room", "room")) ? null : $"--room must be {PointName.Rule}.",
        ];
        foreach (var fault in wrong.OfType<string>())
        {
            await error.WriteLineAsync($"roomguard-agent scan: {fault}");
        }

        if (wrong.Any(static fault => fault is not null))
        {
            return Usage;
        }

        var credentials = ScanCredential.Read(file, out var faults);
        foreach (var line in faults)
        {
            await error.WriteLineAsync(line.ToString());
        }

        if (faults.Count > 0)
        {
            return BadSettings;
        }

        await using var manager = new SnmpManager(TimeProvider.System);
        var scanner = new Scanner(manager, new ScanManners(port, perSecond, TimeSpan.FromSeconds(seconds)), TimeProvider.System, error.WriteLine);
        var devices = await scanner.RunAsync(addresses, credentials, stop);
        if (devices.Count == 0)
        {
            await error.WriteLineAsync($"Nothing answered in {network}. SNMP says nothing to a wrong community or an unlisted manager: check the devices' lists of managers and their SNMP switch.");
            return NothingFound;
        }

        await output.WriteLineAsync(Proposal.Write(devices, options.GetValueOrDefault("--room", "room")));
        return Ok;
    }

    private static Dictionary<string, string>? Options(string[] words)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < words.Length; i += 2)
        {
            if (words[i] is not ("--network" or "--credentials" or "--port" or "--rate" or "--timeout" or "--room") || i + 1 == words.Length || !options.TryAdd(words[i], words[i + 1]))
            {
                return null;
            }
        }

        return options;
    }

    private static string? Number(Dictionary<string, string> options, string key, int fallback, int most, out int number)
    {
        number = fallback;
        return !options.TryGetValue(key, out var text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most)
            ? null
            : $"{key} is \"{text}\"; it must be a number from 1 to {most.ToString(CultureInfo.InvariantCulture)}.";
    }
}
