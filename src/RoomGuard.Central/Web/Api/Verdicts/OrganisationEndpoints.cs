using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Verdicts;
using RoomGuard.Central.Web.Api.Attesting;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Web.Api.Verdicts;

/// <summary>Calls about what the organisation as a whole is judged by.</summary>
internal static class OrganisationEndpoints
{
    private const int MaxBodyBytes = 64 * 1024;

    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/organisation/verdicts", Verdicts).WithSummary("The verdict on every item that is about the organisation and no single room.");
        api.MapGet("/organisation/verdicts/history", HistoryAsync).WithSummary("Changes of the organisation's verdicts, the newest first; item narrows them to one.");
        api.MapPost("/organisation/attestations", AttestAsync).WithSummary("Notes what a person attests of the organisation.")
            .RequireAuthorization(AccessPolicies.Inspect).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
    }

    private static Ok<ListShape<VerdictShape>> Verdicts(OrganisationBook book, TimeProvider clock)
    {
        var (state, now) = (book.State, clock.GetUtcNow());
        return TypedResults.Ok(new ListShape<VerdictShape>(
            [.. book.Catalogue.ItemsOfOrganisation.Select(item => ShapeMaker.Verdict(state.Verdicts.GetValueOrDefault(item.Id) ?? new Verdict(item.Id, VerdictState.Unknown, [], now, [])))], null));
    }

    private static async Task<Results<Ok<ListShape<VerdictChangeShape>>, ValidationProblem>> HistoryAsync(string? item, string? cursor, string? limit, HttpContext http, OrganisationBook book, VerdictLedger ledger)
    {
        var (page, problem) = await VerdictEndpoints.PageAsync(ledger, OrganisationBook.Room, book.Catalogue.ItemsOfOrganisation, new HistoryQuery(item, cursor, limit), http.RequestAborted);
        return page is null ? problem! : TypedResults.Ok(page);
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> AttestAsync(AttestationRequest request, HttpContext http, OrganisationBook book, AttestationDesk desk)
    {
        // First of all: what was noted stays noted, however late its sender asks again.
        var stop = http.RequestAborted;
        if (request.Id is { } id && AttestationReader.IsId(id) && await desk.FindAsync(OrganisationBook.Room, id, stop) is { } noted)
        {
            return Again(noted, request);
        }

        var asked = new Asked();
        var attestation = new AttestationReader(new AttestableItems(book.Catalogue.ItemsOfOrganisation), asked, desk.SigningOf("", request.Signer, http)).Read(request);
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        return await book.AttestAsync(attestation, request.Replaces, Caller.ActorOf(http, attestation.Signer), stop) switch
        {
            null => TypedResults.NoContent(),
            { } before when before.Id == attestation.Id => Again(before, request),
            { } before => AttestationEndpoints.Contrary(before),
        };
    }

    private static Results<NoContent, ValidationProblem, ProblemHttpResult> Again(Attestation noted, AttestationRequest request) =>
        noted.Item == request.Item && noted.Statement.ToWord() == request.Statement ? TypedResults.NoContent() : AttestationEndpoints.Taken(noted);
}
