using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Api.Journals;

/// <summary>Calls by which people review and sign entries, and close and erase volumes.</summary>
internal static class SigningEndpoints
{
    private const int MaxBodyBytes = 256 * 1024;
    private const int LongestText = 400;

    private static readonly string[] Methods = ["account", "eds", "paper"];

    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        Add(api.MapPost("/journals/{journal}/entries/{no:long}/review", ReviewAsync).WithSummary("Notes that a person read an entry and found it in order."));
        Add(api.MapPost("/journals/{journal}/entries/{no:long}/sign", SignAsync).WithSummary("Signs an entry: by the account with its second factor, by a detached CMS over the entry's hash, or by the scan of a signed print."));
        Add(api.MapPost("/journals/{journal}/volumes/close", CloseAsync).WithSummary("Closes the open volume; the next entry opens another."));
        api.MapPost("/journals/{journal}/volumes/{volume:int}/erase", EraseAsync).WithSummary("Erases the entries of a closed volume whose term is over, by a signed act; what was erased stays on record.")
            .RequireAuthorization(AccessPolicies.Configure).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
    }

    private static void Add(RouteHandlerBuilder call) => call.RequireAuthorization(AccessPolicies.Operate).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));

    private static async Task<Results<Ok<EntryShape>, ValidationProblem, ProblemHttpResult>> ReviewAsync(string journal, long no, SignRequest request, HttpContext http, EntryDesk desk) =>
        await MarkAsync(journal, no, request, http, desk, (entry, by, actor) => desk.Office.ReviewAsync(entry, by, request.Note, actor, http.RequestAborted));

    private static async Task<Results<Ok<EntryShape>, ValidationProblem, ProblemHttpResult>> SignAsync(string journal, long no, SignRequest request, HttpContext http, EntryDesk desk) =>
        await MarkAsync(journal, no, request, http, desk, (entry, by, actor) => request.Method switch
        {
            "eds" => desk.Office.SignByCmsAsync(entry, by, request.Cms ?? "", request.Note, actor, http.RequestAborted),
            "paper" => desk.Office.SignByPaperAsync(entry, by, request.Scan, request.Note, actor, http.RequestAborted),
            _ => desk.Office.SignAsync(entry, by, request.Code, request.Note, actor, http.RequestAborted),
        });

    private static async Task<Results<Ok<EntryShape>, ValidationProblem, ProblemHttpResult>> MarkAsync(
        string journal, long no, SignRequest request, HttpContext http, EntryDesk desk, Func<JournalEntry, JournalPerson, Audit.Actor, Task<JournalEntry>> mark)
    {
        var asked = new Asked();
        if (Person(request.Role ?? "performer", request.Signer, request.Position, http, desk, asked) is var by && request.Method is { } method && !Methods.Contains(method))
        {
            asked.Refuse("method", $"must be one of {string.Join(", ", Methods)}.");
        }

        CheckNote(request.Note, asked);
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        if (await desk.Ledger.FindAsync(journal, no, http.RequestAborted) is not { } entry)
        {
            return JournalEndpoints.NoSuchEntry(journal, no);
        }

        if (request.Hash is { } hash && hash != entry.Hash)
        {
            return Conflict($"Entry {no} has the hash {entry.Hash}, not the one that was to be signed.");
        }

        try
        {
            return TypedResults.Ok(ShapeMaker.Entry(await mark(entry, by, Caller.ActorOf(http, by.Name))));
        }
        catch (JournalConflictException conflict)
        {
            return Conflict(conflict.Message);
        }
    }

    private static async Task<Results<Ok<VolumeShape>, ValidationProblem, ProblemHttpResult>> CloseAsync(string journal, VolumeRequest request, HttpContext http, EntryDesk desk) =>
        await VolumeAsync(journal, request, http, desk, (by, actor) => desk.Office.CloseAsync(journal, by, request.Note, actor, http.RequestAborted));

    private static async Task<Results<Ok<VolumeShape>, ValidationProblem, ProblemHttpResult>> EraseAsync(string journal, int volume, VolumeRequest request, HttpContext http, EntryDesk desk) =>
        await VolumeAsync(journal, request, http, desk, (by, actor) => desk.Office.EraseAsync(journal, volume, by, request.Act, request.Note, actor, http.RequestAborted));

    private static async Task<Results<Ok<VolumeShape>, ValidationProblem, ProblemHttpResult>> VolumeAsync(
        string journal, VolumeRequest request, HttpContext http, EntryDesk desk, Func<JournalPerson, Audit.Actor, Task<JournalVolume>> work)
    {
        if (JournalForms.Find(journal) is null)
        {
            return JournalEndpoints.NoSuchJournal(journal);
        }

        var asked = new Asked();
        var by = Person("room_responsible", request.Signer, null, http, desk, asked);
        CheckNote(request.Note, asked);
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        try
        {
            return TypedResults.Ok(VolumeShape.Of(await work(by, Caller.ActorOf(http, by.Name))));
        }
        catch (JournalConflictException conflict)
        {
            return Conflict(conflict.Message);
        }
    }

    private static JournalPerson Person(string role, string? signer, string? position, HttpContext http, EntryDesk desk, Asked asked)
    {
        var name = desk.Caller.NameOf(http, signer);
        asked.Person("signer", name, "who signs");
        if (!SigningRoles.All.Contains(role))
        {
            asked.Refuse("role", $"must be one of {string.Join(", ", SigningRoles.All)}.");
        }

        if (position is { Length: > LongestText })
        {
            asked.Refuse("position", FormattableString.Invariant($"must have at most {LongestText} characters."));
        }

        return new JournalPerson(name?.Trim() ?? "", role, string.IsNullOrWhiteSpace(position) ? null : position.Trim());
    }

    private static void CheckNote(string? note, Asked asked)
    {
        if (note is { Length: > LongestText })
        {
            asked.Refuse("note", FormattableString.Invariant($"must have at most {LongestText} characters."));
        }
    }

    private static ProblemHttpResult Conflict(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status409Conflict, title: "This cannot be signed so.");
}
