using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Web.Api;

/// <summary>Calls about rooms: what they are like, and how they stand with clause 163.</summary>
internal static class RoomEndpoints
{
    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rooms", Rooms).WithSummary("All rooms with their state and worst verdict.");
        api.MapGet("/rooms/{site}/{room}", Room).WithSummary("One room with the newest sample of every point.");
        api.MapGet("/rooms/{site}/{room}/verdicts", Verdicts).WithSummary("The verdict on every item that the room is judged by.");
    }

    /// <summary>The problem for a room that nobody configured.</summary>
    internal static ProblemHttpResult NoSuchRoom(string site, string room) => TypedResults.Problem(
        $"No room is configured as {site}/{room}; /api/v1/rooms lists those that are.", statusCode: StatusCodes.Status404NotFound, title: "There is no such room.");

    private static Results<Ok<ListShape<RoomShape>>, ValidationProblem> Rooms(string? cursor, string? limit, RoomBoard board)
    {
        var asked = new Asked();
        var size = asked.Limit(limit);
        var from = (int)Math.Min(asked.Row(cursor) ?? 0, board.Rooms.Count);
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        var rooms = board.Rooms;
        var page = rooms.Skip(from).Take(size).Select(ShapeMaker.Room).ToArray();
        return TypedResults.Ok(new ListShape<RoomShape>(page, from + page.Length < rooms.Count ? Cursor.Of(from + page.Length) : null));
    }

    private static Results<Ok<RoomWithPointsShape>, ProblemHttpResult> Room(string site, string room, RoomBoard board, TimeProvider clock) =>
        board.Find(site, room) is { } snapshot
            ? TypedResults.Ok(ShapeMaker.RoomWithPoints(snapshot, clock.GetUtcNow()))
            : NoSuchRoom(site, room);

    private static Results<Ok<ListShape<VerdictShape>>, ProblemHttpResult> Verdicts(string site, string room, RoomBoard board)
    {
        if (board.Find(site, room) is not { } snapshot)
        {
            return NoSuchRoom(site, room);
        }

        var verdicts = snapshot.Definition.Requirements
            .Select(item => snapshot.State.Verdicts.GetValueOrDefault(item.Id) ?? new Verdict(item.Id, VerdictState.Unknown, [], snapshot.At, []))
            .Select(ShapeMaker.Verdict);
        return TypedResults.Ok(new ListShape<VerdictShape>([.. verdicts], null));
    }
}
