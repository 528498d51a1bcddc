using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Series;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Web.Api;

/// <summary>The call for series: the same answer whatever store is behind it.</summary>
internal static class SeriesEndpoints
{
    private static readonly TimeSpan UsualWindow = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, SeriesFunction> Functions =
        Enum.GetValues<SeriesFunction>().ToDictionary(function => function.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>Maps the call below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/series", ReadAsync)
        .WithSummary("Samples of one point, or buckets of a step. from and to are times of RFC 3339; without them it is the last hour.");

    private static async Task<Results<Ok<SeriesShape>, ValidationProblem, ProblemHttpResult>> ReadAsync([AsParameters] SeriesRequest request)
    {
        var asked = new Asked();
        var query = Read(request, asked);
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        if (request.Board.Find(query.Point.Site, query.Point.Room) is null)
        {
            return RoomEndpoints.NoSuchRoom(query.Point.Site, query.Point.Room);
        }

        try
        {
            return TypedResults.Ok(ShapeMaker.Series(query, await request.Store.ReadAsync(query, request.Http.RequestAborted)));
        }
        catch (SeriesUnavailableException error)
        {
            return TypedResults.Problem(error.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store of samples does not answer now.");
        }
    }

    private static SeriesQuery Read(SeriesRequest request, Asked asked)
    {
        if (!PointId.TryParse(request.Point, out var point))
        {
            asked.Refuse("point", "must be {site}/{room}/{equipment}/{signal}, such as hq/srv-1/ups-1/ups.load.");
        }

        var to = asked.Time("to", request.To, request.Clock.GetUtcNow());
        var from = asked.Time("from", request.From, to - UsualWindow);
        from = asked.Time("cursor", request.Cursor, from);
        if (from > to)
        {
            asked.Refuse("from", "must not be after to.");
        }

        var function = asked.Choice("fn", request.Fn, Functions, SeriesFunction.Mean);
        return new SeriesQuery(point, from, to)
        {
            Step = asked.Length("step", request.Step),
            Function = function,
            Limit = asked.Limit(request.Limit, SeriesQuery.MaxLimit, SeriesQuery.MaxLimit),
        };
    }
}

/// <summary>A question for a series.</summary>
internal sealed record SeriesRequest(
    string? Point, string? From, string? To, string? Step, string? Fn, string? Cursor, string? Limit, HttpContext Http, SeriesDesk Desk)
{
    public ISeriesStore Store => Desk.Store;

    public RoomBoard Board => Desk.Board;

    public TimeProvider Clock => Desk.Clock;
}

/// <summary>What answering for series needs.</summary>
internal sealed record SeriesDesk(ISeriesStore Store, RoomBoard Board, TimeProvider Clock);
