using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Alarms;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Web.Api;

/// <summary>Calls about alarms.</summary>
internal static class AlarmEndpoints
{
    private static readonly Dictionary<string, AlarmCondition[]> States = Enum.GetValues<AlarmCondition>()
        .ToDictionary(state => state.ToWord(), state => (AlarmCondition[])[state], StringComparer.Ordinal);

    static AlarmEndpoints() => States["active"] = [AlarmCondition.Unacknowledged, AlarmCondition.Acknowledged];

    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/alarms", AlarmsAsync)
            .WithSummary("Alarms, the newest first. state is one or several states of ISA-18.2 separated by commas; active stands for those whose condition lasts.");
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
}

/// <summary>A question for alarms.</summary>
internal sealed record AlarmRequest(string? State, string? Room, string? Cursor, string? Limit, HttpContext Http, AlarmLedger Ledger);
