using System.Buffers;
using System.Text;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals.Exports.Tables;

/// <summary>A journal as CSV (RFC 4180): UTF-8 with its mark, between cells a semicolon where the comma parts decimals, nothing in it that a spreadsheet would run.</summary>
internal static class JournalCsv
{
    private static readonly SearchValues<char> Starters = SearchValues.Create("=+-@\t\r\n");

    /// <summary>Writes a journal in <paramref name="language"/>.</summary>
    public static async Task WriteAsync(JournalBook book, IAsyncEnumerable<JournalEntry> entries, Language language, Stream output, CancellationToken stop)
    {
        var mark = MarkOf(language);
        var rows = new TableRows(book, language);
        var columns = TableColumns.Of(book, book.Form.Sections);
        await using var writer = Open(output);
        WriteHeads(writer, TableColumns.Heads(columns, rows.Speech), language);
        await foreach (var entry in entries.WithCancellation(stop))
        {
            var row = rows.Row(entry);
            Write(writer, mark, columns.Select(column => Cell(column, row)));
        }
    }

    /// <summary>Begins a table; <paramref name="output"/> stays open behind it.</summary>
    internal static StreamWriter Open(Stream output) => new(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 64 * 1024, leaveOpen: true);

    /// <summary>Writes the row of heads.</summary>
    internal static void WriteHeads(StreamWriter writer, IEnumerable<string> heads, Language language) => Write(writer, MarkOf(language), heads.Select(Defused));

    /// <summary>A text that no spreadsheet takes for a formula.</summary>
    internal static string Defused(string text) => text.Length > 0 && Starters.Contains(text[0]) ? "'" + text : text;

    private static char MarkOf(Language language) => language == Language.En ? ',' : ';';

    private static string Cell(TableColumn column, TableRow row) => column.Value(row) switch
    {
        null => "",
        // A number alone is counted, so its minus is the one that spreadsheets know.
        JournalValue.Number { Unit: "" } number => row.Speech.Figure(number.Amount).Replace('−', '-'),
        var value => Defused(row.Speech.Say(column.Id, value, row.Entry)),
    };

    private static void Write(StreamWriter writer, char mark, IEnumerable<string> cells)
    {
        var isFirst = true;
        foreach (var cell in cells)
        {
            if (!isFirst)
            {
                writer.Write(mark);
            }

            isFirst = false;
            if (cell.AsSpan().ContainsAny(mark, '"', '\n') || cell.Contains('\r', StringComparison.Ordinal))
            {
                writer.Write('"');
                writer.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
                writer.Write('"');
            }
            else
            {
                writer.Write(cell);
            }
        }

        writer.Write("\r\n");
    }
}
