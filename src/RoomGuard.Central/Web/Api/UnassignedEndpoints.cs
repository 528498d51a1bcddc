using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RoomGuard.Central.Access;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Unassigned;
using RoomGuard.Central.Web.Api.Shapes;

namespace RoomGuard.Central.Web.Api;

/// <summary>Calls about points that are published and not in the site model.</summary>
internal static class UnassignedEndpoints
{
    private const int MaxBodyBytes = 128 * 1024;

    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/unassigned", Unassigned).WithSummary("Well-formed points that somebody publishes and the site model does not name.");
        api.MapPost("/unassigned/adopt", AdoptAsync).WithSummary("Takes unassigned points into the site model, with their room when it is not there yet.")
            .RequireAuthorization(AccessPolicies.Configure)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
    }

    private static Results<Ok<ListShape<UnassignedShape>>, ValidationProblem> Unassigned(string? cursor, string? limit, UnassignedBook book, SiteBook sites)
    {
        var asked = new Asked();
        var size = asked.Limit(limit);
        var all = book.All;
        var from = (int)Math.Min(asked.Row(cursor) ?? 0, all.Count);
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        var model = sites.Current;
        var page = all.Skip(from).Take(size).Select(point => ShapeMaker.Unassigned(point, model)).ToArray();
        return TypedResults.Ok(new ListShape<UnassignedShape>(page, from + page.Length < all.Count ? Cursor.Of(from + page.Length) : null));
    }

    private static async Task<Results<Ok<ReloadShape>, ValidationProblem, ProblemHttpResult>> AdoptAsync(AdoptionRequest request, HttpContext http, AdoptionDesk desk)
    {
        if (!desk.Adoption.IsPossible)
        {
            return TypedResults.Problem(
                "Let the key site of the settings name a site file; adopted.json then stands beside it.", statusCode: StatusCodes.Status409Conflict, title: "There is no site file to adopt into.");
        }

        var asked = new Asked();
        if (AdoptionReader.Read(request, asked, desk.Book, desk.Sites.Current) is not { } order || asked.IsWrong)
        {
            return asked.Problem();
        }

        try
        {
            var outcome = await desk.Adoption.AdoptAsync(order, Caller.ActorOf(http, desk.Caller.NameOf(http, request.By)), desk.Life.ApplicationStopping);
            return outcome.Faults.Count > 0 ? SiteEndpoints.Refused(outcome.Faults) : TypedResults.Ok(new ReloadShape(outcome.Changes, desk.Sites.Current.Contents.Hash));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return TypedResults.Problem(
                $"{error.Message} Let the account of the centre write the folder of the site file, or write the points into the site file yourself.",
                statusCode: StatusCodes.Status409Conflict,
                title: "adopted.json cannot be written.");
        }
    }
}

/// <summary>What adopting needs.</summary>
internal sealed record AdoptionDesk(Adoption Adoption, UnassignedBook Book, SiteBook Sites, Caller Caller, IHostApplicationLifetime Life);
