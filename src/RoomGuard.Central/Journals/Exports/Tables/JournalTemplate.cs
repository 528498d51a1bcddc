using RoomGuard.Central.Papers;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals.Exports.Tables;

/// <summary>A journal as a table without entries: the heads of what a person fills, as an import understands them.</summary>
internal static class JournalTemplate
{
    private const double Width = 24;

    /// <summary>One table for all sections, with a column that says which.</summary>
    public static byte[] WriteCsv(JournalForm form, Language language)
    {
        var speech = new JournalSpeech(language, TimeZoneInfo.Utc);
        using var output = new MemoryStream();
        using (var writer = JournalCsv.Open(output))
        {
            JournalCsv.WriteHeads(writer, TableColumns.HeadsToFill(BookOf(form), form.Sections, speech), language);
        }

        return output.ToArray();
    }

    /// <summary>A sheet for each section.</summary>
    public static byte[] WriteXlsx(JournalForm form, Language language)
    {
        var speech = new JournalSpeech(language, TimeZoneInfo.Utc);
        return Workbook.Write([.. form.Sections.Select(section => new Sheet(
            JournalXlsx.NameOf(section, speech),
            [.. TableColumns.HeadsToFill(BookOf(form), [section], speech).Select(head => new SheetColumn(head, Width))],
            []))]);
    }

    private static JournalBook BookOf(JournalForm form) => new(new JournalScope(form.Id), form, default, []);
}
