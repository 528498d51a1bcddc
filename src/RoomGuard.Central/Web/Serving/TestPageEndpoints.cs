using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Web.Api.Starting;
using RoomGuard.Central.Web.Contents;
using RoomGuard.Central.Web.Pages.Starting;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Central.Web.Views;
using RoomGuard.Rooms.Starting;

namespace RoomGuard.Central.Web.Serving;

/// <summary>The page on which two persons start the self-test of a UPS. It is there only for those who may, and only where the room allows it.</summary>
internal static class TestPageEndpoints
{
    private const int EntriesRead = 50;

    /// <summary>Maps <c>/rooms/{site}/{room}/equipment/{equipment}/test</c> and its part.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        const string Path = "/rooms/{site}/{room}/equipment/{equipment}/test";
        app.MapGet(Path, PageAsync).ExcludeFromDescription();
        app.MapGet(Path + "/part", PartAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> PageAsync([AsParameters] TestPageRequest request) => await ReadAsync(request) is var (view, words)
        ? PageEndpoints.Page<TestPage>(request.Http, new { Words = words, View = view, request.Contents.Now })
        : PageEndpoints.Missing(request.Http, request.Contents);

    private static async Task<IResult> PartAsync([AsParameters] TestPageRequest request) => await ReadAsync(request) is var (view, words)
        ? PageEndpoints.Page<TestPart>(request.Http, new { Words = words, View = view })
        : TypedResults.NotFound();

    // Null for who may not start tests, and for what has none to start.
    private static async Task<(TestView View, Words Words)?> ReadAsync(TestPageRequest request)
    {
        var (http, contents, calls, stop) = (request.Http, request.Contents, request.Calls, request.Http.RequestAborted);
        if (contents.Find(request.Site, request.Room) is not { } room || !AccessPolicies.MayStartTests(http.User) || !TestPreconditions.IsOffered(room.Definition, room.State, request.Equipment))
        {
            return null;
        }

        var refusals = calls.Desk.Look(room, request.Equipment);
        var entries = await request.Ledger.ReadAsync(new JournalQuery { Journal = "35.7", Room = room.Definition.Path, Limit = EntriesRead, NewestFirst = true }, stop);
        var words = contents.WordsOf(LanguageChoice.Choose(http), request.Site);
        var view = TestTelling.Tell(
            room,
            request.Equipment,
            calls.Caller.KnowsPeople ? refusals : [.. refusals, TestPreconditions.NobodyNamed],
            await calls.Desk.ReadAsync(room, request.Equipment, stop),
            entries.Items,
            calls.Caller.NameOf(http, null),
            words);
        return (view, words);
    }
}

/// <summary>What is asked of the page of a test.</summary>
internal sealed record TestPageRequest(string Site, string Room, string Equipment, HttpContext Http, PageContents Contents, TestCalls Calls, JournalLedger Ledger);
