using System.Net;
using System.Net.NetworkInformation;
using RoomGuard.Testing;

namespace RoomGuard.Snmp.Tests.Witnesses;

/// <summary>Net-SNMP's agent on a free loopback port, started once for the tests that ask it.</summary>
public sealed class Snmpd : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private RealProcess? _process;

    /// <summary>Whether this machine can be reached over IPv6 at all; containers often cannot.</summary>
    public static bool HasIPv6 { get; } = NetworkInterface.GetAllNetworkInterfaces().Any(network => network.GetIPProperties().UnicastAddresses.Any(address => address.Address.Equals(IPAddress.IPv6Loopback)));

    /// <summary>Where it listens on IPv4.</summary>
    public IPEndPoint Address { get; } = new(IPAddress.Loopback, Ports.FreeUdp());

    /// <summary>Where it listens on IPv6.</summary>
    public IPEndPoint AddressIPv6 { get; } = new(IPAddress.IPv6Loopback, Ports.FreeUdp());

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var program = Needs.Program("snmpd", "snmpd");
        var config = _scratch.Write("snmpd.conf", $"""
            agentaddress udp:{Address}{(HasIPv6 ? $",udp6:{AddressIPv6}" : "")}
            rocommunity public 127.0.0.1
            {(HasIPv6 ? "rocommunity6 public ::1" : "")}
            rwcommunity private 127.0.0.1
            sysLocation Room 12
            """);
        _process = RealProcess.Start(program, ["-f", "-Lo", "-C", "-c", config, $"--persistentDir={_scratch.Folder}"], NetSnmp.NoMibs);
        await _process.UntilAsync(
            async () => (await NetSnmp.TryAsync("snmpget", Address, "public", "-t1", "-r0", ".1.3.6.1.2.1.1.3.0")).ExitCode == 0,
            TimeSpan.FromSeconds(20),
            "snmpd answers");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _scratch.Dispose();
    }
}
