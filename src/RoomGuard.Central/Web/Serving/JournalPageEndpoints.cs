using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Web.Api;
using RoomGuard.Central.Web.Contents;
using RoomGuard.Central.Web.Pages.Journals;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Central.Web.Views;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Serving;

/// <summary>The pages of the journals of clause 35: all of them, one with its entries, and the form of an entry.</summary>
internal static class JournalPageEndpoints
{
    /// <summary>Where the client of the national electronic signature listens, on the computer of whoever signs.</summary>
    public const string SigningClient = "wss://127.0.0.1:13579";

    private const int EntriesShown = 20;

    private const string Waiting = "waiting";

    /// <summary>Maps <c>/journals</c>, <c>/journals/{journal}</c> and <c>/journals/{journal}/write</c>.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/journals", JournalsAsync).ExcludeFromDescription();
        app.MapGet("/journals/{journal}", JournalAsync).ExcludeFromDescription();
        app.MapGet("/journals/{journal}/write", WriteAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> JournalsAsync(HttpContext http, JournalLedger ledger, PageContents contents)
    {
        var words = contents.WordsOf(LanguageChoice.Choose(http));
        var journals = new List<JournalView>();
        foreach (var form in JournalForms.All)
        {
            journals.Add(JournalTelling.Tell(form, await ledger.ReadStandingAsync(form.Id, http.RequestAborted), words, contents.Now));
        }

        return PageEndpoints.Page<JournalsPage>(http, new { Words = words, Journals = journals, contents.Now });
    }

    private static async Task<IResult> JournalAsync([AsParameters] JournalPageRequest request)
    {
        var (http, contents) = (request.Http, request.Contents);
        var room = string.IsNullOrEmpty(request.Room) ? null : request.Board.Find(request.Room);
        if (JournalForms.Find(request.Journal) is not { } form || Query(request, room) is not { } query)
        {
            return PageEndpoints.Missing(http, contents);
        }

        var language = LanguageChoice.Choose(http);
        var words = contents.WordsOf(language, room?.Definition.Site);
        var page = await request.Ledger.ReadAsync(query, http.RequestAborted);
        var links = await request.Ledger.ReadLinksAsync(page.Items, http.RequestAborted);
        var kept = Kept(query);
        var view = new JournalPageView(
            JournalTelling.Tell(form, await request.Ledger.ReadStandingAsync(form.Id, http.RequestAborted), words, contents.Now),
            [.. request.Board.Rooms.Select(one => new PlaceView(one.Definition.Path, words.Say(one.Definition.Name)))],
            query.Room,
            query.IsWaiting,
            [.. page.Items.Select(entry => JournalTelling.Tell(entry, request.Board.Find(entry.Room)?.Definition, links, contents.WordsOf(language, entry.Room.Split('/')[0])))],
            page.Next is { } next ? $"/journals/{form.Id}?{kept}cursor={next}" : null,
            query.Cursor is null && query.UpTo is null ? null : $"/journals/{form.Id}?{kept}")
        {
            Kept = kept,
        };
        AllowSigningClient(http);
        return PageEndpoints.Page<JournalPage>(http, new
        {
            Words = words,
            View = view,
            Hand = request.Caller.HandOf(http),
            MayScan = request.Caller.InspectingHandOf(http) is not null,
            contents.Now,
        });
    }

    private static async Task<IResult> WriteAsync(string journal, string? section, long? correct, HttpContext http, JournalLedger ledger, RoomBoard board, PageContents contents, Caller caller)
    {
        var wrong = correct is { } no ? await ledger.FindAsync(journal, no, http.RequestAborted) : null;
        if (JournalForms.Find(journal) is not { Sections.Count: > 0 } form || (correct is not null && wrong is null) || caller.HandOf(http) is not { } hand)
        {
            return PageEndpoints.Missing(http, contents);
        }

        var written = form.FindSection(wrong?.Section ?? section ?? form.Sections[0].Id);
        if (written is null)
        {
            return PageEndpoints.Missing(http, contents);
        }

        var words = contents.WordsOf(LanguageChoice.Choose(http), wrong?.Room.Split('/')[0]);
        var view = EntryFormTelling.Tell(form, written, wrong, [.. board.Rooms.Select(room => room.Definition)], words, contents.Now);
        return PageEndpoints.Page<WritePage>(http, new { Words = words, View = view, Hand = hand, contents.Now });
    }

    // Null for an address that no link of the page has.
    private static JournalQuery? Query(JournalPageRequest request, RoomSnapshot? room)
    {
        var asked = new Asked();
        var query = new JournalQuery
        {
            Journal = request.Journal,
            Room = room?.Definition.Path,
            IsWaiting = request.State == Waiting,
            UpTo = request.No,
            Cursor = asked.PageCursor(request.Cursor),
            Limit = EntriesShown,
            NewestFirst = true,
        };
        return asked.IsWrong || request.State is not (null or "" or Waiting) || (room is null && !string.IsNullOrEmpty(request.Room)) ? null : query;
    }

    private static string Kept(JournalQuery query) =>
        string.Create(CultureInfo.InvariantCulture, $"{(query.Room is { } room ? $"room={Uri.EscapeDataString(room)}&" : "")}{(query.IsWaiting ? $"state={Waiting}&" : "")}");

    // On this page only: elsewhere scripts reach nothing but the centre.
    private static void AllowSigningClient(HttpContext http) =>
        http.Response.Headers.ContentSecurityPolicy = http.Response.Headers.ContentSecurityPolicy.ToString().Replace("connect-src 'self'", $"connect-src 'self' {SigningClient}", StringComparison.Ordinal);
}

/// <summary>What is asked of a journal's page.</summary>
/// <param name="Room">Only this room, as <c>{site}/{room}</c>.</param>
/// <param name="State"><c>waiting</c> for those that nobody signed.</param>
/// <param name="No">Begin with this entry.</param>
internal sealed record JournalPageRequest(
    string Journal, string? Room, string? State, long? No, string? Cursor, HttpContext Http, JournalLedger Ledger, RoomBoard Board, PageContents Contents, Caller Caller);
