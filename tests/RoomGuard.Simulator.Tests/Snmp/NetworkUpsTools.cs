using System.Globalization;
using System.Net;
using RoomGuard.Testing;

namespace RoomGuard.Simulator.Tests.Snmp;

/// <summary>Network UPS Tools, reading one simulated UPS through its own SNMP driver: <c>upsc</c> says what it made of it.</summary>
internal sealed class NetworkUpsTools : IAsyncDisposable
{
    private readonly Scratch _scratch;
    private readonly RealProcess _driver;
    private readonly RealProcess _server;
    private readonly string _name;

    private NetworkUpsTools(Scratch scratch, RealProcess driver, RealProcess server, string name) => (_scratch, _driver, _server, _name) = (scratch, driver, server, name);

    /// <summary>Starts the driver and the server, and waits until they have values.</summary>
    /// <param name="mibs">The driver's name for the family: <c>ietf</c>, <c>apcc</c>.</param>
    public static async Task<NetworkUpsTools> StartAsync(SimulatedDevice device, string mibs)
    {
        var (snmp, upsd, upsc) = (Needs.Program("/lib/nut/snmp-ups", "nut-snmp"), Needs.Program("/lib/nut/upsd", "nut-server"), Needs.Program("upsc", "nut-client"));
        var (scratch, port) = (new Scratch(), Ports.FreeTcp());
        scratch.Write("ups.conf", string.Create(CultureInfo.InvariantCulture, $"maxretry = 3\n[ups]\n  driver = snmp-ups\n  port = {device.Endpoint}\n  mibs = {mibs}\n  community = {device.Community}\n  snmp_version = v2c\n  pollfreq = 1\n  pollinterval = 1\n"));
        scratch.Write("upsd.conf", string.Create(CultureInfo.InvariantCulture, $"LISTEN {IPAddress.Loopback} {port}\n"));
        scratch.Write("upsd.users", "");
        scratch.Write("nut.conf", "MODE=standalone\n");
        var surroundings = new Dictionary<string, string>
        {
            ["NUT_CONFPATH"] = scratch.Folder,
            ["NUT_STATEPATH"] = scratch.Folder,
            ["NUT_ALTPIDPATH"] = scratch.Folder,
            ["NUT_PIDPATH"] = scratch.Folder,
            ["MIBS"] = "",
        };
        var driver = RealProcess.Start(snmp, ["-a", "ups", "-F", "-u", Environment.UserName], surroundings);
        await driver.UntilAsync(() => Task.FromResult(Directory.EnumerateFileSystemEntries(scratch.Folder, "snmp-ups-ups").Any()), TimeSpan.FromSeconds(30), "the driver found the UPS");
        var server = RealProcess.Start(upsd, ["-F", "-u", Environment.UserName], surroundings);
        var tools = new NetworkUpsTools(scratch, driver, server, $"ups@{IPAddress.Loopback}:{port}");
        await server.UntilAsync(async () => (await RealProcess.RunAsync(upsc, [tools._name, "ups.status"])).ExitCode == 0, TimeSpan.FromSeconds(30), "upsd served the UPS");
        return tools;
    }

    /// <summary>What <c>upsc</c> prints, by name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync()
    {
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("upsc", "nut-client"), [_name]);
        Assert.True(exitCode == 0, output);
        return output.Split('\n').Select(static line => line.Split(": ", 2)).Where(static parts => parts.Length == 2).ToDictionary(static parts => parts[0], static parts => parts[1], StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _driver.DisposeAsync();
        _scratch.Dispose();
    }
}
