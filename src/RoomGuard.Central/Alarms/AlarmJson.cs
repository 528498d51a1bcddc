using System.Buffers;
using System.Text;
using System.Text.Json;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Alarms;

/// <summary>An alarm as the database keeps it: JSON with the words of the HTTP contract, both ways.</summary>
internal static class AlarmJson
{
    /// <summary>The alarm as text; <see cref="Read"/> of it gives the alarm back.</summary>
    public static string Write(Alarm alarm)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("id", alarm.Id);
        json.WriteString("point", alarm.Point.ToString());
        json.WriteString("rule", alarm.Rule);
        json.WriteNumber("priority", (int)alarm.Priority);
        json.WriteString("state", alarm.State.ToWord());
        json.WriteString("since", alarm.Since);
        json.WriteString("raisedAt", alarm.RaisedAt);
        WriteReading(json, alarm.Value);
        json.WriteBoolean("test", alarm.Test);
        json.WriteStartObject("text");
        json.WriteString("kk", alarm.Text.Kk);
        json.WriteString("ru", alarm.Text.Ru);
        json.WriteString("en", alarm.Text.En);
        json.WriteEndObject();
        WriteTime(json, "returnedAt", alarm.ReturnedAt);
        WriteTime(json, "acknowledgedAt", alarm.AcknowledgedAt);
        if (alarm.AcknowledgedBy is { } who)
        {
            json.WriteString("acknowledgedBy", who);
        }

        AlarmLifeJson.Write(json, alarm);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The alarm that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The text is not such an alarm.</exception>
    public static Alarm Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        if (!PointId.TryParse(root.GetProperty("point").GetString(), out var point) || !AlarmWords.TryParse(root.GetProperty("state").GetString(), out var state))
        {
            throw new InvalidDataException($"A stored alarm has the point {root.GetProperty("point")} and the state {root.GetProperty("state")}.");
        }

        var words = root.GetProperty("text");
        return AlarmLifeJson.Read(root, new Alarm
        {
            Id = root.GetProperty("id").GetString()!,
            Point = point,
            Rule = root.GetProperty("rule").GetString()!,
            Priority = (AlarmPriority)root.GetProperty("priority").GetInt32(),
            State = state,
            Since = root.GetProperty("since").GetDateTimeOffset(),
            RaisedAt = root.GetProperty("raisedAt").GetDateTimeOffset(),
            Value = ReadReading(root),
            Test = root.GetProperty("test").GetBoolean(),
            Text = new LocalText(words.GetProperty("kk").GetString()!, words.GetProperty("ru").GetString()!, words.GetProperty("en").GetString()!),
            ReturnedAt = ReadTime(root, "returnedAt"),
            AcknowledgedAt = ReadTime(root, "acknowledgedAt"),
            AcknowledgedBy = root.TryGetProperty("acknowledgedBy", out var who) ? who.GetString() : null,
        });
    }

    private static void WriteReading(Utf8JsonWriter json, Reading reading)
    {
        switch (reading.Kind)
        {
            case ReadingKind.Number:
                json.WriteNumber("value", reading.Number);
                break;
            case ReadingKind.Text:
                json.WriteString("value", reading.Text);
                break;
            case ReadingKind.Flag:
                json.WriteBoolean("value", reading.Flag);
                break;
            case ReadingKind.Absent:
                json.WriteString("fault", reading.Absence.ToWord());
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(reading), reading.Kind, "Not a kind of reading.");
        }
    }

    private static Reading ReadReading(JsonElement root)
    {
        if (!root.TryGetProperty("value", out var value))
        {
            return AbsenceWords.TryParse(root.GetProperty("fault").GetString(), out var reason) ? Reading.Absent(reason) : default;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Number => Reading.Of(value.GetDouble()),
            JsonValueKind.True or JsonValueKind.False => Reading.Of(value.GetBoolean()),
            _ => Reading.Of(value.GetString()!),
        };
    }

    internal static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } time)
        {
            json.WriteString(name, time);
        }
    }

    internal static DateTimeOffset? ReadTime(JsonElement root, string name) => root.TryGetProperty(name, out var at) ? at.GetDateTimeOffset() : null;
}
