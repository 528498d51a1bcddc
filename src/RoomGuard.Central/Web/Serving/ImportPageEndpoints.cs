using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Web.Api;
using RoomGuard.Central.Web.Api.Journals.Importing;
using RoomGuard.Central.Web.Contents;
using RoomGuard.Central.Web.Pages.Journals;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Central.Web.Views;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Serving;

/// <summary>The page with which a person imports a table into a journal, and the part of it that shows what a table would become.</summary>
internal static class ImportPageEndpoints
{
    /// <summary>Maps <c>/journals/{journal}/import</c> and what its script asks. Entering is the call of the API.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/journals/{journal}/import", Import).ExcludeFromDescription();
        app.MapPost("/journals/{journal}/import/check", CheckAsync).ExcludeFromDescription()
            .RequireAuthorization(AccessPolicies.Operate).WithMetadata(new RequestSizeLimitAttribute(ImportFile.MostBytes));
    }

    private static RazorComponentResult Import(string journal, HttpContext http, RoomBoard board, PageContents contents, Caller caller)
    {
        if (JournalForms.Find(journal) is not { Sections.Count: > 0 } form || caller.HandOf(http) is not { } hand)
        {
            return PageEndpoints.Missing(http, contents);
        }

        var words = contents.WordsOf(LanguageChoice.Choose(http));
        var view = ImportTelling.Tell(form, [.. board.Rooms.Select(room => room.Definition)], words);
        return PageEndpoints.Page<ImportPage>(http, new { Words = words, View = view, Hand = hand, contents.Now });
    }

    // Changes nothing: what is shown is entered only by the call of the API, which reads the table again.
    private static async Task<RazorComponentResult> CheckAsync([AsParameters] ImportCheckRequest request)
    {
        var (http, contents) = (request.Http, request.Contents);
        if (JournalForms.Find(request.Journal) is not { Sections.Count: > 0 } form)
        {
            return PageEndpoints.Missing(http, contents);
        }

        var language = LanguageChoice.Choose(http);
        switch (await request.Desk.ReadAsync(form, new ImportQuery(request.Room, request.Section, request.By), http))
        {
            case ImportReading.Refused { Refusal: var refusal }:
                return Part(http, ImportTelling.Tell(refusal, contents.WordsOf(language)), refusal.Status ?? StatusCodes.Status400BadRequest);
            case ImportReading.Read { Reader: var reader }:
                var known = await request.Ledger.FindKnownAsync([.. reader.Entries.Select(entry => (entry.Room, entry.Draft.Key))], http.RequestAborted);
                var check = ImportTelling.Tell(reader, known, room => request.Board.Find(room)?.Definition, site => contents.WordsOf(language, site));
                return Part(http, check, check.IsReady ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
            case var reading:
                throw new InvalidOperationException($"A table was read in a way that is not known: {reading.GetType().Name}.");
        }

        RazorComponentResult Part(HttpContext http, ImportCheckView check, int status)
        {
            var part = PageEndpoints.Page<ImportCheck>(http, new { Words = contents.WordsOf(language), Check = check });
            part.StatusCode = status;
            return part;
        }
    }
}

/// <summary>What is asked of the part that shows what a table would become.</summary>
internal sealed record ImportCheckRequest(
    string Journal, string? Room, string? Section, string? By, HttpContext Http, ImportDesk Desk, JournalLedger Ledger, RoomBoard Board, PageContents Contents);
