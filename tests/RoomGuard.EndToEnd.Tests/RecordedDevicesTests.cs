using System.Globalization;
using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>Recordings of real devices, where the environment names a folder of them: what is stored must be what others read from the same recording.</summary>
public sealed class RecordedDevicesTests
{
    // Recording, its equipment here, OID in the expectations, our signal, and what the expected number is worth in our unit.
    private static readonly (string Recording, string Equipment, string Oid, string Signal, double Worth)[] Expectations =
    [
        ("apc_smt750x-nmc2", "ups-1", "1.3.6.1.4.1.318.1.1.1.2.3.1.0", "ups.battery.charge", 1),
        ("apc_smt750x-nmc2", "ups-1", "1.3.6.1.4.1.318.1.1.1.2.2.3.0", "ups.battery.runtime", 60),
        ("apc_smt750x-nmc2", "ups-1", "1.3.6.1.4.1.318.1.1.1.2.3.2.0", "ups.battery.temperature", 1),
        ("apc_smt750x-nmc2", "ups-1", "1.3.6.1.4.1.318.1.1.1.2.3.4.0", "ups.battery.voltage", 1),
        ("apc_smt750x-nmc2", "ups-1", "1.3.6.1.4.1.318.1.1.1.3.3.1.0", "ups.input.voltage.l1", 1),
        ("apc_smt750x-nmc2", "ups-1", "1.3.6.1.4.1.318.1.1.1.4.3.2.0", "ups.output.frequency", 1),
        ("apc_smt750x-nmc2", "ups-1", "1.3.6.1.4.1.318.1.1.1.4.3.3.0", "ups.load", 1),
        ("generex-ups_cs121", "ups-2", "1.3.6.1.2.1.33.1.2.3.0", "ups.battery.runtime", 60),
        ("generex-ups_cs121", "ups-2", "1.3.6.1.2.1.33.1.2.5.0", "ups.battery.voltage", 1),
        ("generex-ups_cs121", "ups-2", "1.3.6.1.2.1.33.1.3.3.1.2.2", "ups.input.frequency.l2", 1),
        ("generex-ups_cs121", "ups-2", "1.3.6.1.2.1.33.1.4.4.1.2.3", "ups.output.voltage.l3", 1),
        ("generex-ups_cs121", "ups-2", "1.3.6.1.2.1.33.1.4.4.1.3.1", "ups.output.current.l1", 1),
        ("generex-ups_cs121", "ups-2", "1.3.6.1.2.1.33.1.4.4.1.4.2", "ups.output.power.l2", 1),
        ("generex-ups_cs121", "ups-2", "1.3.6.1.2.1.33.1.4.4.1.5.3", "ups.output.load.l3", 1),
    ];

    [Fact]
    public async Task Two_vendors_UPS_are_stored_as_others_read_them()
    {
        if (Needs.Recordings() is not { } folder)
        {
            // Other people's recordings are not part of this project: where none are, there is nothing to compare with.
            return;
        }

        var recordings = Expectations.Select(expectation => expectation.Recording).Distinct().ToList();
        await using var devices = await SnmpSim.StartAsync([.. recordings.Select(name => Path.Combine(folder, name + ".snmprec"))]);
        await using var site = await RealSite.StartAsync(
        [
            SharedSite.Device(devices.Port, "apc_smt750x-nmc2", "auto", "ups-1"),
            SharedSite.Device(devices.Port, "generex-ups_cs121", "auto", "ups-2"),
        ]);
        foreach (var (recording, equipment, oid, signal, worth) in Expectations)
        {
            var expected = RecordedTruth.Expected(Path.Combine(folder, recording + ".json"))[oid] * worth;
            var stored = "";
            await site.UntilAsync(async () => (stored = await site.Influx.ExecuteAsync($"SELECT last(v) FROM \"{signal}\" WHERE equipment = '{equipment}'")).Contains(signal, StringComparison.Ordinal), $"{signal} of {recording}", 60);
            var value = double.Parse(stored.Split('\n').Last(line => line.StartsWith(signal, StringComparison.Ordinal)).Split(',')[2], NumberStyles.Float, CultureInfo.InvariantCulture);
            Assert.True(Math.Abs(expected - value) <= Math.Abs(expected) * 1e-6, $"{signal} of {recording}: expected {expected}, stored {value}");
        }
    }
}
