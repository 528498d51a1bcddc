using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Api.Journals;

/// <summary>Calls by which people write entries and put them right. Nothing that was written is changed: a correction is an entry of its own.</summary>
internal static class EntryEndpoints
{
    private const int MaxBodyBytes = 256 * 1024;

    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/journals/{journal}/entries", EnterAsync).WithSummary("Writes an entry of what cannot be sensed; sent again under the same id, it says what was written.")
            .RequireAuthorization(AccessPolicies.Operate).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        api.MapPost("/journals/{journal}/entries/{no:long}/correct", CorrectAsync).WithSummary("Writes an entry that puts another one right; that one stays as it is.")
            .RequireAuthorization(AccessPolicies.Operate).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
    }

    private static Task<Results<Created<EntryShape>, Ok<EntryShape>, ValidationProblem, ProblemHttpResult>> EnterAsync(
        string journal, EntryRequest request, HttpContext http, EntryDesk desk) => WriteAsync(journal, null, request, http, desk);

    private static async Task<Results<Created<EntryShape>, Ok<EntryShape>, ValidationProblem, ProblemHttpResult>> CorrectAsync(
        string journal, long no, EntryRequest request, HttpContext http, EntryDesk desk)
    {
        if (await desk.Ledger.FindAsync(journal, no, http.RequestAborted) is not { } wrong)
        {
            return JournalEndpoints.NoSuchEntry(journal, no);
        }

        // What is not said again stays as it was.
        return await WriteAsync(journal, wrong, request with
        {
            Room = request.Room ?? wrong.Room,
            Section = request.Section ?? wrong.Section,
            Equipment = request.Equipment ?? wrong.Equipment,
            StartedAt = request.StartedAt ?? JournalMark.Time(wrong.StartedAt),
            EndedAt = request.EndedAt ?? (wrong.EndedAt is { } ended ? JournalMark.Time(ended) : null),
            Kind = request.Kind ?? wrong.Kind,
        }, http, desk);
    }

    private static async Task<Results<Created<EntryShape>, Ok<EntryShape>, ValidationProblem, ProblemHttpResult>> WriteAsync(
        string journal, JournalEntry? wrong, EntryRequest request, HttpContext http, EntryDesk desk)
    {
        if (JournalForms.Find(journal) is not { } form)
        {
            return JournalEndpoints.NoSuchJournal(journal);
        }

        var asked = new Asked();
        var by = desk.Caller.NameOf(http, request.By);
        var (room, draft) = new EntryReader(form, desk.Board, asked, desk.Office.Now).Read(request, by, "manual");
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        draft = draft with { Corrects = wrong?.No };
        var known = await desk.Ledger.FindAsync(room, draft.Key, http.RequestAborted);
        var entry = known ?? await desk.Office.EnterAsync(room, draft, Caller.ActorOf(http, by), http.RequestAborted);
        return entry is null ? RoomEndpoints.NoSuchRoom(room.Split('/')[0], room[(room.IndexOf('/', StringComparison.Ordinal) + 1)..])
            : known is not null ? TypedResults.Ok(ShapeMaker.Entry(entry))
            : TypedResults.Created(FormattableString.Invariant($"/api/v1/journals/{journal}/entries/{entry.No}"), ShapeMaker.Entry(entry));
    }
}

/// <summary>What writing entries needs.</summary>
internal sealed record EntryDesk(JournalOffice Office, JournalLedger Ledger, RoomBoard Board, Caller Caller);
