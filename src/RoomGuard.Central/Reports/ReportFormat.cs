using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Reports;

/// <summary>A form that a report comes in.</summary>
/// <param name="Word">Its word in the contract, which is also the end of the file's name.</param>
/// <param name="MediaType">What HTTP calls it.</param>
/// <param name="Write">Writes a report in a language.</param>
internal sealed record ReportFormat(string Word, string MediaType, Func<VerdictReport, Language, byte[]> Write)
{
    /// <summary>Most rooms that one file may tell of; a PDF of so many has two thousand pages and takes ten seconds and 200 MB.</summary>
    public int MostRooms { get; init; } = int.MaxValue;

    /// <summary>Every form by its word.</summary>
    public static IReadOnlyDictionary<string, ReportFormat> All { get; } = new[]
    {
        new ReportFormat("pdf", "application/pdf", ReportPdf.Write) { MostRooms = 1000 },
        new ReportFormat("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ReportXlsx.Write),
        new ReportFormat("json", "application/json", ReportJson.Write),
    }.ToDictionary(format => format.Word, StringComparer.Ordinal);
}
