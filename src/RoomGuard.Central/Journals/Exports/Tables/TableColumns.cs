using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals.Exports.Tables;

/// <summary>A column of a journal as a table.</summary>
/// <param name="Id">Its id; what an import may call it.</param>
/// <param name="Head">What people call it.</param>
/// <param name="Value">What stands in it; null for nothing.</param>
internal sealed record TableColumn(string Id, Func<JournalSpeech, string> Head, Func<TableRow, JournalValue?> Value);

/// <summary>An entry with its fields.</summary>
internal sealed record TableRow(JournalEntry Entry, IReadOnlyDictionary<string, JournalValue> Fields, JournalSpeech Speech, JournalSection? Section);

/// <summary>The columns that a journal has as a table: what finds an entry, those of its form, what was done to it.</summary>
internal static class TableColumns
{
    // What finds an entry and what is remarked of it are written by people too; numbers, seals and signatures are not.
    private static readonly string[] Filled = ["room", "section", "equipment", "started_at", "ended_at", "evidence", "remarks"];

    /// <summary>The columns of some sections; a column that several have is there once.</summary>
    public static IReadOnlyList<TableColumn> Of(JournalBook book, IReadOnlyList<JournalSection> sections) => [.. Before(book), .. OfForm(sections), .. After(book)];

    /// <summary>The heads of those that people fill, each as an import understands it: one that a column of the form has too is followed by its id.</summary>
    public static IReadOnlyList<string> HeadsToFill(JournalBook book, IReadOnlyList<JournalSection> sections, JournalSpeech speech)
    {
        var form = OfForm(sections).ToList();
        var names = form.Select(column => column.Head(speech)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. Before(book).Where(IsFilled).Select(column => names.Contains(column.Head(speech)) ? $"{column.Head(speech)} [{column.Id}]" : column.Head(speech)),
            .. Heads([.. form, .. After(book).Where(IsFilled)], speech),
        ];

        // A sheet is of a section, and needs no column that says which.
        bool IsFilled(TableColumn column) => Filled.Contains(column.Id) && (column.Id != "section" || sections.Count > 1);
    }

    /// <summary>The heads in one language; one that comes twice has its id behind it.</summary>
    public static IReadOnlyList<string> Heads(IReadOnlyList<TableColumn> columns, JournalSpeech speech)
    {
        var heads = new List<string>();
        foreach (var column in columns)
        {
            var head = column.Head(speech);
            for (var more = 0; heads.Contains(head, StringComparer.OrdinalIgnoreCase); more++)
            {
                head = more == 0 ? $"{column.Head(speech)} [{column.Id}]" : FormattableString.Invariant($"{column.Head(speech)} [{column.Id}] {more + 1}");
            }

            heads.Add(head);
        }

        return heads;
    }

    private static IEnumerable<TableColumn> OfForm(IReadOnlyList<JournalSection> sections) =>
        sections.SelectMany(section => section.Columns).DistinctBy(column => (column.Id, column.Head)).Select(column => new TableColumn(
            column.Id,
            speech => speech.Say(column.Head),
            row => row.Section?.Columns.Any(own => own.Id == column.Id && own.Head == column.Head) == true ? row.Fields.GetValueOrDefault(column.Id) : null));

    private static IEnumerable<TableColumn> Before(JournalBook book)
    {
        yield return Frame("entry_no", row => new JournalValue.Number(row.Entry.No, ""));
        yield return Frame("recorded_at", row => new JournalValue.Time(row.Entry.RecordedAt));
        yield return Frame("room", row => Text(row.Entry.Room));
        if (book.Form.Sections.Count > 1)
        {
            yield return Own("section", "export.section", row => Text(row.Entry.Section));
        }

        yield return Own("equipment", "export.equipment", row => Text(row.Entry.Equipment));
        yield return Own("started_at", "export.started", row => new JournalValue.Time(row.Entry.StartedAt));
        yield return Own("ended_at", "export.ended", row => row.Entry.EndedAt is { } ended ? new JournalValue.Time(ended) : null);
        yield return Own("result", "export.result", row => Text(row.Speech.Result(row.Entry, row.Section)));
    }

    private static IEnumerable<TableColumn> After(JournalBook book)
    {
        yield return Frame("evidence", row => row.Fields.GetValueOrDefault("evidence"));
        yield return Frame("remarks", row => row.Fields.GetValueOrDefault("remarks"));
        yield return Frame("corrects", row => Number(row.Entry.Corrects));
        yield return new TableColumn("corrected_by", speech => speech.Fill("export.corrected", "…"), row => book.Links.Corrected.TryGetValue(row.Entry.No, out var right) ? Number(right) : null);
        yield return new TableColumn("completes", speech => speech.Fill("export.completes", "…"), row => Number(row.Entry.Completes));
        yield return Frame("origin", row => Text(row.Speech.Origin(row.Entry)));
        yield return Own("recorded_by", "export.by", row => Text(row.Entry.RecordedBy));
        yield return Own("state", "export.state", row => Text(row.Speech.State(row.Entry)));
        yield return Own("volume", "export.volume", row => Number(row.Entry.Volume));
        yield return Frame("signatures", row => Text(string.Join("\n", row.Entry.Marks.Select(row.Speech.Signature))));
        yield return Own("hash", "export.hash", row => Text(row.Entry.Hash));
    }

    private static TableColumn Frame(string id, Func<TableRow, JournalValue?> value)
    {
        var head = JournalForms.Frame.First(column => column.Id == id).Head;
        return new TableColumn(id, speech => speech.Say(head), value);
    }

    private static TableColumn Own(string id, string key, Func<TableRow, JournalValue?> value) => new(id, speech => speech[key], value);

    private static JournalValue.Plain? Text(string? text) => string.IsNullOrEmpty(text) ? null : new JournalValue.Plain(text);

    private static JournalValue.Number? Number(long? number) => number is { } some ? new JournalValue.Number(some, "") : null;
}

/// <summary>Makes rows of the entries of one book. For one thread.</summary>
internal sealed class TableRows(JournalBook book, Language language)
{
    private readonly Dictionary<TimeZoneInfo, JournalSpeech> _speeches = [];

    /// <summary>The reader's language by the clocks of what is of no room.</summary>
    public JournalSpeech Speech => SpeechOf("");

    /// <summary>An entry as a row.</summary>
    public TableRow Row(JournalEntry entry) => new(entry, EntryTeller.FieldsOf(entry), SpeechOf(entry.Room), book.Form.FindSection(entry.Section));

    private JournalSpeech SpeechOf(string room)
    {
        var zone = book.ZoneOf(room);
        return _speeches.TryGetValue(zone, out var known) ? known : _speeches[zone] = new JournalSpeech(language, zone);
    }
}
