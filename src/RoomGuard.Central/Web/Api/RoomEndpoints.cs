using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Rooms.Clause163;

namespace RoomGuard.Central.Web.Api;

/// <summary>Calls about rooms: what they are like, how they stand with clause 163, and what people attest.</summary>
internal static class RoomEndpoints
{
    private const int MaxTextLength = 2_000;

    private static readonly Dictionary<string, AttestationStatement> Statements =
        Enum.GetValues<AttestationStatement>().ToDictionary(statement => statement.ToWord(), StringComparer.Ordinal);

    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rooms", Rooms).WithSummary("All rooms with their state and worst verdict.");
        api.MapGet("/rooms/{site}/{room}", Room).WithSummary("One room with the newest sample of every point.");
        api.MapGet("/rooms/{site}/{room}/verdicts", Verdicts).WithSummary("The verdict on every item of clause 163.");
        api.MapPost("/rooms/{site}/{room}/attestations", AttestAsync).WithSummary("Notes what a person attests of an item of clause 163.")
            .RequireAuthorization(AccessPolicies.Inspect);
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

        var verdicts = Catalogue.Current.Items
            .Select(item => snapshot.State.Verdicts.GetValueOrDefault(item.Id) ?? new Verdict(item.Id, VerdictState.Unknown, [], snapshot.At, []))
            .Select(ShapeMaker.Verdict);
        return TypedResults.Ok(new ListShape<VerdictShape>([.. verdicts], null));
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> AttestAsync(
        string site, string room, AttestationRequest request, HttpContext http, AttestationDesk desk)
    {
        if (desk.Board.Find(site, room) is null)
        {
            return NoSuchRoom(site, room);
        }

        var asked = new Asked();
        var attestation = Read(request, asked, desk.Clock.GetUtcNow(), desk.Caller.NameOf(http, request.Signer));
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        return await desk.Board.AttestAsync(site, room, attestation, http.RequestAborted) ? TypedResults.NoContent() : NoSuchRoom(site, room);
    }

    private static Attestation Read(AttestationRequest request, Asked asked, DateTimeOffset now, string? signer)
    {
        if (Catalogue.Current.Find(request.Item ?? "") is null)
        {
            asked.Refuse("item", $"must be one of {string.Join(", ", Catalogue.Current.Items.Select(item => item.Id))}, or the half of one, such as 163.10.a.");
        }

        var statement = asked.Choice("statement", request.Statement ?? "", Statements, default);
        if (string.IsNullOrWhiteSpace(signer) || signer.Length > MaxTextLength)
        {
            asked.Refuse("signer", "must name who signs.");
        }

        if (request.Note?.Length > MaxTextLength)
        {
            asked.Refuse("note", $"must be at most {MaxTextLength} characters.");
        }

        var until = request.ValidUntil is null ? (DateTimeOffset?)null : asked.Time("validUntil", request.ValidUntil, now);
        if (until < now)
        {
            asked.Refuse("validUntil", "must be in the future.");
        }

        return new Attestation
        {
            Id = $"{now.UtcDateTime:yyyyMMddHHmmss}-{Guid.NewGuid():N}"[..31],
            Item = request.Item ?? "",
            Statement = statement,
            Signer = signer ?? "",
            At = now,
            ValidUntil = until,
            Slot = request.Slot,
            Answers = request.Answers,
            Note = request.Note,
            Attachments = request.Photos ?? [],
        };
    }
}

/// <summary>What taking in an attestation needs.</summary>
internal sealed record AttestationDesk(RoomBoard Board, Caller Caller, TimeProvider Clock);
