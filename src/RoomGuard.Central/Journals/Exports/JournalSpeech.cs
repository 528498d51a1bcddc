using System.Globalization;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals.Exports;

/// <summary>How an exported journal speaks one language by the clocks of one site. Immutable.</summary>
internal sealed class JournalSpeech(Language language, TimeZoneInfo zone)
{
    // Columns that people fill with a day, which is kept as midnight UTC.
    private static readonly HashSet<string> Days = new(StringComparer.Ordinal)
    {
        "batt_installed", "closed_at", "connected_at", "cyl_expiry", "deadline", "disconnected_at", "fixed", "found", "next_due", "planned_at",
    };

    // What is personal beyond a name is shown by its end.
    private const string Masked = "pass_no";
    private const int ShownOfMasked = 4;

    private static readonly NumberFormatInfo Comma = new() { NumberDecimalSeparator = "," };

    private readonly Words _own = new(Texts.Journals, language, new SiteZone(zone));
    private readonly Words _pages = new(Texts.Embedded, language, new SiteZone(zone));

    /// <summary>The language.</summary>
    public Language Language => language;

    /// <summary>The text called <paramref name="key"/>.</summary>
    public string this[string key] => _own[key];

    /// <summary>How spreadsheets show its times.</summary>
    public string SheetTimeFormat => language == Language.En ? "yyyy-mm-dd hh:mm:ss" : "dd.mm.yyyy hh:mm:ss";

    /// <summary>The text called <paramref name="key"/> with its places filled in.</summary>
    public string Fill(string key, params ReadOnlySpan<object?> places) => _own.Fill(key, places);

    /// <summary>A text of this language.</summary>
    public string Say(LocalText text) => text.In(language);

    /// <summary>A time on the site's clocks with its offset: <c>22.11.2026 15:30:00 (UTC+05:00)</c>.</summary>
    public string Moment(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var sign = local.Offset < TimeSpan.Zero ? '−' : '+';
        var format = language == Language.En ? "yyyy-MM-dd HH:mm:ss" : "dd.MM.yyyy HH:mm:ss";
        return string.Concat(local.ToString(format, CultureInfo.InvariantCulture), $" (UTC{sign}", local.Offset.ToString("hh\\:mm", CultureInfo.InvariantCulture), ")");
    }

    /// <summary>A time on the site's clocks, as a spreadsheet keeps it: without an offset.</summary>
    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    /// <summary>A whole number.</summary>
    public string Count(long number) => number.ToString("0", language == Language.En ? NumberFormatInfo.InvariantInfo : Comma);

    /// <summary>A number with every digit it has.</summary>
    public string Figure(double number) => number.ToString("0.##########", language == Language.En ? NumberFormatInfo.InvariantInfo : Comma).Replace('-', '−');

    /// <summary>A unit as people write it.</summary>
    public string Unit(string unit) => _pages.Unit(unit);

    /// <summary>The state of an entry.</summary>
    public string State(JournalEntry entry) => _own.Texts.Find(language, $"export.state.{entry.State}") ?? entry.State;

    /// <summary>Where an entry comes from.</summary>
    public string Origin(JournalEntry entry) => _own.Texts.Find(language, $"export.origin.{entry.Origin}") ?? entry.Origin;

    /// <summary>What happened; empty when it has no word.</summary>
    public string Kind(JournalEntry entry) => _pages.Texts.Find(language, $"journal.kind.{entry.Kind}") ?? "";

    /// <summary>As what somebody signs.</summary>
    public string Role(JournalPerson by) => _own.Texts.Find(language, $"export.role.{by.As}") ?? by.As;

    /// <summary>How somebody signed; empty for a review.</summary>
    public string Method(JournalMark mark) => mark.Method is { } method ? _own.Texts.Find(language, $"export.method.{method}") ?? method : "";

    /// <summary>What somebody did: reviewed or signed.</summary>
    public string Deed(JournalMark mark) => this[mark.Kind == JournalMark.WasSigned ? "export.signed" : "export.reviewed"];

    /// <summary>How it went: by the form's own choice where there is one.</summary>
    public string Result(JournalEntry entry, JournalSection? section)
    {
        if (entry.Result == "recorded")
        {
            return this["export.recorded"];
        }

        foreach (var column in section?.Columns ?? [])
        {
            if (column.Id is "conclusion" or "result" && column.FindChoice(entry.Result) is { } choice)
            {
                return Say(choice.Name);
            }
        }

        return _pages.Texts.Find(language, $"journal.result.{entry.Result}") ?? entry.Result;
    }

    /// <summary>A signature in one line: who, position, as what, how, when.</summary>
    public string Signature(JournalMark mark)
    {
        var parts = new List<string?> { mark.By?.Name, mark.By?.Position, mark.By is { } by ? Role(by) : null, Method(mark), Moment(mark.When()) };
        if (mark.Cms is { } cms)
        {
            parts.Add($"{this["export.certificate"]} {cms.Serial}: {cms.Subject}");
        }

        parts.Add(mark.Note);
        return $"{Deed(mark)}: {string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part)))}";
    }

    /// <summary>Whether a time is a day that a person gave.</summary>
    public static bool IsDay(string column, DateTimeOffset at, JournalEntry entry) => entry.Origin != "auto" && at.UtcDateTime.TimeOfDay == TimeSpan.Zero && Days.Contains(column);

    /// <summary>What stands in a column, as people read it.</summary>
    public string Say(string column, JournalValue value, JournalEntry entry) => value switch
    {
        JournalValue.Number number => Amount(number.Amount, number.Unit),
        JournalValue.Numbers numbers => string.Join(" · ", numbers.InReadingOrder.Select(part => $"{Part(part.Name)} {Amount(part.Amount, numbers.Unit)}")),
        JournalValue.Plain plain => column == Masked ? Mask(plain.Text) : plain.Text,
        JournalValue.Time time => IsDay(column, time.At, entry) ? _own.Day(DateOnly.FromDateTime(time.At.UtcDateTime)) : Moment(time.At),
        JournalValue.Choice choice => Say(choice.Name),
        JournalValue.Local local => Say(local.Text),
        JournalValue.Several several => string.Join("; ", several.Items.Select(item => Say(column, item, entry))),
        _ => throw new InvalidOperationException($"A journal value has a form that exports do not know: {value.GetType().Name}."),
    };

    /// <summary>One of several numbers, by its name.</summary>
    public string Part(string name) => _pages.Texts.Find(language, $"journal.part.{name}") ?? name;

    private string Amount(double number, string unit) => Unit(unit) is { Length: > 0 } said ? $"{Figure(number)}\u00a0{said}" : Figure(number);

    private static string Mask(string text) => text.Length <= ShownOfMasked ? new string('*', text.Length) : string.Concat("****", text.AsSpan(text.Length - ShownOfMasked));
}
