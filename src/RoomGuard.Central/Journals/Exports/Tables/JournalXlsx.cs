using RoomGuard.Central.Papers;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals.Exports.Tables;

/// <summary>A journal as a workbook: a sheet for every section with the columns of its form, and one of signatures. Numbers are numbers and times are times.</summary>
internal static class JournalXlsx
{
    private const double NarrowColumn = 14;
    private const double WideColumn = 34;

    /// <summary>Writes a journal in <paramref name="language"/>.</summary>
    public static async Task WriteAsync(JournalBook book, IAsyncEnumerable<JournalEntry> entries, Language language, Stream output, CancellationToken stop)
    {
        var rows = new TableRows(book, language);
        using var workbook = new WorkbookWriter(TemporaryFile.Open);
        var sheets = book.Form.Sections.Select(section => new SectionSheet(book, section, rows.Speech, workbook)).ToDictionary(sheet => sheet.Section, StringComparer.Ordinal);
        var signatures = new SignatureSheet(rows.Speech, workbook);
        await foreach (var entry in entries.WithCancellation(stop))
        {
            var row = rows.Row(entry);
            (sheets.GetValueOrDefault(entry.Section) ?? sheets.Values.First()).Add(row);
            signatures.Add(row);
        }

        workbook.Finish(output);
    }

    /// <summary>What the sheet of a section is called.</summary>
    internal static string NameOf(JournalSection section, JournalSpeech speech) => section.Id.Length > 0 ? $"{section.Id} {speech.Say(section.Title)}" : speech.Say(section.Title);

    private static SheetColumn Column(string head, double width, JournalSpeech speech) => new(head, width) { TimeFormat = speech.SheetTimeFormat };

    private sealed class SectionSheet
    {
        private readonly IReadOnlyList<TableColumn> _columns;
        private readonly SheetWriter _sheet;
        private readonly object?[] _cells;

        public SectionSheet(JournalBook book, JournalSection section, JournalSpeech speech, WorkbookWriter workbook)
        {
            Section = section.Id;
            _columns = TableColumns.Of(book, [section]);
            _cells = new object?[_columns.Count];
            var types = section.Columns.ToDictionary(column => column.Id, column => column.Type, StringComparer.Ordinal);
            var heads = TableColumns.Heads(_columns, speech);
            _sheet = workbook.Add(
                NameOf(section, speech),
                [.. heads.Select((head, index) => Column(head, types.GetValueOrDefault(_columns[index].Id) == "text" ? WideColumn : NarrowColumn + 6, speech))]);
        }

        public string Section { get; }

        public void Add(TableRow row)
        {
            for (var index = 0; index < _cells.Length; index++)
            {
                _cells[index] = Cell(_columns[index], row);
            }

            _sheet.Add(_cells);
        }

        private static object? Cell(TableColumn column, TableRow row) => column.Value(row) switch
        {
            null => null,
            JournalValue.Number { Unit: "" } number => number.Amount,
            JournalValue.Number number => new SheetAmount(number.Amount, row.Speech.Unit(number.Unit)),
            JournalValue.Time time when JournalSpeech.IsDay(column.Id, time.At, row.Entry) => DateOnly.FromDateTime(time.At.UtcDateTime),
            JournalValue.Time time => row.Speech.Local(time.At),
            var value => row.Speech.Say(column.Id, value, row.Entry),
        };
    }

    private sealed class SignatureSheet(JournalSpeech speech, WorkbookWriter workbook)
    {
        private readonly SheetWriter _sheet = workbook.Add(
            speech.Say(JournalForms.Frame.First(column => column.Id == "signatures").Head),
            [
                Column(speech.Say(JournalForms.Frame.First(column => column.Id == "entry_no").Head), NarrowColumn, speech),
                Column(speech["export.sign.kind"], NarrowColumn, speech),
                Column(speech["export.sign.name"], WideColumn, speech),
                Column(speech["export.sign.position"], WideColumn, speech),
                Column(speech["export.sign.role"], WideColumn, speech),
                Column(speech["export.sign.method"], NarrowColumn + 6, speech),
                Column(speech["export.sign.at"], NarrowColumn + 6, speech),
                Column(speech["export.sign.certificate"], WideColumn, speech),
                Column(speech["export.sign.note"], WideColumn, speech),
            ]);

        public void Add(TableRow row)
        {
            foreach (var mark in row.Entry.Marks)
            {
                _sheet.Add(
                [
                    (double)row.Entry.No, row.Speech.Deed(mark), mark.By?.Name, mark.By?.Position, mark.By is { } by ? row.Speech.Role(by) : null, row.Speech.Method(mark),
                    row.Speech.Local(mark.When()), mark.Cms is { } cms ? $"{cms.Serial}: {cms.Subject}" : null, mark.Note,
                ]);
            }
        }
    }
}
