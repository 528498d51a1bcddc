using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Sites;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>The call that enters the rows of a table. All of them or none; the same file twice is entered once.</summary>
internal static class ImportEndpoint
{
    /// <summary>Maps the call below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/journals/{journal}/import", ImportAsync)
        .WithSummary("Enters the rows of a CSV (UTF-8) or an XLSX, at most 5,000: heads are the ids of columns or their names in any language. If a row is wrong nothing is entered, and every fault is named.")
        .RequireAuthorization(AccessPolicies.Operate).WithMetadata(new RequestSizeLimitAttribute(ImportFile.MostBytes));

    private static async Task<Results<Ok<ImportShape>, ValidationProblem, ProblemHttpResult>> ImportAsync(
        string journal, string? room, string? section, string? by, HttpContext http, EntryDesk desk, SiteBook sites)
    {
        if (JournalForms.Find(journal) is not { } form)
        {
            return JournalEndpoints.NoSuchJournal(journal);
        }

        using var body = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        }
        catch (BadHttpRequestException error)
        {
            return TypedResults.Problem(FormattableString.Invariant($"At most {ImportFile.MostBytes} bytes can be imported at once."), statusCode: error.StatusCode, title: "The file cannot be read.");
        }

        var asked = new Asked();
        var (file, refusal) = ImportFile.Read(body.ToArray());
        if (file is null)
        {
            asked.Refuse("file", refusal!);
            return asked.Problem();
        }

        var name = desk.Caller.NameOf(http, by);
        asked.Person("by", name, "who imports");
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        var reader = new ImportReader(form, file, desk.Board, sites, desk.Office.Now);
        reader.Read(name, string.IsNullOrEmpty(room) ? null : room, string.IsNullOrEmpty(section) ? null : section);
        if (reader.Faults.Count > 0)
        {
            asked.RefuseAll(reader.Faults);
            return asked.Problem();
        }

        var entered = await desk.Office.ImportAsync(journal, reader.Entries, file.Hash, Caller.ActorOf(http, name), http.RequestAborted);
        return TypedResults.Ok(new ImportShape(reader.Entries.Count, entered));
    }
}

/// <summary>What an import did.</summary>
/// <param name="Rows">Rows that were read.</param>
/// <param name="Entered">Entries that were written; the others were there already.</param>
internal sealed record ImportShape(int Rows, int Entered);
