using System.Globalization;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests.Parts;

/// <summary>One real site for all tests that do not break it: recordings of our own behind snmpsimd, and Net-SNMP's snmpd as a second UPS.</summary>
public sealed class SharedSite : IAsyncLifetime
{
    private SnmpSim _recordings = null!;
    private RealProcess _snmpd = null!;

    internal RealSite Site { get; private set; } = null!;

    internal static string UpsRecording => Repository.Path("tests", "RoomGuard.Devices.Tests", "Profiles", "ups-mib", "recording.snmprec");

    internal static string GeneratorRecording => Repository.Path("tests", "RoomGuard.Devices.Tests", "Profiles", "comap", "recording.snmprec");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        using var named = new Scratch();
        File.Copy(UpsRecording, named.Path("ups.snmprec"));
        File.Copy(GeneratorRecording, named.Path("generator.snmprec"));
        _recordings = await SnmpSim.StartAsync(named.Path("ups.snmprec"), named.Path("generator.snmprec"));
        var snmpdPort = await StartSnmpdAsync();
        Site = await RealSite.StartAsync(
            [
                Device(_recordings.Port, "ups", "ups-mib", "ups-1"),
                Device(_recordings.Port, "generator", "auto", "gen-1"),
                Device(snmpdPort, "public", "ups-mib", "ups-2"),
            ],
            ["""{ "id": "gen-1", "name": { "kk": "1-генератор", "ru": "Генератор 1", "en": "Generator 1" }, "inventory": "G-1", "ratedKw": 100 }"""]);
        await Site.UntilAsync(async () => (await Site.Influx.ExecuteAsync("SELECT v FROM \"gen.gen.frequency\" LIMIT 1")).Contains("gen.gen.frequency", StringComparison.Ordinal), "the generator's readings are in InfluxDB", 60);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await _snmpd.DisposeAsync();
        await _recordings.DisposeAsync();
    }

    internal static string Device(int port, string community, string profile, string equipment) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{ "address": "127.0.0.1:{{port}}", "community": "{{community}}", "profile": "{{profile}}", "room": "srv-1", "equipment": "{{equipment}}", "period": "1 s", "timeout": "3 s" }""");

    // Net-SNMP's own agent, told to answer a few objects of UPS-MIB: another implementation of the protocol than snmpsim's.
    private async Task<int> StartSnmpdAsync()
    {
        var program = Needs.Program("snmpd", "snmpd");
        var port = Ports.FreeUdp();
        var scratch = new Scratch();
        var config = scratch.Write("snmpd.conf", string.Create(CultureInfo.InvariantCulture, $"""
            agentaddress udp:127.0.0.1:{port}
            rocommunity public 127.0.0.1
            override 1.3.6.1.2.1.33.1.2.1.0 integer 2
            override 1.3.6.1.2.1.33.1.2.4.0 integer 87
            override 1.3.6.1.2.1.33.1.2.5.0 integer 1365
            override 1.3.6.1.2.1.33.1.4.1.0 integer 3
            """));
        _snmpd = RealProcess.Start(program, ["-f", "-Lo", "-C", "-c", config, $"--persistentDir={scratch.Folder}"]);
        var get = Needs.Program("snmpget", "snmp");
        await _snmpd.UntilAsync(
            async () => (await RealProcess.RunAsync(get, ["-v2c", "-cpublic", "-r0", "-t1", "-On", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), "1.3.6.1.2.1.33.1.2.4.0"], environment: NetSnmp.OfItsOwn)).Output.Contains("87", StringComparison.Ordinal),
            TimeSpan.FromSeconds(15),
            "snmpd answers");
        return port;
    }
}
