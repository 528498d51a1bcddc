using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Alarms;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Web.Api;

/// <summary>Calls about alarms.</summary>
internal static class AlarmEndpoints
{
    private const int MaxNameLength = 200;

    private const int MaxBodyBytes = 4 * 1024;

    private static readonly Dictionary<string, AlarmCondition[]> States = Enum.GetValues<AlarmCondition>()
        .ToDictionary(state => state.ToWord(), state => (AlarmCondition[])[state], StringComparer.Ordinal);

    static AlarmEndpoints() => States["active"] = [AlarmCondition.Unacknowledged, AlarmCondition.Acknowledged];

    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/alarms", AlarmsAsync)
            .WithSummary("Alarms, the newest first. state is one or several states of ISA-18.2 separated by commas; active stands for those whose condition lasts.");
        api.MapPost("/alarms/{id}/acknowledge", AcknowledgeAsync).WithSummary("Says that somebody knows of an alarm.")
            .RequireAuthorization(AccessPolicies.Operate)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
    }

    private static async Task<Results<Ok<ListShape<AlarmShape>>, ValidationProblem>> AlarmsAsync([AsParameters] AlarmRequest request)
    {
        var asked = new Asked();
        var states = (request.State ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(word => asked.Choice("state", word, States, []));
        var query = new AlarmQuery
        {
            States = [.. states.Distinct()],
            Room = request.Room,
            Cursor = asked.PageCursor(request.Cursor),
            Limit = asked.Limit(request.Limit),
        };
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        var page = await request.Ledger.ReadAsync(query, request.Http.RequestAborted);
        return TypedResults.Ok(new ListShape<AlarmShape>([.. page.Items.Select(ShapeMaker.Alarm)], page.Next));
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> AcknowledgeAsync(
        string id, AcknowledgeRequest? request, HttpContext http, RoomBoard board, Caller caller)
    {
        var who = caller.NameOf(http, request?.By) ?? http.User.Identity?.Name;
        if (string.IsNullOrWhiteSpace(who) || who.Length > MaxNameLength)
        {
            var asked = new Asked();
            asked.Refuse("by", "must name who acknowledges.");
            return asked.Problem();
        }

        return await board.AcknowledgeAsync(id, Caller.ActorOf(http, who), http.RequestAborted)
            ? TypedResults.NoContent()
            : TypedResults.Problem(
                $"No room has an alarm {id} that waits to be acknowledged.", statusCode: StatusCodes.Status404NotFound, title: "There is no such alarm.");
    }
}

/// <summary>A question for alarms.</summary>
internal sealed record AlarmRequest(string? State, string? Room, string? Cursor, string? Limit, HttpContext Http, AlarmLedger Ledger);
