using System.Globalization;
using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>Two vendors' UPS, identified by themselves. Recordings of real devices, where the environment names a folder of them: what is stored must be what others read from the same
/// recording. Elsewhere recordings of our own: what is stored must be what their lines say by the MIB.</summary>
public sealed class RecordedDevicesTests
{
    // Recording, its equipment here, OID, our signal, what others' number is worth in our unit, and what the object's raw number is worth by its MIB.
    private static readonly (string Recording, string Equipment, string Oid, string Signal, double Worth, double RawWorth)[] Expectations =
    [
        ("apc_smt750x-nmc2", "ups-1", "1.3.6.1.4.1.318.1.1.1.2.3.1.0", "ups.battery.charge", 1, 0.1),
        ("apc_smt750x-nmc2", "ups-1", "1.3.6.1.4.1.318.1.1.1.2.2.3.0", "ups.battery.runtime", 60, 0.01),
        ("apc_smt750x-nmc2", "ups-1", "1.3.6.1.4.1.318.1.1.1.2.3.4.0", "ups.battery.voltage", 1, 0.1),
        ("apc_smt750x-nmc2", "ups-1", "1.3.6.1.4.1.318.1.1.1.3.3.1.0", "ups.input.voltage.l1", 1, 0.1),
        ("apc_smt750x-nmc2", "ups-1", "1.3.6.1.4.1.318.1.1.1.4.3.2.0", "ups.output.frequency", 1, 0.1),
        ("apc_smt750x-nmc2", "ups-1", "1.3.6.1.4.1.318.1.1.1.4.3.3.0", "ups.load", 1, 0.1),
        ("generex-ups_cs121", "ups-2", "1.3.6.1.2.1.33.1.2.3.0", "ups.battery.runtime", 60, 60),
        ("generex-ups_cs121", "ups-2", "1.3.6.1.2.1.33.1.2.5.0", "ups.battery.voltage", 1, 0.1),
        ("generex-ups_cs121", "ups-2", "1.3.6.1.2.1.33.1.3.3.1.2.2", "ups.input.frequency.l2", 1, 0.1),
        ("generex-ups_cs121", "ups-2", "1.3.6.1.2.1.33.1.4.4.1.2.3", "ups.output.voltage.l3", 1, 1),
        ("generex-ups_cs121", "ups-2", "1.3.6.1.2.1.33.1.4.4.1.3.1", "ups.output.current.l1", 1, 0.1),
        ("generex-ups_cs121", "ups-2", "1.3.6.1.2.1.33.1.4.4.1.4.2", "ups.output.power.l2", 1, 1),
        ("generex-ups_cs121", "ups-2", "1.3.6.1.2.1.33.1.4.4.1.5.3", "ups.output.load.l3", 1, 1),
    ];

    [Fact]
    public async Task Two_vendors_UPS_are_stored_as_others_read_them()
    {
        var real = Needs.Recordings();
        using var scratch = new Scratch();
        var files = Expectations.Select(expectation => expectation.Recording).Distinct().ToDictionary(name => name, name => real is null ? Own(name, scratch) : Path.Combine(real, name + ".snmprec"));
        await using var devices = await SnmpSim.StartAsync([.. files.Values]);
        await using var site = await RealSite.StartAsync(
        [
            SharedSite.Device(devices.Port, "apc_smt750x-nmc2", "auto", "ups-1"),
            SharedSite.Device(devices.Port, "generex-ups_cs121", "auto", "ups-2"),
        ]);
        foreach (var (recording, equipment, oid, signal, worth, rawWorth) in Expectations)
        {
            var expected = real is null
                ? RecordedTruth.Raw(files[recording], oid) * rawWorth
                : RecordedTruth.Expected(Path.Combine(real, recording + ".json"))[oid] * worth;
            var stored = "";
            await site.UntilAsync(async () => (stored = await site.Influx.ExecuteAsync($"SELECT last(v) FROM \"{signal}\" WHERE equipment = '{equipment}'")).Contains(signal, StringComparison.Ordinal), $"{signal} of {recording}", 60);
            var value = double.Parse(stored.Split('\n').Last(line => line.StartsWith(signal, StringComparison.Ordinal)).Split(',')[2], NumberStyles.Float, CultureInfo.InvariantCulture);
            Assert.True(Math.Abs(expected - value) <= Math.Abs(expected) * 1e-6, $"{signal} of {recording}: expected {expected}, stored {value}");
        }
    }

    // A recording of our own under the name, and so the community, of the real one.
    private static string Own(string name, Scratch scratch)
    {
        var profile = name.StartsWith("apc", StringComparison.Ordinal) ? "apc-ups" : "ups-mib";
        var copy = scratch.Path(name + ".snmprec");
        File.Copy(Repository.Path("tests", "RoomGuard.Devices.Tests", "Profiles", profile, "recording.snmprec"), copy);
        return copy;
    }
}
