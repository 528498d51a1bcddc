using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Attachments;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Store;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Web.Api.Attesting;

/// <summary>The call by which people attest what no sensor sees.</summary>
internal static class AttestationEndpoints
{
    private const int MaxBodyBytes = 64 * 1024;

    /// <summary>Maps the call below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/rooms/{site}/{room}/attestations", AttestAsync).WithSummary("Notes what a person attests of an item of clause 163; sent again under the same id, it says what was noted.")
            .RequireAuthorization(AccessPolicies.Inspect)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));

    private static async Task<Results<NoContent, Ok<AttestationShape>, ValidationProblem, ProblemHttpResult>> AttestAsync(
        string site, string room, AttestationRequest request, HttpContext http, AttestationDesk desk)
    {
        if (desk.Board.Find(site, room) is not { } snapshot)
        {
            return RoomEndpoints.NoSuchRoom(site, room);
        }

        // First of all: what was noted stays noted, however late its sender asks again.
        var (path, stop) = (snapshot.Definition.Path, http.RequestAborted);
        if (request.Id is { } id && AttestationReader.IsId(id) && await desk.FindAsync(path, id, stop) is { } noted)
        {
            return Again(noted, request);
        }

        var asked = new Asked();
        var items = AttestableItems.Of(snapshot.Definition);
        var attestation = new AttestationReader(items, asked, desk.SigningOf(site, request.Signer, http)).Read(request);
        if (request.Replaces is { } replaces && (await desk.FindAsync(path, replaces, stop) is not { } mistake || !items.AreOfOneThing(mistake, attestation)))
        {
            asked.Refuse("replaces", $"must be the id of an attestation of {request.Item} in this room.");
        }

        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        if (await desk.FindAgainstAsync(path, items, attestation, request.Replaces, stop) is { } before)
        {
            return Against(before);
        }

        if (await desk.Board.AttestAsync(site, room, attestation, Caller.ActorOf(http, attestation.Signer), stop, request.Replaces))
        {
            return TypedResults.NoContent();
        }

        return await desk.FindAgainstAsync(path, items, attestation, request.Replaces, stop) switch
        {
            null => RoomEndpoints.NoSuchRoom(site, room),
            { } first => Against(first),
        };

        // Another call may be quicker at any moment, with the same or with the contrary.
        Results<NoContent, Ok<AttestationShape>, ValidationProblem, ProblemHttpResult> Against(Attestation first) => first.Id == attestation.Id ? Again(first, request) : Contrary(first);
    }

    private static Results<NoContent, Ok<AttestationShape>, ValidationProblem, ProblemHttpResult> Again(Attestation noted, AttestationRequest request) =>
        noted.Item == request.Item && noted.Statement.ToWord() == request.Statement ? TypedResults.Ok(Shape(noted)) : Taken(noted);

    private static AttestationShape Shape(Attestation noted) => new(noted.Id, noted.Item, noted.Statement.ToWord(), noted.Signer, noted.At.UtcDateTime);

    internal static ProblemHttpResult Taken(Attestation noted) => TypedResults.Problem(
        $"{noted.Id} is an attestation of {noted.Item}, {noted.Statement.ToWord()}. Give another one a name of its own.", statusCode: StatusCodes.Status409Conflict, title: "The id stands for another attestation.");

    internal static ProblemHttpResult Contrary(Attestation first) => TypedResults.Problem(
        $"{first.Signer} attested {first.Item} as {first.Statement.ToWord()} at {first.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: {first.Id}. If that was a mistake, say so with \"replaces\": \"{first.Id}\"; otherwise look again.",
        statusCode: StatusCodes.Status409Conflict,
        title: "Within one minute the contrary was attested.",
        extensions: [new("first", first.Id)]);
}

/// <summary>What taking in an attestation needs.</summary>
internal sealed record AttestationDesk(RoomBoard Board, Caller Caller, AttachmentStore Attachments, SiteBook Sites, StateStore State, StateGate Gate, TimeProvider Clock)
{
    /// <summary>Who signs with a call.</summary>
    /// <param name="said">Who the caller says they are; counts where nobody has to log in.</param>
    public Signing SigningOf(string site, string? said, HttpContext http) => new(
        Clock.GetUtcNow(),
        Caller.NameOf(http, said),
        Caller.RoleOf(http),
        Sites.Current.Sites.FirstOrDefault(known => known.Id == site)?.Zone ?? TimeZoneInfo.Utc,
        Attachments);

    /// <summary>An attestation of a room by its id.</summary>
    public Task<Attestation?> FindAsync(string room, string id, CancellationToken stop) => Gate.ReadAsync(() => State.Attestations.FindAsync(room, id, stop), stop);

    /// <summary>What stands against an attestation.</summary>
    public Task<Attestation?> FindAgainstAsync(string room, AttestableItems items, Attestation attestation, string? replaces, CancellationToken stop) =>
        Gate.ReadAsync(() => State.Attestations.FindAgainstAsync(room, items, attestation, replaces, stop), stop);
}
