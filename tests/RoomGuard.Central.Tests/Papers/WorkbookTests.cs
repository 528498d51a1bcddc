using MiniExcelLibs;
using RoomGuard.Central.Papers;

namespace RoomGuard.Central.Tests.Papers;

/// <summary>Workbooks, read back.</summary>
public sealed class WorkbookTests
{
    [Fact]
    public void Sheets_hold_texts_numbers_and_times_and_a_text_is_never_a_formula()
    {
        var at = new DateTime(2026, 11, 22, 14, 30, 5, DateTimeKind.Unspecified);
        var book = Workbook.Write(
        [
            new Sheet("Тармақтар: [1]", [new SheetColumn("Мәтін", 20), new SheetColumn("Саны", 8), new SheetColumn("Уақыты", 20) { TimeFormat = "dd.mm.yyyy hh:mm:ss" }], [["=1+1", 3, at], ["«Ұйым»\n№ 2", null, null]]),
            new Sheet("Бос", [new SheetColumn("Мәтін", 20)], []),
        ]);
        using var stream = new MemoryStream(book);
        Assert.Equal(["Тармақтар 1", "Бос"], stream.GetSheetNames());

        var rows = stream.Query(useHeaderRow: true, sheetName: "Тармақтар 1").Cast<IDictionary<string, object?>>().ToList();
        Assert.Equal(["Мәтін", "Саны", "Уақыты"], rows[0].Keys);
        Assert.Equal(("=1+1", 3.0, at), ((string?)rows[0]["Мәтін"], rows[0]["Саны"], rows[0]["Уақыты"]));
        Assert.Equal("«Ұйым»\n№ 2", rows[1]["Мәтін"]);
        Assert.Equal(["Мәтін"], stream.GetColumns(useHeaderRow: true, sheetName: "Бос"));
    }
}
