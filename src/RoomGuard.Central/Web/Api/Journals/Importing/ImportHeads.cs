using RoomGuard.Central.Journals.Exports;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>What a head of an import stands for.</summary>
/// <param name="Id">Id of the column, or of what every entry has.</param>
/// <param name="Column">The column of the form; null for what every entry has.</param>
internal sealed record ImportHead(string Id, JournalColumn? Column)
{
    /// <summary>What RoomGuard itself gives an entry, and an import leaves out.</summary>
    public bool IsGiven => Column is null && ImportHeads.Given.Contains(Id);
}

/// <summary>Finds out what the heads of an import stand for: ids of columns, or what people call them in any of the languages.</summary>
internal static class ImportHeads
{
    /// <summary>What RoomGuard itself gives an entry.</summary>
    public static readonly HashSet<string> Given = new(StringComparer.Ordinal)
    {
        "entry_no", "recorded_at", "origin", "corrects", "corrected_by", "completes", "recorded_by", "state", "volume", "signatures", "hash",
    };

    private static readonly (string Id, string Key)[] Own =
    [
        ("section", "export.section"), ("equipment", "export.equipment"), ("started_at", "export.started"), ("ended_at", "export.ended"), ("result", "export.result"),
        ("recorded_by", "export.by"), ("state", "export.state"), ("volume", "export.volume"), ("hash", "export.hash"),
    ];

    private static readonly string[] Entry = ["room", "section", "equipment", "started_at", "ended_at", "result", "kind", .. Given];

    /// <summary>What a head stands for in a section; null when it is none of it.</summary>
    public static ImportHead? Find(string head, JournalSection section)
    {
        // Exports put the id behind a head that comes twice.
        var bracket = head.LastIndexOf('[');
        if (bracket > 0 && head.EndsWith(']'))
        {
            return ById(head[(bracket + 1)..^1], section);
        }

        return ById(head, section) ?? ByName(head, section);
    }

    /// <summary>What the heads of a sheet stand for in a section; null for what is none of it.</summary>
    public static ImportHead?[] FindAll(IReadOnlyList<string> heads, JournalSection section)
    {
        ImportHead?[] found = [.. heads.Select(head => head.Length == 0 ? null : Find(head, section))];
        for (var index = 0; index < found.Length; index++)
        {
            // Of two heads that are called the same, an export leaves what every entry has without an id.
            if (found[index] is { Column: { } column } && !heads[index].EndsWith(']') && FindOwn(heads[index]) is { } own
                && Enumerable.Range(index + 1, found.Length - index - 1).Any(later => found[later]?.Column == column && heads[later].EndsWith(']')))
            {
                found[index] = own;
            }
        }

        return found;
    }

    /// <summary>The section that a cell or the name of a sheet means; null when it means none.</summary>
    public static JournalSection? Section(string? said, JournalForm form) => string.IsNullOrWhiteSpace(said)
        ? form.Sections.Count == 1 ? form.Sections[0] : null
        : form.Sections.FirstOrDefault(section => section.Id.Equals(said.Trim(), StringComparison.OrdinalIgnoreCase)
            || (section.Id.Length > 0 && said.StartsWith(section.Id + " ", StringComparison.Ordinal))
            || Names(section.Title).Any(title => Same(title, said)))
            ?? (form.Sections.Count == 1 ? form.Sections[0] : null);

    /// <summary>A text in each language.</summary>
    public static IEnumerable<string> Names(LocalText text) => [text.Kk, text.Ru, text.En];

    /// <summary>Whether two words of people are the same.</summary>
    public static bool Same(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static ImportHead? ById(string id, JournalSection section) =>
        section.Columns.FirstOrDefault(column => column.Id == id) is { } own ? new ImportHead(id, own)
        : Entry.Contains(id) ? new ImportHead(id, null)
        : JournalForms.Frame.FirstOrDefault(column => column.Id == id) is { } frame ? new ImportHead(id, frame)
        : null;

    private static ImportHead? ByName(string head, JournalSection section)
    {
        if (section.Columns.FirstOrDefault(column => Names(column.Head).Any(name => Same(name, head))) is { } own)
        {
            return new ImportHead(own.Id, own);
        }

        if (JournalForms.Frame.FirstOrDefault(column => Names(column.Head).Any(name => Same(name, head))) is { } frame)
        {
            return ById(frame.Id, section);
        }

        return FindOwn(head);
    }

    /// <summary>What every entry has under this name; null when it is none of that.</summary>
    private static ImportHead? FindOwn(string head)
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            foreach (var (id, key) in Own)
            {
                if (Same(Texts.Journals.Get(language, key), head))
                {
                    return new ImportHead(id, null);
                }
            }

            var speech = new JournalSpeech(language, TimeZoneInfo.Utc);
            if (Same(speech.Fill("export.corrected", "…"), head) || Same(speech.Fill("export.completes", "…"), head))
            {
                return new ImportHead("completes", null);
            }
        }

        return null;
    }
}
