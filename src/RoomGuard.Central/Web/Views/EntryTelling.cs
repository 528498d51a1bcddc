using System.Globalization;
using System.Text.Json;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Views;

/// <summary>Says what stands in a journal entry, in the reader's language and with the form's own column heads.</summary>
internal static class EntryTelling
{
    /// <summary>Entries of the journals of <paramref name="room"/>, in the order given. An open entry that a later one among them completes is told as completed.</summary>
    public static IReadOnlyList<EntryView> Tell(RoomDefinition room, IReadOnlyList<JournalEntry> entries, Words words) =>
    [
        .. entries.Select(entry => Tell(
            room, entry, LinkOf(entries.FirstOrDefault(later => later.Journal == entry.Journal && later.Completes == entry.No)), words)),
    ];

    /// <summary>A value of a journal as people read it.</summary>
    internal static string Say(JournalValue value, Words words) => value switch
    {
        JournalValue.Number number => words.Amount(number.Amount, number.Unit),
        JournalValue.Numbers numbers => string.Join(" · ", numbers.InReadingOrder.Select(part => $"{PartName(part.Name, words)} {words.Amount(part.Amount, numbers.Unit)}")),
        JournalValue.Plain plain => plain.Text,
        JournalValue.Time time => words.Moment(time.At),
        JournalValue.Choice choice => words.Say(choice.Name),
        JournalValue.Local local => words.Say(local.Text),
        JournalValue.Several several => string.Join("; ", several.Items.Select(item => Say(item, words))),
        _ => throw new InvalidOperationException($"A journal value has a form that the pages do not know: {value.GetType().Name}."),
    };

    /// <summary>How far an entry is on its way from a draft to a closed volume.</summary>
    internal static Badge StateOf(JournalEntry entry, Words words) => new(
        entry.State switch
        {
            "draft" => Tone.Warn,
            "reviewed" => Tone.Note,
            "signed" => Tone.Good,
            _ => entry.Marks.Any(mark => mark.Kind == JournalMark.WasSigned) ? Tone.Good : Tone.Void,
        },
        words[$"journals.state.{entry.State}"]);

    /// <summary>Where an entry stands on the page of its journal.</summary>
    internal static string HrefOf(string journal, long no) => string.Create(CultureInfo.InvariantCulture, $"/journals/{journal}?no={no}#{KeyOf(journal, no)}");

    /// <summary>The name of an entry, fit for an HTML id.</summary>
    internal static string KeyOf(string journal, long no) => string.Create(CultureInfo.InvariantCulture, $"entry-{journal.Replace('.', '-')}-{no}");

    /// <summary>The fields of an entry; none when they cannot be read.</summary>
    internal static IReadOnlyDictionary<string, JournalValue> FieldsOf(JournalEntry entry) =>
        JournalJson.TryRead(JsonSerializer.SerializeToUtf8Bytes(entry.Fields), out var read) ? read : new Dictionary<string, JournalValue>();

    /// <summary>One entry.</summary>
    /// <param name="room">The room it is of; null for none, or one that is not there any more.</param>
    /// <param name="later">The entry that completes it; null for none.</param>
    internal static EntryView Tell(RoomDefinition? room, JournalEntry entry, JournalLink? later, Words words)
    {
        var form = JournalForms.Find(entry.Journal);
        var section = form?.FindSection(entry.Section);
        var fields = FieldsOf(entry);
        return new EntryView(
            KeyOf(entry.Journal, entry.No),
            words.Fill("journal.no", words.Number(entry.No, 0)),
            form is null ? entry.Journal : $"{entry.Journal} {words.Say(form.Title)}",
            TitleOf(room, entry, section, fields, words),
            later is null ? ResultOf(entry.Result, fields, words) : new Badge(Tone.Good, words.Fill("journal.completedBy", words.Number(later.No, 0))),
            PeriodOf(entry, entry.EndedAt ?? later?.EndedAt, words),
            [.. ColumnsOf(entry, section, fields, words)],
            entry.Hash)
        {
            State = StateOf(entry, words),
            Href = HrefOf(entry.Journal, entry.No),
        };
    }

    /// <summary>What an entry would be called that is not written yet, from when to when it would be, and how it ended.</summary>
    /// <param name="room">The room it is of; null for none.</param>
    internal static (string Title, string Period, Badge Result) Tell(RoomDefinition? room, JournalDraft draft, Words words)
    {
        var entry = new JournalEntry
        {
            No = 0,
            Journal = draft.Journal,
            Kind = draft.Kind,
            Section = draft.Section,
            Room = room?.Path ?? "",
            Equipment = draft.Equipment,
            StartedAt = draft.StartedAt,
            RecordedAt = default,
            Result = draft.Result,
            Origin = draft.Origin,
            Fields = default,
            Hash = "",
            PreviousHash = "",
        };
        return (TitleOf(room, entry, JournalForms.Find(draft.Journal)?.FindSection(draft.Section), draft.Fields, words), PeriodOf(entry, draft.EndedAt, words), ResultOf(draft.Result, draft.Fields, words));
    }

    private static JournalLink? LinkOf(JournalEntry? later) => later is null ? null : new JournalLink(later.No, later.Completes, later.Corrects, later.EndedAt);

    private static string TitleOf(RoomDefinition? room, JournalEntry entry, JournalSection? section, IReadOnlyDictionary<string, JournalValue> fields, Words words)
    {
        var equipment = room is null ? entry.Equipment : words.Say(room.FindEquipment(entry.Equipment).Name);
        if (fields.GetValueOrDefault("description") is { } description)
        {
            return Say(description, words);
        }

        var what = fields.GetValueOrDefault("test_kind") is { } kind ? Say(kind, words) : words.Texts.Find(words.Language, $"journal.kind.{entry.Kind}");
        return (equipment.Length, what) switch
        {
            (0, _) => what ?? (section is null ? entry.Kind : words.Say(section.Title)),
            (_, null) => equipment,
            _ => $"{equipment}: {what}",
        };
    }

    // Columns of the frame that every journal has.
    private static string FrameHead(string id, Words words) => JournalForms.Frame.FirstOrDefault(column => column.Id == id) is { } column ? words.Say(column.Head) : id;

    private static IEnumerable<ColumnView> ColumnsOf(
        JournalEntry entry, JournalSection? section, IReadOnlyDictionary<string, JournalValue> fields, Words words)
    {
        var columns = section?.Columns ?? [];
        foreach (var column in columns)
        {
            if (fields.TryGetValue(column.Id, out var value))
            {
                yield return new ColumnView(words.Say(column.Head), Say(value, words));
            }
        }

        var heads = columns.Select(column => column.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, value) in fields.Where(field => !heads.Contains(field.Key)).OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            yield return new ColumnView(FrameHead(id, words), Say(value, words));
        }

        yield return new ColumnView(words["journal.recorded"], words.Moment(entry.RecordedAt));
        if (entry.Completes is { } completed)
        {
            yield return new ColumnView(words["journal.completes"], words.Fill("journal.no", words.Number(completed, 0)));
        }
    }

    // What a person wrote down without an end is not going on, and neither is a change.
    private static string PeriodOf(JournalEntry entry, DateTimeOffset? to, Words words) => to switch
    {
        { } end when end > entry.StartedAt => $"{words.Moment(entry.StartedAt)} – {words.Clock(end, entry.StartedAt)} ({words.Duration(end - entry.StartedAt)})",
        null when entry.Origin == "auto" && entry.Kind != "config_change" => $"{words.Moment(entry.StartedAt)} – {words["journal.running"]}",
        _ => words.Moment(entry.StartedAt),
    };

    private static string PartName(string name, Words words) => words.Texts.Find(words.Language, $"journal.part.{name}") ?? name.ToUpperInvariant();

    private static Badge ResultOf(string result, IReadOnlyDictionary<string, JournalValue> fields, Words words) => new(
        result switch
        {
            "pass" or "normal" => Tone.Good,
            "pass_with_remarks" or "open" => Tone.Warn,
            "fail" => Tone.Bad,
            "not_completed" => Tone.Void,
            _ => Tone.Note,
        },
        words.Texts.Find(words.Language, $"journal.result.{result}")
            ?? fields.Values.OfType<JournalValue.Choice>().Where(choice => choice.Code == result).Select(choice => words.Say(choice.Name)).FirstOrDefault()
            ?? result);
}
