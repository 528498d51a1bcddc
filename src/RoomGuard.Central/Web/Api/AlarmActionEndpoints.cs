using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Web.Api;

/// <summary>Calls by which people do something to an alarm. Each may be repeated: what is done already stays as it is.</summary>
internal static class AlarmActionEndpoints
{
    private const int MaxBodyBytes = 16 * 1024;

    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        Map(api, "acknowledge", AlarmActionKind.Acknowledge, "Says that somebody knows of an alarm.");
        Map(api, "comment", AlarmActionKind.Comment, "Adds a comment to an alarm.");
        Map(api, "shelve", AlarmActionKind.Shelve, "Sets an alarm aside until a stated time, from a minute to thirty days ahead; what still stands then is told again.");
        Map(api, "unshelve", AlarmActionKind.Unshelve, "Takes an alarm from the shelf before its time.");
        Map(api, "out-of-service", AlarmActionKind.OutOfService, "Takes an alarm out of service until it is put back.");
        Map(api, "return-to-service", AlarmActionKind.ReturnToService, "Puts an alarm back into service.");
    }

    private static void Map(RouteGroupBuilder api, string word, AlarmActionKind kind, string summary) => api
        .MapPost($"/alarms/{{id}}/{word}", (string id, AlarmActionRequest? request, HttpContext http, DutyDesk desk) => ActAsync(id, kind, request, http, desk))
        .WithSummary(summary)
        .RequireAuthorization(AccessPolicies.Operate)
        .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> ActAsync(
        string id, AlarmActionKind kind, AlarmActionRequest? request, HttpContext http, DutyDesk desk)
    {
        var asked = new Asked();
        var now = desk.Clock.GetUtcNow();
        var who = desk.Caller.NameOf(http, request?.By) ?? http.User.Identity?.Name ?? "";
        var until = request?.Until is { } text ? asked.Time("until", text, default) : (DateTimeOffset?)null;
        if (until is not null && kind != AlarmActionKind.Shelve)
        {
            asked.Refuse("until", "must be left out: only a shelf has an end.");
        }

        var comment = string.IsNullOrWhiteSpace(request?.Comment) ? null : request.Comment.Trim();
        asked.RefuseAll(new AlarmAction(kind, who, now, comment, until).Faults());
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        if (desk.Board.FindAlarm(id) is { } alarm && !AlarmAction.Fits(kind, alarm.State))
        {
            return TypedResults.Problem(
                $"The alarm {id} is {alarm.State.ToWord()} now; unshelve it, put it back into service, or end the maintenance first.",
                statusCode: StatusCodes.Status409Conflict,
                title: "The alarm is in a state in which this cannot be done.");
        }

        return await desk.Board.ActAsync(new AlarmWork(id, kind, Caller.ActorOf(http, who)) { Comment = comment, Until = until }, http.RequestAborted)
            ? TypedResults.NoContent()
            : TypedResults.Problem($"No room has an alarm {id} that is not over.", statusCode: StatusCodes.Status404NotFound, title: "There is no such alarm.");
    }
}

/// <summary>What the calls of people on duty need.</summary>
internal sealed record DutyDesk(RoomBoard Board, Caller Caller, TimeProvider Clock);
