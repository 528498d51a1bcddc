using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Planning;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Central.Web.Contents;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Central.Web.Views;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Web.Api;

/// <summary>Calls about what is due when.</summary>
internal static class PlanEndpoints
{
    // What a calendar client takes in one piece.
    private const int MostEntries = 5000;

    private static readonly Dictionary<string, Language> Languages = Enum.GetValues<Language>().ToDictionary(language => language.Tag, StringComparer.Ordinal);

    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/plan", PlanAsync).WithSummary("What is due when: attestations, tests, contracts. What is due first comes first; what was never done is due now.");
        api.MapGet("/plan.ics", CalendarAsync).WithSummary("The same as an iCalendar feed; a token may come as the password of HTTP Basic.").Produces<string>(contentType: "text/calendar");
    }

    private static async Task<Results<Ok<ListShape<PlanShape>>, ValidationProblem>> PlanAsync([AsParameters] PlanRequest request)
    {
        var asked = new Asked();
        var query = ReadQuery(asked, request.Site, request.Room, request.Board) with { Until = request.Until is null ? null : asked.Time("until", request.Until, default) };
        var size = asked.Limit(request.Limit);
        var from = asked.Row(request.Cursor) ?? 0;
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        var now = request.Desk.Now;
        var items = await request.Desk.ReadAsync(query, request.Http.RequestAborted);
        var start = (int)Math.Min(from, items.Count);
        var tongues = Languages.Values.Select(language => request.Contents.WordsOf(language)).ToDictionary(words => words.Language);
        var page = items.Skip(start).Take(size).Select(item => Shape(item, tongues, now)).ToArray();
        return TypedResults.Ok(new ListShape<PlanShape>(page, start + page.Length < items.Count ? Cursor.Of(start + page.Length) : null));
    }

    private static async Task<Results<ContentHttpResult, ValidationProblem>> CalendarAsync(
        string? lang, string? site, string? room, HttpContext http, PlanDesk desk, RoomBoard board, SiteBook sites, PageContents contents)
    {
        var asked = new Asked();
        var query = ReadQuery(asked, site, room, board);
        var language = asked.Choice("lang", lang, Languages, Language.Kk);
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        var words = contents.WordsOf(language, query.Site);
        var telling = new PlanTelling(desk.Model, words, desk.Now);
        var root = new Uri($"{http.Request.Scheme}://{http.Request.Host}/");
        var items = await desk.ReadAsync(query, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.ContentDisposition = "inline; filename=\"roomguard.ics\"";
        return TypedResults.Content(
            PlanCalendar.Write($"{words["app.name"]}: {words["plan.title"]}", items.Take(MostEntries).Select(item => telling.TellEntry(item, sites.Now.InForceAt, root))),
            "text/calendar; charset=utf-8");
    }

    /// <summary>Reads which part of the plan is asked for: <c>site=hq</c>, <c>room=hq/srv-1</c>, or <c>site=hq&amp;room=srv-1</c>.</summary>
    internal static PlanQuery ReadQuery(Asked asked, string? site, string? room, RoomBoard board)
    {
        var path = room is not null && !room.Contains('/', StringComparison.Ordinal) && site is not null ? $"{site}/{room}" : room;
        if (path is not null && board.Find(path) is null)
        {
            asked.Refuse("room", "must be a room, {site}/{room}; /api/v1/rooms lists them.");
        }

        return new PlanQuery(site, path);
    }

    private static PlanShape Shape(PlanItem item, Dictionary<Language, Words> tongues, DateTimeOffset now) => new(
        item.Room,
        item.Item,
        item.Slot,
        new NameShape(PlanTelling.What(item, tongues[Language.Kk]), PlanTelling.What(item, tongues[Language.Ru]), PlanTelling.What(item, tongues[Language.En])),
        item.Due?.UtcDateTime,
        item.Day,
        item.StateAt(now).ToWord(),
        item.RemindAt?.UtcDateTime);
}

/// <summary>A question for the plan.</summary>
internal sealed record PlanRequest(
    string? Site, string? Room, string? Until, string? Cursor, string? Limit, HttpContext Http, PlanDesk Desk, RoomBoard Board, PageContents Contents);

/// <summary>Something that is due.</summary>
/// <param name="Room">The room as <c>{site}/{room}</c>; null for a contract of no room, or of several.</param>
/// <param name="Item">The item of clause 163 or its half, <c>35.7</c> for a test, or <c>contract</c>.</param>
/// <param name="Slot">The evidence slot, <c>exclusion</c>, the equipment, or the contract's id.</param>
/// <param name="What">What people call it.</param>
/// <param name="Due">When it is due; null when it was never done, and so is due now.</param>
/// <param name="Day">The same as a day on the site's clocks.</param>
/// <param name="State"><c>overdue</c>, <c>missing</c>, <c>soon</c> or <c>later</c>.</param>
/// <param name="RemindAt">When people are reminded of it: 30 days before, 7 of what is due every month.</param>
internal sealed record PlanShape(string? Room, string Item, string Slot, NameShape What, DateTime? Due, DateOnly? Day, string State, DateTime? RemindAt);
