using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Central.Web.Api;

/// <summary>Calls about declared maintenance and tests of a room or its equipment.</summary>
internal static class WindowEndpoints
{
    private const int MaxBodyBytes = 16 * 1024;

    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rooms/{site}/{room}/windows", Windows).WithSummary("Declared maintenance and tests: in force, to come, and the newest that are over.");
        Map(api, WindowKind.Maintenance, "Declares maintenance, at most seven days: alarms are recorded and told to nobody, fire and lost mains only where the equipment is named.");
        Map(api, WindowKind.Test, "Declares a test, at most eight hours: alarms that begin in it are recorded as a test; a real outage is told.");
    }

    /// <summary>The word of a kind in addresses.</summary>
    public static string WordOf(WindowKind kind) => kind == WindowKind.Test ? "test-mode" : "maintenance";

    private static void Map(RouteGroupBuilder api, WindowKind kind, string summary)
    {
        var word = WordOf(kind);
        api.MapPost($"/rooms/{{site}}/{{room}}/{word}", (string site, string room, WindowRequest request, HttpContext http, DutyDesk desk) => DeclareAsync(site, room, kind, request, http, desk))
            .WithSummary(summary).RequireAuthorization(AccessPolicies.Operate).WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        api.MapDelete($"/rooms/{{site}}/{{room}}/{word}/{{id}}", (string site, string room, string id, HttpContext http, DutyDesk desk) => EndAsync(site, room, kind, id, http, desk))
            .WithSummary("Ends it before its time; what still stands is told.").RequireAuthorization(AccessPolicies.Operate);
    }

    private static Results<Ok<ListShape<WindowShape>>, ProblemHttpResult> Windows(string site, string room, RoomBoard board) => board.Find(site, room) is { } snapshot
        ? TypedResults.Ok(new ListShape<WindowShape>([.. snapshot.State.Windows.Select(WindowShape.Of)], null))
        : RoomEndpoints.NoSuchRoom(site, room);

    private static async Task<Results<Created<WindowShape>, Ok<WindowShape>, ValidationProblem, ProblemHttpResult>> DeclareAsync(
        string site, string room, WindowKind kind, WindowRequest request, HttpContext http, DutyDesk desk)
    {
        if (desk.Board.Find(site, room) is not { } snapshot)
        {
            return RoomEndpoints.NoSuchRoom(site, room);
        }

        var asked = new Asked();
        var window = Read(kind, request, asked, desk.Clock.GetUtcNow(), desk.Caller.NameOf(http, request.By) ?? http.User.Identity?.Name ?? "");
        if (window.Equipment is { } equipment && !Knows(snapshot, equipment))
        {
            asked.Refuse("equipment", $"must be equipment of the room {site}/{room}, or be left out for the whole room.");
        }

        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        // A call that is repeated because its answer was lost finds what it declared.
        if (snapshot.State.Windows.Find(known => !known.IsOver && known.Kind == kind && known.Equipment == window.Equipment && known.Until == window.Until
            && (request.From is null || known.From == window.From)) is { } known)
        {
            return TypedResults.Ok(WindowShape.Of(known));
        }

        return await desk.Board.DeclareAsync(snapshot.Definition.Path, window, Caller.ActorOf(http, window.By), http.RequestAborted)
            ? TypedResults.Created($"/api/v1/rooms/{site}/{room}/windows", WindowShape.Of(window))
            : TypedResults.Problem("The room has as many declared windows as it can keep; end some first.", statusCode: StatusCodes.Status409Conflict, title: "There are too many windows.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(string site, string room, WindowKind kind, string id, HttpContext http, DutyDesk desk)
    {
        if (desk.Board.Find(site, room) is not { } snapshot)
        {
            return RoomEndpoints.NoSuchRoom(site, room);
        }

        return snapshot.State.Windows.Exists(window => window.Id == id && window.Kind == kind)
            && await desk.Board.EndWindowAsync(snapshot.Definition.Path, id, Caller.ActorOf(http, http.User.Identity?.Name), http.RequestAborted)
            ? TypedResults.NoContent()
            : TypedResults.Problem($"The room {site}/{room} has no such window {id}.", statusCode: StatusCodes.Status404NotFound, title: "There is no such window.");
    }

    private static ServiceWindow Read(WindowKind kind, WindowRequest request, Asked asked, DateTimeOffset now, string who)
    {
        if (request.Until is null)
        {
            asked.Refuse("until", "must be given: every window has an end.");
        }

        var window = new ServiceWindow
        {
            Id = RandomNumberGenerator.GetHexString(16, lowercase: true),
            Kind = kind,
            Equipment = request.Equipment,
            From = asked.Time("from", request.From, now),
            Until = asked.Time("until", request.Until, now),
            By = who,
            Comment = request.Comment?.Trim() ?? "",
            DeclaredAt = now,
        };
        asked.RefuseAll(window.Faults());
        return window;
    }

    private static bool Knows(RoomSnapshot room, string equipment) =>
        room.Definition.Equipment.Any(entry => entry.Id == equipment)
        || room.State.Points.Values.Any(point => point.Point.Equipment == equipment || point.Point.Equipment.StartsWith(equipment + ".", StringComparison.Ordinal))
        || room.State.Agents.ContainsKey(equipment);
}
