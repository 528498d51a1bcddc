using Microsoft.AspNetCore.Http;
using RoomGuard.Central.Sites;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>Reads and checks a table that somebody sends: the one way for the call that enters it and for the page that shows beforehand what would be entered.</summary>
internal sealed class ImportDesk(EntryDesk desk, SiteBook sites)
{
    /// <summary>Reads the body of a call.</summary>
    public async Task<ImportReading> ReadAsync(JournalForm form, ImportQuery query, HttpContext http)
    {
        var by = desk.Caller.NameOf(http, query.By);
        using var body = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        }
        catch (BadHttpRequestException error)
        {
            return new ImportReading.Refused(new ImportRefusal(ImportRefusalKind.Large, FormattableString.Invariant($"At most {ImportFile.MostBytes} bytes can be imported at once.")) { Status = error.StatusCode });
        }

        var (file, refusal) = ImportFile.Read(body.ToArray());
        if (file is null)
        {
            return new ImportReading.Refused(refusal!);
        }

        var asked = new Asked();
        asked.Person("by", by, "who imports");
        if (asked.IsWrong)
        {
            return new ImportReading.Refused(new ImportRefusal(ImportRefusalKind.Nobody, asked.Faults["by"][0]));
        }

        var reader = new ImportReader(form, file, desk.Board, sites, desk.Office.Now);
        reader.Read(by, Said(query.Room), Said(query.Section));
        return new ImportReading.Read(file, reader, by!);
    }

    private static string? Said(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>What is said beside the table.</summary>
/// <param name="Room">The room of rows that name none, as <c>{site}/{room}</c>.</param>
/// <param name="Section">The section of rows that name none.</param>
/// <param name="By">Who imports, where nobody logs in.</param>
internal sealed record ImportQuery(string? Room, string? Section, string? By);

/// <summary>What became of a table.</summary>
internal abstract record ImportReading
{
    /// <summary>Nothing of it can be read.</summary>
    public sealed record Refused(ImportRefusal Refusal) : ImportReading;

    /// <summary>Every row was read; some may have faults.</summary>
    /// <param name="By">Who imports.</param>
    public sealed record Read(ImportFile File, ImportReader Reader, string By) : ImportReading;
}
