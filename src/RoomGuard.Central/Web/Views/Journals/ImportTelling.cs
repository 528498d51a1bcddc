using RoomGuard.Central.Web.Api.Journals.Importing;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Views;

/// <summary>Says what a table would become, line by line, and what is wrong with it.</summary>
internal static class ImportTelling
{
    private const int MostShown = 200;

    /// <summary>The page before a table is chosen.</summary>
    public static ImportView Tell(JournalForm form, IReadOnlyList<RoomDefinition> rooms, Words words) => new(
        form.Id,
        words.Say(form.Title),
        [.. rooms.Select(room => new PlaceView(room.Path, words.Say(room.Name)))],
        [.. form.Sections.Select(section => new ImportSectionView(section.Id, words.Say(section.Title), [.. section.Columns.Select(column => new ColumnView(words.Say(column.Head), TakenBy(column, words)))]))],
        ImportFile.MostBytes);

    /// <summary>A table of which nothing can be read.</summary>
    public static ImportCheckView Tell(ImportRefusal refusal, Words words) => new()
    {
        Verdict = new Badge(Tone.Bad, words["journals.import.refused"]),
        Refusal = refusal.Kind switch
        {
            ImportRefusalKind.Empty => words["journals.import.refusal.empty"],
            ImportRefusalKind.ManyRows => words.Fill("journals.import.refusal.rows", words.Number(ImportFile.MostRows, 0)),
            ImportRefusalKind.Large => words["journals.import.refusal.large"],
            ImportRefusalKind.Encoding => words["journals.import.refusal.encoding"],
            ImportRefusalKind.Form => words["journals.import.refusal.form"],
            ImportRefusalKind.Nobody => words["journals.wrong.by"],
            _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Kind, "Not a kind of refusal."),
        },
    };

    /// <summary>A table that was read.</summary>
    /// <param name="known">Which of its entries are in their journal already.</param>
    /// <param name="room">Finds the room called so; null when there is none.</param>
    /// <param name="wordsOf">The reader's language by the clocks of a site.</param>
    public static ImportCheckView Tell(ImportReader reader, HashSet<(string Room, string Key)> known, Func<string, RoomDefinition?> room, Func<string, Words> wordsOf)
    {
        var words = wordsOf("");
        if (reader.Faults.Count > 0)
        {
            return new ImportCheckView
            {
                Verdict = new Badge(Tone.Bad, words.Fill("journals.import.faults", reader.Faults.Count)),
                Faults = [.. reader.Faults.Take(MostShown).Select(fault => new ImportFaultView(LineOf(fault.Sheet, fault.Row, words), fault.Column, WrongWith(fault, words)))],
                More = MoreThan(reader.Faults.Count, words),
            };
        }

        var before = reader.Entries.Count(IsKnown);
        return new ImportCheckView
        {
            Verdict = new Badge(Tone.Good, words.Fill("journals.import.ready", words.Number(reader.Entries.Count - before, 0), words.Number(reader.Entries.Count, 0))),
            Known = before == 0 ? null : words.Fill("journals.import.known", words.Number(before, 0)),
            Lines = [.. reader.Entries.Take(MostShown).Select(entry => Line(entry, IsKnown(entry), room(entry.Room), wordsOf(entry.Room.Split('/')[0])))],
            More = MoreThan(reader.Entries.Count, words),
        };

        bool IsKnown(ImportedEntry entry) => known.Contains((entry.Room, entry.Draft.Key));
    }

    private static ImportLineView Line(ImportedEntry entry, bool isKnown, RoomDefinition? room, Words words)
    {
        var (what, when, result) = EntryTelling.Tell(room, entry.Draft, words);
        return new ImportLineView(
            LineOf(entry.Sheet, entry.Row, words),
            room is null ? entry.Room : words.Say(room.Name),
            when,
            what,
            result,
            isKnown ? new Badge(Tone.Void, words["journals.import.was"]) : new Badge(Tone.Note, words["journals.import.new"]));
    }

    private static string LineOf(string sheet, int row, Words words) => sheet.Length == 0 ? words.Number(row, 0) : $"{sheet}: {words.Number(row, 0)}";

    private static string? MoreThan(int count, Words words) => count > MostShown ? words.Fill("journals.import.more", words.Number(count - MostShown, 0)) : null;

    private static string WrongWith(ImportFault fault, Words words) => fault.Kind switch
    {
        ImportFaultKind.Column => words["journals.import.wrong.column"],
        ImportFaultKind.Twice => words["journals.import.wrong.twice"],
        ImportFaultKind.Section => words["journals.import.wrong.section"],
        ImportFaultKind.Room => words["journals.import.wrong.room"],
        ImportFaultKind.Start => words["journals.import.wrong.start"],
        ImportFaultKind.Empty => words["journals.import.wrong.empty"],
        ImportFaultKind.Period or ImportFaultKind.Time => words["journals.wrong.time"],
        ImportFaultKind.Word => words["journals.wrong.equipment"],
        ImportFaultKind.Text => words["journals.wrong.text"],
        ImportFaultKind.Number => words["journals.wrong.number"],
        ImportFaultKind.Numbers => words["journals.wrong.numbers"],
        ImportFaultKind.Choice => fault.Of is { } column ? words.Fill("journals.import.wrong.choice", ChoicesOf(column, words)) : words["journals.wrong.choice"],
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Kind, "Not a kind of fault."),
    };

    private static string TakenBy(JournalColumn column, Words words) => column.Type switch
    {
        "number" => words["journals.import.takes.number"],
        "numbers" => words["journals.import.takes.numbers"],
        "time" => words["journals.import.takes.time"],
        "choice" => words.Fill("journals.import.takes.choice", ChoicesOf(column, words)),
        _ => words["journals.import.takes.text"],
    };

    private static string ChoicesOf(JournalColumn column, Words words) => string.Join("; ", column.Choices.Select(choice => words.Say(choice.Name)));
}
