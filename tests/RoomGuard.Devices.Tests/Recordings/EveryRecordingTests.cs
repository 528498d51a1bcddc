using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;
using RoomGuard.Testing;

namespace RoomGuard.Devices.Tests.Recordings;

/// <summary>Every recording of a real device in the folder <c>ROOMGUARD_RECORDINGS</c> and below it, against what another program made of it, object by object.</summary>
public sealed class EveryRecordingTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_has_a_signal_is_read_in_scale_from_every_recording()
    {
        if (Needs.Recordings() is not { } folder)
        {
            TestContext.Current.SendDiagnosticMessage("ROOMGUARD_RECORDINGS names no folder: nothing to compare with.");
            return;
        }

        var faults = new List<string>();
        output.WriteLine(RecordingVerdict.Head);
        foreach (var file in Directory.EnumerateFiles(folder, "*.snmprec", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var recording = DeviceRecording.Read(file);
            var report = await DeviceReport.OfRecordingAsync(recording, null, At, TestContext.Current.CancellationToken);
            var name = Path.GetFileNameWithoutExtension(file);
            var verdict = RecordingVerdict.Of(name, report, TrueSensor.Of(file));
            output.WriteLine(verdict.ToString());
            faults.AddRange(verdict.Faults);
            faults.AddRange(recording.Faults.Select(fault => $"{name}: {fault}"));
            if (report.Readings.Count == 0)
            {
                faults.Add($"{name}: nothing is read");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task A_recording_reads_the_same_in_process_as_over_the_network_from_snmpsimd()
    {
        if (Needs.Recordings() is not { } folder)
        {
            TestContext.Current.SendDiagnosticMessage("ROOMGUARD_RECORDINGS names no folder: nothing to serve.");
            return;
        }

        var stop = TestContext.Current.CancellationToken;
        var files = Directory.GetFiles(folder, "*.snmprec");
        await using var simulator = await SnmpSim.StartAsync(files);
        await using var manager = new SnmpManager(TimeProvider.System);
        foreach (var file in files)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var recorded = await DeviceReport.OfRecordingAsync(DeviceRecording.Read(file), null, At, stop);
            var served = await DeviceReport.OfDeviceAsync(manager, new SnmpDevice(simulator.Address, name, SnmpDevice.Auto, TimeSpan.FromSeconds(5)), At, stop);
            Assert.Equal(Show(name, recorded), Show(name, served));
        }
    }

    private static IEnumerable<string> Show(string name, DeviceReport report) =>
        report.Readings.Concat(report.Alternates).Select(reading => $"{name} {report.Identity.Profile?.Id} {reading.Key} = {reading.Reading} {reading.Source}").Order(StringComparer.Ordinal);
}
