using System.Globalization;
using RoomGuard.Testing;

namespace RoomGuard.Simulator.Tests.Snmp;

/// <summary>Net-SNMP's own tools, asking one simulated device: they share no code with it.</summary>
internal sealed class NetSnmp(SimulatedDevice device)
{
    /// <summary>What <c>snmpget</c> prints as the value, enumerations as numbers.</summary>
    public async Task<string> GetAsync(string oid) => (await GetAllAsync([oid]))[0];

    /// <summary>The values of several objects out of one request.</summary>
    public async Task<IReadOnlyList<string>> GetAllAsync(IReadOnlyList<string> oids) => (await RunAsync("snmpget", "-Onqvet", [.. oids])).Split('\n');

    public async Task<double> NumberAsync(string oid) => double.Parse(await GetAsync(oid), CultureInfo.InvariantCulture);

    /// <summary>Identifier and value of everything below <paramref name="root"/>.</summary>
    public async Task<IReadOnlyDictionary<string, string>> BulkWalkAsync(string root) =>
        (await RunAsync("snmpbulkwalk", "-Onqet", [root])).Split('\n')
        .Where(line => !line.Contains("No more variables left", StringComparison.Ordinal))
        .Select(line => line.Split(' ', 2))
        .ToDictionary(parts => parts[0][1..], parts => parts.Length > 1 ? parts[1].Trim('"') : "", StringComparer.Ordinal);

    private async Task<string> RunAsync(string tool, string form, string[] oids)
    {
        var program = Needs.Program(tool, "snmp");
        var (exitCode, output) = await RealProcess.RunAsync(program, ["-v2c", "-c", device.Community, "-r1", "-t5", "-M", "", "-m", "", form, device.Endpoint.ToString(), .. oids]);
        Assert.True(exitCode == 0, output);
        return output.Trim();
    }
}
