using System.Text.Encodings.Web;
using System.Text.Json;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;

namespace RoomGuard.Cli.Verbs;

/// <summary>Prints what is read of a device as one JSON object.</summary>
/// <remarks>
/// <c>{"profile", "identity", "points": [{"signal", "equipment", "part", "value" or "fault", "unit", "oid", "label", "supersededBy"}], "skipped": […], "faults": […]}</c>.
/// <c>equipment</c> is what the kind of device is called, <c>ups</c>, and for its parts <c>ups.{part}</c>: an agent has the name of its settings there. A point with <c>supersededBy</c> is the same signal from another object:
/// an agent publishes the one that object gives.
/// </remarks>
internal static class ReportJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints <paramref name="report"/>.</summary>
    /// <param name="withUnread">Whether to name the objects that no point took.</param>
    /// <returns>The exit code: failed when no profile fits or nothing is read.</returns>
    public static int Print(DeviceReport report, DeviceRecording recording, bool withUnread)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("profile", report.Identity.Profile?.Id);
            WriteIdentity(json, report.Identity);
            WritePoints(json, report);
            WriteSkipped(json, report);
            if (withUnread)
            {
                WriteTexts(json, "unread", Unread(report, recording));
            }

            WriteTexts(json, "faults", recording.Faults.Select(fault => fault.ToString()));
            json.WriteEndObject();
        }

        output.Write("\n"u8);
        return report.Readings.Count > 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static void WriteIdentity(Utf8JsonWriter json, DeviceIdentity identity)
    {
        json.WriteStartObject("identity");
        json.WriteString("sysObjectID", identity.SysObjectId.ToString());
        json.WriteString("sysDescr", identity.SysDescr);
        foreach (var (name, text) in identity.Names)
        {
            json.WriteString(name, text);
        }

        json.WriteEndObject();
    }

    private static void WritePoints(Utf8JsonWriter json, DeviceReport report)
    {
        var published = report.Readings.ToDictionary(reading => reading.Key);
        json.WriteStartArray("points");
        foreach (var reading in report.Readings)
        {
            WritePoint(json, report, reading, null);
        }

        foreach (var alternate in report.Alternates)
        {
            WritePoint(json, report, alternate, published.GetValueOrDefault(alternate.Key)?.Source);
        }

        json.WriteEndArray();
    }

    private static void WritePoint(Utf8JsonWriter json, DeviceReport report, SignalReading reading, ObjectId? better)
    {
        json.WriteStartObject();
        json.WriteString("signal", reading.Signal);
        json.WriteString("equipment", Equipment(report, reading.Part));
        if (reading.Part.Length > 0)
        {
            json.WriteString("part", reading.Part);
        }

        WriteReading(json, reading.Reading);
        json.WriteString("unit", SignalCatalogue.Find(reading.Signal)?.Unit ?? "");
        json.WriteString("oid", reading.Source.ToString());
        if (reading.Label is { } label)
        {
            json.WriteString("label", label);
        }

        if (reading.Remark is { } remark)
        {
            json.WriteString("remark", remark);
        }

        if (better is { } source)
        {
            json.WriteString("supersededBy", source.ToString());
        }

        json.WriteEndObject();
    }

    private static string Equipment(DeviceReport report, string part)
    {
        var device = report.Identity.Profile?.EquipmentWord ?? "device";
        return part.Length == 0 ? device : $"{device}.{part}";
    }

    private static void WriteReading(Utf8JsonWriter json, Reading reading)
    {
        switch (reading.Kind)
        {
            case ReadingKind.Number:
                json.WriteNumber("value", reading.Number);
                break;
            case ReadingKind.Flag:
                json.WriteBoolean("value", reading.Flag);
                break;
            case ReadingKind.Text:
                json.WriteString("value", reading.Text);
                break;
            case ReadingKind.Absent:
                json.WriteNull("value");
                json.WriteString("fault", $"{reading.Absence.ToWord()}: {reading.Detail}");
                break;
            default:
                throw new InvalidOperationException($"{reading.Kind} is not a kind of reading.");
        }
    }

    private static void WriteSkipped(Utf8JsonWriter json, DeviceReport report)
    {
        json.WriteStartArray("skipped");
        foreach (var one in report.Skipped)
        {
            json.WriteStartObject();
            json.WriteString("signal", one.Key.Signal);
            json.WriteString("equipment", Equipment(report, one.Key.Part));
            json.WriteString("reason", one.Reason);
            json.WriteString("oid", one.Id.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static IEnumerable<string> Unread(DeviceReport report, DeviceRecording recording)
    {
        var read = report.Readings.Concat(report.Alternates).Select(reading => reading.Source).Concat(report.Skipped.Select(skipped => skipped.Id)).ToHashSet();
        return recording.VarBinds.Where(varBind => !read.Contains(varBind.Id)).Select(varBind => varBind.Id.ToString());
    }
}
