using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Verdicts;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Web.Api.Verdicts;

/// <summary>Calls about how verdicts came to be: their history, the export that replays, the editions, events that revoke.</summary>
internal static class VerdictEndpoints
{
    private const int MaxBodyBytes = 16 * 1024;

    private const int MaxNoteLength = 2_000;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rooms/{site}/{room}/verdicts/history", HistoryAsync).WithSummary("Changes of a room's verdicts, the newest first; item narrows them to one.");
        api.MapGet("/rooms/{site}/{room}/findings", Findings).WithSummary("What sensors say beside the law: findings, not verdicts.");
        api.MapPost("/rooms/{site}/{room}/events", HappenAsync).WithSummary("Declares an event that takes the force of what was attested before it: works, a delivery, a change.")
            .RequireAuthorization(AccessPolicies.Operate).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        api.MapGet("/editions", (SiteBook sites) => TypedResults.Ok(new ListShape<EditionShape>([.. sites.Current.Editions.All.Select(EditionShape.Of)], null)))
            .WithSummary("The editions of the requirements, drafts included.");
        api.MapGet("/verdicts/export", ExportAsync).WithSummary("Records of verdicts with all they rest on, as a ZIP archive that roomguard verdict replay reads; site and room narrow it.")
            .RequireAuthorization(AccessPolicies.Audit);
    }

    private static async Task<Results<Ok<ListShape<VerdictChangeShape>>, ValidationProblem, ProblemHttpResult>> HistoryAsync(
        string site, string room, string? item, string? cursor, string? limit, HttpContext http, HistoryDesk desk)
    {
        if (desk.Board.Find(site, room) is not { } snapshot)
        {
            return RoomEndpoints.NoSuchRoom(site, room);
        }

        var (page, problem) = await PageAsync(desk.Ledger, snapshot.Definition.Path, snapshot.Definition.Requirements, new HistoryQuery(item, cursor, limit), http.RequestAborted);
        return page is null ? problem! : TypedResults.Ok(page);
    }

    /// <summary>A page of changes; null with what is wrong with the question.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>; empty for the organisation.</param>
    /// <param name="items">The items it is judged by.</param>
    internal static async Task<(ListShape<VerdictChangeShape>? Page, ValidationProblem? Problem)> PageAsync(
        VerdictLedger ledger, string room, IReadOnlyList<Requirement> items, HistoryQuery query, CancellationToken stop)
    {
        var asked = new Asked();
        var (place, size) = (asked.PageCursor(query.Cursor), asked.Limit(query.Limit));
        if (query.Item is not null && items.All(known => known.Id != query.Item))
        {
            asked.Refuse("item", $"must be one of {string.Join(", ", items.Select(known => known.Id))}.");
        }

        if (asked.IsWrong)
        {
            return (null, asked.Problem());
        }

        var page = await ledger.ReadAsync(room, query.Item, place, size, stop);
        return (new ListShape<VerdictChangeShape>([.. page.Items.Select(VerdictChangeShape.Of)], page.Next), null);
    }

    private static Results<Ok<ListShape<FindingShape>>, ProblemHttpResult> Findings(string site, string room, RoomBoard board) => board.Find(site, room) is { } snapshot
        ? TypedResults.Ok(new ListShape<FindingShape>([.. snapshot.State.Hints.Select(FindingShape.Of)], null))
        : RoomEndpoints.NoSuchRoom(site, room);

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> HappenAsync(string site, string room, HappeningRequest request, HttpContext http, DutyDesk desk)
    {
        if (desk.Board.Find(site, room) is not { } snapshot)
        {
            return RoomEndpoints.NoSuchRoom(site, room);
        }

        var asked = new Asked();
        var now = desk.Clock.GetUtcNow();
        var events = snapshot.Definition.Catalogue.Events;
        if (events.All(known => known.Id != request.Event))
        {
            asked.Refuse("event", $"must be one of {string.Join(", ", events.Select(known => known.Id))}.");
        }

        var at = request.At is null ? now : asked.Time("at", request.At, now);
        if (at > now + TimeSpan.FromMinutes(5) || at < now - Longest)
        {
            asked.Refuse("at", "must lie within the last seven days.");
        }

        if (request.Note?.Length > MaxNoteLength)
        {
            asked.Refuse("note", $"must be at most {MaxNoteLength} characters.");
        }

        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        var by = Caller.ActorOf(http, desk.Caller.NameOf(http, request.By));
        var happening = new Happening(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), request.Event!, by.Name, at, request.Note);
        return await desk.Board.HappenAsync(snapshot.Definition.Path, happening, by, http.RequestAborted) ? TypedResults.NoContent() : RoomEndpoints.NoSuchRoom(site, room);
    }

    private static async Task<Results<EmptyHttpResult, ValidationProblem, ProblemHttpResult>> ExportAsync(string? site, string? room, HttpContext http, HistoryDesk desk)
    {
        var asked = new Asked();
        if (room is not null && (site is null || desk.Board.Find(site, room) is null))
        {
            asked.Refuse("room", "must be a room of the site that site names.");
        }

        if (site is not null && !desk.Sites.Current.HasSite(site))
        {
            asked.Refuse("site", "must be a site that is configured.");
        }

        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        // Clause 8-1: who took what out of the house is on record before it leaves.
        var scope = site is null ? "" : $"{site}/{room}";
        await desk.Trail.WriteAsync(new AuditEvent(Caller.ActorOf(http, http.User.Identity?.Name), "verdict.export", scope), http.RequestAborted);
        var path = Path.GetTempFileName();
        await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await new VerdictExport(desk.Ledger, desk.Clock).WriteAsync(file, scope, http.RequestAborted);
        http.Response.ContentType = "application/zip";
        http.Response.ContentLength = file.Length;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"verdicts{(scope.Length > 0 ? "-" + scope.Trim('/').Replace('/', '-') : "")}.zip\"";
        file.Position = 0;
        await file.CopyToAsync(http.Response.Body, http.RequestAborted);
        return TypedResults.Empty;
    }
}

/// <summary>What reading the history of verdicts needs.</summary>
internal sealed record HistoryDesk(RoomBoard Board, SiteBook Sites, VerdictLedger Ledger, AuditTrail Trail, TimeProvider Clock);

/// <summary>Which changes are asked for.</summary>
internal sealed record HistoryQuery(string? Item, string? Cursor, string? Limit);

/// <summary>An event that somebody declares.</summary>
/// <param name="Event">Its id in the edition.</param>
/// <param name="At">When it happened, RFC 3339; null for now.</param>
/// <param name="Note">What they say.</param>
/// <param name="By">Who says so, where nobody logs in.</param>
internal sealed record HappeningRequest(string? Event, string? At, string? Note, string? By);
