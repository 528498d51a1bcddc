using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>Makes of a cell what an entry's field takes. What it cannot read it leaves as text: whoever checks the entry says what it must be.</summary>
internal static partial class ImportCells
{
    private static readonly string[] Moments =
    [
        "dd.MM.yyyy HH:mm:ss", "dd.MM.yyyy HH:mm", "d.M.yyyy H:mm:ss", "d.M.yyyy H:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm",
    ];

    private static readonly string[] Days = ["dd.MM.yyyy", "d.M.yyyy", "yyyy-MM-dd"];

    // A cell can be as long as a file: what is read takes no longer than it is long.
    private static readonly Regex Figure = new(@"^(?<number>[-−+]?\d[\d\u00a0 ]*(?:[.,]\d+)?(?:[eE][-+]?\d+)?)[\s\u00a0]*(?<unit>\D.*)?$", RegexOptions.NonBacktracking);

    private static readonly Regex Named = new(@"^(?<name>\D.*?)[\s:=\u00a0]+(?<amount>[-−+]?\d.*)$", RegexOptions.NonBacktracking);

    private static readonly Dictionary<string, string> Units = ByWord("unit.");

    private static readonly Dictionary<string, string> Parts = ByWord("journal.part.");

    /// <summary>A cell as the value of a column; null for an empty one.</summary>
    /// <param name="zone">The clocks of the room.</param>
    public static JsonElement? Value(JournalColumn column, object? cell, TimeZoneInfo zone)
    {
        if (cell is null || (cell is string empty && string.IsNullOrWhiteSpace(empty)))
        {
            return null;
        }

        return JsonSerializer.SerializeToElement(column.Type switch
        {
            "number" => Number(cell) ?? Text(cell),
            "numbers" => Numbers(Text(cell)) ?? Text(cell),
            "time" => Time(cell, zone) ?? Text(cell),
            "choice" => column.Choices.FirstOrDefault(choice => ImportHeads.Same(choice.Code, Text(cell)) || ImportHeads.Names(choice.Name).Any(name => ImportHeads.Same(name, Text(cell))))?.Code ?? Text(cell),
            _ => Text(cell),
        });
    }

    /// <summary>A cell as text; the apostrophe that keeps spreadsheets from running it is not part of it.</summary>
    public static string Text(object? cell) => cell switch
    {
        null => "",
        string text => text.Length > 1 && text[0] == '\'' && "=+-@\t\r\n".Contains(text[1], StringComparison.Ordinal) ? text[1..] : text,
        DateTime at => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A cell as a time of RFC 3339; null when it is none. A day alone is that day, UTC.</summary>
    public static string? Time(object? cell, TimeZoneInfo zone)
    {
        if (cell is DateTime at)
        {
            return at.TimeOfDay == TimeSpan.Zero ? Day(at) : Write(at, zone);
        }

        // The offset that a print adds: what it says goes.
        var text = Text(cell).Trim();
        if (Offset().Match(text) is { Success: true } said)
        {
            var minus = said.Groups["sign"].Value == "+" ? "+" : "-";
            return DateTimeOffset.TryParseExact(said.Groups["time"].Value, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var utc) && utc.Year is >= 1970 and < 2100
                && TimeSpan.TryParseExact(said.Groups["offset"].Value, "hh\\:mm", CultureInfo.InvariantCulture, out var offset)
                ? JournalMark.Time(utc - (minus == "+" ? offset : -offset))
                : null;
        }

        return DateTime.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Day(day)
            : DateTime.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? Write(local, zone)
            : Instants.TryRead(text, out var full) ? JournalMark.Time(full)
            : null;
    }

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd'T'00:00:00'Z'", CultureInfo.InvariantCulture);

    // An hour that the clocks leave out is read as the one after it.
    private static string Write(DateTime local, TimeZoneInfo zone)
    {
        var plain = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return JournalMark.Time(new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(plain) ? plain.AddHours(1) : plain, zone)));
    }

    private static object? Number(object cell)
    {
        if (cell is double or int or long or decimal)
        {
            return cell;
        }

        return Amount(Text(cell)) is var (amount, unit) ? new { value = amount, unit } : null;
    }

    private static (double Amount, string Unit)? Amount(string text)
    {
        var match = Figure.Match(text.Trim());
        return match.Success && double.TryParse(match.Groups["number"].Value.Replace(',', '.').Replace('−', '-').Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && double.IsFinite(amount)
            ? (amount, Units.GetValueOrDefault(match.Groups["unit"].Value, match.Groups["unit"].Value))
            : null;
    }

    // As JSON, or as exports say them: names and amounts with points between.
    private static object? Numbers(string text)
    {
        if (text.TrimStart().StartsWith('{'))
        {
            try
            {
                return JsonSerializer.Deserialize<JsonElement>(text);
            }
            catch (JsonException)
            {
                return null;
            }
        }

        var numbers = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var part in text.Split(['·', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var match = Named.Match(part);
            if (!match.Success || Amount(match.Groups["amount"].Value) is not var (amount, unit) || !numbers.TryAdd(Parts.GetValueOrDefault(match.Groups["name"].Value, match.Groups["name"].Value), amount))
            {
                return null;
            }

            if (unit.Length > 0)
            {
                numbers["unit"] = unit;
            }
        }

        return numbers.Count == 0 ? null : numbers;
    }

    private static Dictionary<string, string> ByWord(string start)
    {
        var words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var language in Enum.GetValues<Language>())
        {
            foreach (var key in Texts.Embedded.Keys.Where(key => key.StartsWith(start, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            {
                words.TryAdd(Texts.Embedded.Get(language, key), key[start.Length..]);
            }
        }

        return words;
    }

    [GeneratedRegex(@"^(?<time>.+?) \(UTC(?<sign>[+−-])(?<offset>\d\d:\d\d)\)$")]
    private static partial Regex Offset();
}
