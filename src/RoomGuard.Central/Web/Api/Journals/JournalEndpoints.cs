using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Api.Journals;

/// <summary>Calls that read the journals of clause 35.</summary>
internal static class JournalEndpoints
{
    private static readonly Dictionary<string, bool> Orders = new(StringComparer.Ordinal) { ["oldest"] = false, ["newest"] = true };

    private const int LongestRoom = 200;

    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/journals", Journals).WithSummary("The documents of clause 35.");
        api.MapGet("/journals/{journal}", FormAsync).WithSummary("One document of clause 35: its sections with their columns, and its volumes.");
        api.MapGet("/journals/{journal}/entries", EntriesAsync).WithSummary("Entries of one journal, the oldest first, or with order=newest the newest.");
        api.MapGet("/journals/{journal}/entries/{no:long}", EntryAsync).WithSummary("One entry with its signatures.");
    }

    /// <summary>The answer for a journal that clause 35 does not have.</summary>
    public static ProblemHttpResult NoSuchJournal(string journal) => TypedResults.Problem(
        $"Clause 35 has no document {journal}; /api/v1/journals lists those it has.", statusCode: StatusCodes.Status404NotFound, title: "There is no such journal.");

    /// <summary>The answer for an entry that a journal does not have.</summary>
    public static ProblemHttpResult NoSuchEntry(string journal, long no) => TypedResults.Problem(
        FormattableString.Invariant($"{journal} has no entry {no}, or it was erased with its volume."), statusCode: StatusCodes.Status404NotFound, title: "There is no such entry.");

    private static Ok<ListShape<JournalShape>> Journals() =>
        TypedResults.Ok(new ListShape<JournalShape>([.. JournalForms.All.Select(form => new JournalShape(form.Id, NameShape.Of(form.Title)))], null));

    private static async Task<Results<Ok<JournalFormShape>, ProblemHttpResult>> FormAsync(string journal, JournalLedger ledger, CancellationToken stop) =>
        JournalForms.Find(journal) is { } form
            ? TypedResults.Ok(JournalFormShape.Of(form, await ledger.ReadVolumesAsync(journal, stop)))
            : NoSuchJournal(journal);

    private static async Task<Results<Ok<EntryShape>, ProblemHttpResult>> EntryAsync(string journal, long no, JournalLedger ledger, CancellationToken stop) =>
        JournalForms.Find(journal) is null ? NoSuchJournal(journal)
        : await ledger.FindAsync(journal, no, stop) is { } entry ? TypedResults.Ok(ShapeMaker.Entry(entry))
        : NoSuchEntry(journal, no);

    private static async Task<Results<Ok<ListShape<EntryShape>>, ValidationProblem, ProblemHttpResult>> EntriesAsync([AsParameters] EntriesRequest request)
    {
        if (JournalForms.Find(request.Journal) is null)
        {
            return NoSuchJournal(request.Journal);
        }

        var asked = new Asked();

        // A room that is not configured any more has entries all the same.
        if (request.Room is { } room && (room.Length > LongestRoom || room.Any(char.IsControl)))
        {
            asked.Refuse("room", "must be {site}/{room}.");
        }

        var query = new JournalQuery
        {
            Journal = request.Journal,
            Room = request.Room,
            Cursor = asked.PageCursor(request.Cursor),
            Limit = asked.Limit(request.Limit),
            NewestFirst = asked.Choice("order", request.Order, Orders, false),
        };
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        var page = await request.Ledger.ReadAsync(query, request.Http.RequestAborted);
        return TypedResults.Ok(new ListShape<EntryShape>([.. page.Items.Select(ShapeMaker.Entry)], page.Next));
    }
}

/// <summary>A question for the entries of a journal.</summary>
internal sealed record EntriesRequest(
    string Journal, string? Room, string? Order, string? Cursor, string? Limit, HttpContext Http, JournalLedger Ledger);
