using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Starting;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Starting;

namespace RoomGuard.Central.Web.Api.Starting;

/// <summary>Calls by which two persons have a UPS begin its quick self-test.</summary>
internal static class TestEndpoints
{
    private const int MaxBodyBytes = 4 * 1024;

    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        Map(api, "", "Asks for the quick self-test of a UPS; another person must confirm within ten minutes. Off unless the room's rules say tests.remoteStart.", isConfirming: false);
        Map(api, "/confirm", "Confirms what another person asked for: the agent has the UPS begin its quick self-test, and the answer says what came of it.", isConfirming: true);
        api.MapPost("/rooms/{site}/{room}/equipment/{equipment}/test/refuse", RefuseAsync)
            .WithSummary("Refuses what another person asked for, or takes back what one asked for: it cannot be confirmed any more.")
            .RequireAuthorization(AccessPolicies.StartTests).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes)).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<TestTurnedDownShape>, ProblemHttpResult>> RefuseAsync(string site, string room, string equipment, HttpContext http, TestCalls calls)
    {
        if (calls.Board.Find(site, room) is not { } found)
        {
            return RoomEndpoints.NoSuchRoom(site, room);
        }

        if (!calls.Caller.KnowsPeople)
        {
            return Refused([TestPreconditions.NobodyNamed]);
        }

        return await calls.Desk.RefuseAsync(found, equipment, Caller.ActorOf(http, null), http.RequestAborted) is TestOutcome.TurnedDown down
            ? TypedResults.Ok(new TestTurnedDownShape(equipment, down.Asker, down.By))
            : NothingAsked(equipment);
    }

    private static void Map(RouteGroupBuilder api, string word, string summary, bool isConfirming) => api
        .MapPost($"/rooms/{{site}}/{{room}}/equipment/{{equipment}}/test{word}", (string site, string room, string equipment, TestStartRequest request, HttpContext http, TestCalls calls) => StartAsync((site, room, equipment), request, isConfirming, http, calls))
        .WithSummary(summary).RequireAuthorization(AccessPolicies.StartTests).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
        .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Accepted<TestRequestShape>, Ok<TestAnswerShape>, ProblemHttpResult>> StartAsync(
        (string Site, string Room, string Equipment) place, TestStartRequest request, bool isConfirming, HttpContext http, TestCalls calls)
    {
        if (calls.Board.Find(place.Site, place.Room) is not { } room)
        {
            return RoomEndpoints.NoSuchRoom(place.Site, place.Room);
        }

        if (!calls.Caller.KnowsPeople)
        {
            return Refused([TestPreconditions.NobodyNamed]);
        }

        var by = Caller.ActorOf(http, null);
        var outcome = isConfirming
            ? await calls.Desk.ConfirmAsync(room, place.Equipment, request.Present == true, by, http.RequestAborted)
            : await calls.Desk.RequestAsync(room, place.Equipment, request.Present == true, by, http.RequestAborted);
        return outcome switch
        {
            TestOutcome.Requested requested => TypedResults.Accepted((string?)null, new TestRequestShape(place.Equipment, requested.By, requested.Until)),
            TestOutcome.Told { Answer: { } answer } told => TypedResults.Ok(new TestAnswerShape(place.Equipment, told.Agent, answer.Ok, answer.Detail, told.Window.Id)),
            TestOutcome.Told { IsSent: false } => TypedResults.Problem("The broker is away or does not take the order; nothing was started.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "The agent cannot be told."),
            TestOutcome.Told told => TypedResults.Problem($"The agent {told.Agent} did not answer. Whether the test has begun is not known: look at the UPS.", statusCode: StatusCodes.Status504GatewayTimeout, title: "The agent did not answer."),
            TestOutcome.Refused refused => Refused(refused.Refusals),
            TestOutcome.SamePerson same => Conflict("Another person must confirm.", $"{same.Name} asked for this test, so somebody else must confirm it: a test from afar takes two persons."),
            TestOutcome.NoWindow => Conflict("There are too many windows.", "The room has as many declared windows as it can keep; end some first."),
            _ => NothingAsked(place.Equipment),
        };
    }

    private static ProblemHttpResult Conflict(string title, string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: title);

    private static ProblemHttpResult NothingAsked(string equipment) =>
        Conflict("There is nothing to confirm.", $"Nobody asked for a test of {equipment} within the last ten minutes, or it was confirmed or refused already.");

    private static ProblemHttpResult Refused(IReadOnlyList<TestRefusal> refusals) => TypedResults.Problem(
        string.Join("; ", refusals.Select(refusal => refusal.Text.En)) + ".",
        statusCode: StatusCodes.Status409Conflict,
        title: "The test may not be started now.",
        extensions: new Dictionary<string, object?> { ["refusals"] = refusals.Select(refusal => new TestRefusalShape(refusal.Code, NameShape.Of(refusal.Text))).ToArray() });
}

/// <summary>What the calls about tests need.</summary>
internal sealed record TestCalls(RoomBoard Board, TestDesk Desk, Caller Caller);
