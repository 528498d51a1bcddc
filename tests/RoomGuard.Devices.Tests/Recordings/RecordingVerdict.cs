using System.Globalization;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Snmp;

namespace RoomGuard.Devices.Tests.Recordings;

/// <summary>What became of the true sensors of one recording.</summary>
internal sealed class RecordingVerdict(string recording, string profile)
{
    private readonly List<string> _missed = [];
    private readonly List<string> _wrong = [];
    private int _read;
    private int _without;
    private int _explained;
    private int _unmapped;

    /// <summary>Objects that should be read and are not, or not as they should be; empty when all is well.</summary>
    public IEnumerable<string> Faults => _missed.Concat(_wrong).Select(fault => $"{recording} ({profile}): {fault}");

    /// <summary>The head of the table.</summary>
    public static string Head => string.Create(CultureInfo.InvariantCulture, $"{"recording",-32} | {"profile",-14} | read | no value | explained | states of no signal | missed | wrong");

    /// <summary>Holds one recording against its truth.</summary>
    public static RecordingVerdict Of(string name, DeviceReport report, IReadOnlyList<TrueSensor> truth)
    {
        var verdict = new RecordingVerdict(name, report.Identity.Profile?.Id ?? "none");
        var read = report.Readings.Concat(report.Alternates).ToLookup(reading => reading.Source);
        var skipped = report.Skipped.ToLookup(one => one.Id);
        foreach (var sensor in truth.Where(sensor => sensor.IsNumber || sensor.IsState))
        {
            verdict.Judge(name, sensor, [.. read[sensor.Id]], skipped[sensor.Id].FirstOrDefault());
        }

        return verdict;
    }

    /// <summary>The line of the table.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{recording,-32} | {profile,-14} | {_read,4} | {_without,8} | {_explained,9} | {_unmapped,19} | {_missed.Count,6} | {_wrong.Count,5}");

    private void Judge(string name, TrueSensor sensor, List<SignalReading> readings, SkippedObject? skipped)
    {
        if (readings.Exists(sensor.Agrees))
        {
            _read++;
        }
        else if (RecordingExceptions.Explains(name, sensor.Id))
        {
            _explained++;
        }
        else if (skipped is not null || (readings.Count > 0 && readings.TrueForAll(reading => reading.Reading.Absence == AbsenceReason.Faulted)))
        {
            _without++;
        }
        else if (readings.Count > 0)
        {
            _wrong.Add($"{sensor.Class} {sensor.Id}: {string.Join(", ", readings.Select(reading => $"{reading.Key} = {reading.Reading}"))} here, {sensor.Current.ToString(CultureInfo.InvariantCulture)} there");
        }
        else if (sensor.IsState)
        {
            _unmapped++;
        }
        else
        {
            _missed.Add($"{sensor.Class} {sensor.Id} = {sensor.Current.ToString(CultureInfo.InvariantCulture)} is not read");
        }
    }
}
