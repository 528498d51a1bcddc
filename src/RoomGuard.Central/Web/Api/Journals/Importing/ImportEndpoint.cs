using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Journals;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>The call that enters the rows of a table. All of them or none; the same file twice is entered once.</summary>
internal static class ImportEndpoint
{
    /// <summary>Maps the call below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/journals/{journal}/import", ImportAsync)
        .WithSummary("Enters the rows of a CSV (UTF-8) or an XLSX, at most 5,000: heads are the ids of columns or their names in any language. If a row is wrong nothing is entered, and every fault is named, the first 1,000 of them.")
        .RequireAuthorization(AccessPolicies.Operate).WithMetadata(new RequestSizeLimitAttribute(ImportFile.MostBytes));

    private static async Task<Results<Ok<ImportShape>, ValidationProblem, ProblemHttpResult>> ImportAsync(
        string journal, string? room, string? section, string? by, HttpContext http, ImportDesk desk, JournalOffice office)
    {
        if (JournalForms.Find(journal) is not { } form)
        {
            return JournalEndpoints.NoSuchJournal(journal);
        }

        var asked = new Asked();
        switch (await desk.ReadAsync(form, new ImportQuery(room, section, by), http))
        {
            case ImportReading.Refused { Refusal: { Status: { } status } refusal }:
                return TypedResults.Problem(refusal.What, statusCode: status, title: "The file cannot be read.");
            case ImportReading.Refused { Refusal: var refusal }:
                asked.Refuse(refusal.Kind == ImportRefusalKind.Nobody ? "by" : "file", refusal.What);
                return asked.Problem();
            case ImportReading.Read { Reader: { Faults: { Count: > 0 } faults } }:
                asked.RefuseAll(faults.Select(fault => (fault.Where, fault.What)));
                return asked.Problem();
            case ImportReading.Read read:
                var entries = read.Reader.Entries;
                var entered = await office.ImportAsync(journal, [.. entries.Select(entry => (entry.Room, entry.Draft))], read.File.Hash, Caller.ActorOf(http, read.By), http.RequestAborted);
                return TypedResults.Ok(new ImportShape(entries.Count, entered));
            case var reading:
                throw new InvalidOperationException($"A table was read in a way that is not known: {reading.GetType().Name}.");
        }
    }
}

/// <summary>What an import did.</summary>
/// <param name="Rows">Rows that were read.</param>
/// <param name="Entered">Entries that were written; the others were there already.</param>
internal sealed record ImportShape(int Rows, int Entered);
