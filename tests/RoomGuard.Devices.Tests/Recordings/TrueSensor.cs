using System.Text.Json;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Tests.Recordings;

/// <summary>What another program made of one object of a recording.</summary>
/// <param name="Class">Its kind of value: voltage, charge, state, …</param>
/// <param name="Id">The object.</param>
/// <param name="Current">The value after that program's scaling; of a state the raw code.</param>
internal sealed record TrueSensor(string Class, ObjectId Id, double Current)
{
    private static readonly HashSet<string> Numbers =
        ["voltage", "current", "frequency", "load", "charge", "runtime", "temperature", "humidity", "power", "percent", "fanspeed", "airflow", "cooling", "power_consumed", "power_factor"];

    /// <summary>Whether the value is a number that a room's people would want.</summary>
    public bool IsNumber => Numbers.Contains(Class);

    /// <summary>Whether it is a state.</summary>
    public bool IsState => Class == "state";

    /// <summary>The sensors of the file beside a recording; empty when there is none.</summary>
    public static IReadOnlyList<TrueSensor> Of(string recording)
    {
        var path = Path.ChangeExtension(recording, ".json");
        if (!File.Exists(path))
        {
            return [];
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return
        [
            .. from sensor in document.RootElement.GetProperty("sensors").GetProperty("discovery").GetProperty("sensors").EnumerateArray()
               let current = sensor.GetProperty("sensor_current")
               where current.ValueKind == JsonValueKind.Number
               select new TrueSensor(sensor.GetProperty("sensor_class").GetString()!, ObjectId.Parse(sensor.GetProperty("sensor_oid").GetString()!), current.GetDouble()),
        ];
    }

    /// <summary>Whether a reading of ours says the same.</summary>
    public bool Agrees(SignalReading reading)
    {
        if (IsState)
        {
            return reading.Reading.IsPresent && reading.Remark is null;
        }

        // The other program shows times in minutes and power in watts.
        var theirs = (Class, SignalCatalogue.Find(reading.Signal)!.Unit) switch
        {
            ("runtime", "s") => Current * 60,
            ("power" or "cooling", "kW") => Current / 1000,
            _ => Current,
        };
        return reading.Reading.Kind == ReadingKind.Number && Math.Abs(theirs - reading.Reading.Number) <= (Math.Abs(theirs) * 1e-6) + 0.005001;
    }
}
