using System.Text.Json;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Alarms.Holds;

namespace RoomGuard.Central.Alarms;

/// <summary>The part of a stored alarm that tells its life: what holds it, who was told and why, what people did. An alarm that was stored without it reads as one without.</summary>
internal static class AlarmLifeJson
{
    private static readonly string[] HoldWords = ["cause", "maintenance", "chattering", "shelf", "out_of_service"];

    private static readonly string[] ActionWords = ["acknowledge", "comment", "shelve", "unshelve", "out_of_service", "return_to_service"];

    /// <summary>The hold's word in the HTTP contract.</summary>
    public static string ToWord(this HoldKind kind) => HoldWords[(int)kind];

    /// <summary>The action's word in the HTTP contract.</summary>
    public static string ToWord(this AlarmActionKind kind) => ActionWords[(int)kind];

    /// <summary>Writes what is there into the alarm's object.</summary>
    public static void Write(Utf8JsonWriter json, Alarm alarm)
    {
        json.WriteString("telling", alarm.Telling.ToWord());
        AlarmJson.WriteTime(json, "toldAt", alarm.ToldAt);
        if (alarm.Cascade is { } cascade)
        {
            json.WriteString("cascade", cascade);
            json.WriteBoolean("firstOut", alarm.FirstOut);
        }

        if (alarm.Hold is { } hold)
        {
            WriteHold(json, hold);
        }

        if (!alarm.Actions.IsEmpty)
        {
            json.WriteStartArray("actions");
            foreach (var action in alarm.Actions)
            {
                WriteAction(json, action);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>The alarm with what <see cref="Write"/> wrote of it.</summary>
    public static Alarm Read(JsonElement root, Alarm alarm) => alarm with
    {
        Telling = TellingWords.TryParse(Text(root, "telling"), out var telling) ? telling : Telling.NoNews,
        ToldAt = AlarmJson.ReadTime(root, "toldAt"),
        Cascade = Text(root, "cascade"),
        FirstOut = root.TryGetProperty("firstOut", out var first) && first.GetBoolean(),
        Hold = root.TryGetProperty("hold", out var hold) ? ReadHold(hold) : null,
        Actions = root.TryGetProperty("actions", out var actions) ? [.. actions.EnumerateArray().Select(ReadAction)] : [],
    };

    private static void WriteHold(Utf8JsonWriter json, AlarmHold hold)
    {
        json.WriteStartObject("hold");
        json.WriteString("kind", hold.Kind.ToWord());
        json.WriteString("since", hold.Since);
        AlarmJson.WriteTime(json, "until", hold.Until);
        WriteText(json, "by", hold.By);
        WriteText(json, "comment", hold.Comment);
        WriteText(json, "cause", hold.Cause);
        json.WriteEndObject();
    }

    private static AlarmHold ReadHold(JsonElement hold) => new(
        (HoldKind)Index(HoldWords, hold, "hold"),
        hold.GetProperty("since").GetDateTimeOffset(),
        AlarmJson.ReadTime(hold, "until"),
        Text(hold, "by"),
        Text(hold, "comment"),
        Text(hold, "cause"));

    private static void WriteAction(Utf8JsonWriter json, AlarmAction action)
    {
        json.WriteStartObject();
        json.WriteString("kind", action.Kind.ToWord());
        json.WriteString("by", action.By);
        json.WriteString("at", action.At);
        WriteText(json, "comment", action.Comment);
        AlarmJson.WriteTime(json, "until", action.Until);
        json.WriteEndObject();
    }

    private static AlarmAction ReadAction(JsonElement action) => new(
        (AlarmActionKind)Index(ActionWords, action, "action"),
        action.GetProperty("by").GetString()!,
        action.GetProperty("at").GetDateTimeOffset(),
        Text(action, "comment"),
        AlarmJson.ReadTime(action, "until"));

    private static int Index(string[] words, JsonElement element, string what)
    {
        var word = element.GetProperty("kind").GetString();
        var index = Array.IndexOf(words, word);
        return index >= 0 ? index : throw new InvalidDataException($"A stored alarm has the {what} {word}.");
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var text) ? text.GetString() : null;
}
