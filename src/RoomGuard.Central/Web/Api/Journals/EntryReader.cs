using System.Text.Json;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Contract.Json;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Api.Journals;

/// <summary>Makes an entry of what a person sent; everything wrong with it is noted.</summary>
internal sealed class EntryReader(JournalForm form, RoomBoard board, Asked asked, DateTimeOffset now)
{
    private const int LongestText = 4_000;
    private const int LongestWord = 64;
    private const int LongestUnit = 16;
    private const int MostNumbers = 12;

    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(3_653);

    // Documents of a room: an entry without one could be of any.
    internal static readonly string[] OfRooms = ["35.2", "35.4", "35.7", "35.8"];

    /// <summary>The entry, with the room it is of; only to be used when nothing was wrong.</summary>
    /// <param name="by">Who writes.</param>
    /// <param name="origin"><c>manual</c> or <c>import</c>.</param>
    public (string Room, JournalDraft Draft) Read(EntryRequest request, string? by, string origin)
    {
        asked.Person("by", by, "who writes the entry");
        var section = Section(request.Section);
        var room = Room(request.Room);
        var fields = section is null ? new Dictionary<string, JournalValue>() : Fields(section, request.Fields);
        var startedAt = asked.Time("startedAt", request.StartedAt, now);
        DateTimeOffset? endedAt = request.EndedAt is { Length: > 0 } ended ? asked.Time("endedAt", ended, now) : null;
        if (startedAt > now + Ahead || startedAt < now - Oldest || endedAt > now + Ahead || endedAt < startedAt)
        {
            asked.Refuse(startedAt > now + Ahead || startedAt < now - Oldest ? "startedAt" : "endedAt", "must lie in the past ten years, and the end not before the beginning.");
        }

        var id = request.Id is { Length: > 0 } named ? Word("id", named) : Guid.NewGuid().ToString("N");
        var kind = request.Kind is { Length: > 0 } said ? Word("kind", said) : KindOf(form.Id, section?.Id, fields);
        return (room, new JournalDraft
        {
            Key = $"{origin}|{form.Id}|{id}",
            Journal = form.Id,
            Section = section?.Id ?? "",
            Kind = kind,
            Equipment = request.Equipment is { Length: > 0 } equipment ? Word("equipment", equipment) : "",
            StartedAt = startedAt,
            EndedAt = endedAt,
            Result = request.Result is { Length: > 0 } result ? Word("result", result) : ResultOf(fields),
            Fields = fields,
            Origin = origin,
            RecordedBy = by?.Trim(),
        });
    }

    private JournalSection? Section(string? id)
    {
        var section = string.IsNullOrEmpty(id) && form.Sections.Count == 1 ? form.Sections[0] : form.FindSection(id ?? "");
        if (section is null)
        {
            asked.Refuse("section", $"must be one of {string.Join(", ", form.Sections.Select(known => known.Id))}.");
        }

        return section;
    }

    private string Room(string? room)
    {
        if (string.IsNullOrEmpty(room))
        {
            if (OfRooms.Contains(form.Id))
            {
                asked.Refuse("room", $"must be the room as {{site}}/{{room}}: {form.Id} is of rooms.");
            }

            return "";
        }

        if (board.Find(room) is null)
        {
            asked.Refuse("room", "must be a room of /api/v1/rooms, as {site}/{room}.");
        }

        return room;
    }

    private Dictionary<string, JournalValue> Fields(JournalSection section, IReadOnlyDictionary<string, JsonElement>? given)
    {
        var fields = new Dictionary<string, JournalValue>(StringComparer.Ordinal);
        foreach (var (id, value) in given ?? new Dictionary<string, JsonElement>())
        {
            var column = section.Columns.FirstOrDefault(column => column.Id == id) ?? JournalForms.Frame.FirstOrDefault(column => column.Id == id && id is "remarks" or "evidence");
            if (column is null)
            {
                asked.Refuse($"fields.{id}", $"is no column of {form.Id} {section.Id}".TrimEnd() + $"; GET /api/v1/journals/{form.Id} lists them.");
            }
            else if (value.ValueKind != JsonValueKind.Null)
            {
                Put(fields, column, value);
            }
        }

        if (fields.Count == 0 && !asked.Faults.Keys.Any(member => member.StartsWith("fields.", StringComparison.Ordinal)))
        {
            asked.Refuse("fields", "must say something: at least one column of the form.");
        }

        return fields;
    }

    private void Put(Dictionary<string, JournalValue> fields, JournalColumn column, JsonElement value)
    {
        JournalValue? read = !HasForm(value) ? null : column.Type switch
        {
            "number" => Number(value),
            "numbers" => Numbers(value),
            "time" => Time(value),
            "choice" => TextOf(value) is { } code ? column.FindChoice(code) : null,
            _ => Text(value),
        };
        if (read is null)
        {
            asked.Refuse($"fields.{column.Id}", column.Type switch
            {
                "number" => "must be a number, or {\"value\": 9.5, \"unit\": \"s\"}.",
                "numbers" => "must be named numbers, such as {\"min\": 21.5, \"max\": 24}; \"unit\" may be among them.",
                "time" => "must be a time of RFC 3339, such as 2026-11-22T09:30:00Z, or a date.",
                "choice" => $"must be one of {string.Join(", ", column.Choices.Select(choice => choice.Code))}.",
                _ => FormattableString.Invariant($"must be a text of 1 to {LongestText} characters."),
            });
            return;
        }

        fields[column.Id] = read;
    }

    private static JournalValue.Plain? Text(JsonElement value) =>
        TextOf(value)?.Trim() is { Length: > 0 and <= LongestText } text && !text.Contains('\0', StringComparison.Ordinal) ? new JournalValue.Plain(text) : null;

    private static JournalValue.Number? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => new JournalValue.Number(value.GetDouble(), ""),
        JsonValueKind.Object when value.TryGetProperty("value", out var inner) && inner.ValueKind == JsonValueKind.Number && Unit(value) is { } unit => new JournalValue.Number(inner.GetDouble(), unit),
        _ => null,
    };

    private static JournalValue.Numbers? Numbers(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var parts = new List<NamedNumber>();
        foreach (var member in value.EnumerateObject().Where(member => member.Name != "unit"))
        {
            if (Number(member.Value) is not { Unit: "" } number || member.Name.Length is 0 or > LongestWord || member.Name.Any(char.IsControl) || parts.Count == MostNumbers)
            {
                return null;
            }

            parts.Add(new NamedNumber(member.Name, number.Amount));
        }

        return parts.Count == 0 || Unit(value) is not { } unit ? null : new JournalValue.Numbers(parts, unit);
    }

    private static JournalValue.Time? Time(JsonElement value) =>
        Instants.TryRead(TextOf(value), out var at) ? new JournalValue.Time(at) : null;

    // A unit that cannot be kept is no unit: the number would be another one without it.
    private static string? Unit(JsonElement value) =>
        !value.TryGetProperty("unit", out var unit) || unit.ValueKind == JsonValueKind.Null ? ""
        : TextOf(unit) is { Length: <= LongestUnit } text && !text.Any(char.IsControl) ? text
        : null;

    private string Word(string name, string text)
    {
        if (text.Length > LongestWord || !text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-'))
        {
            asked.Refuse(name, FormattableString.Invariant($"must be at most {LongestWord} letters, digits, dots, dashes and underscores."));
        }

        return text;
    }

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Half a surrogate pair, a member twice, a number beyond a double: what has no canonical form has no hash.
    private static bool HasForm(JsonElement value)
    {
        try
        {
            Jcs.Write(value);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string KindOf(string journal, string? section, Dictionary<string, JournalValue> fields) => (journal, section) switch
    {
        ("35.1", _) => "incident",
        ("35.2", _) => "visit",
        ("35.3", _) => "vulnerability_report",
        ("35.4", _) => "cable",
        ("35.5", _) => CodeOf(fields, "kind") ?? "backup",
        ("35.6", "C") => "vulnerability",
        ("35.6", _) => "config_change",
        // Mains that failed are no test, as when sensors show it.
        ("35.7", _) when CodeOf(fields, "test_kind") == "real_outage" => "real_outage",
        ("35.7", "U") => "ups_test",
        ("35.7", _) => "generator_test",
        ("35.8", "V") => "video_check",
        ("35.8", "F") => "fire_test",
        _ => "climate_test",
    };

    private static string ResultOf(Dictionary<string, JournalValue> fields) => CodeOf(fields, "conclusion") ?? CodeOf(fields, "result") ?? "recorded";

    private static string? CodeOf(Dictionary<string, JournalValue> fields, string column) => fields.GetValueOrDefault(column) is JournalValue.Choice choice ? choice.Code : null;
}
