using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Web.Api.Shapes;

namespace RoomGuard.Central.Web.Api;

/// <summary>Calls about the audit trail.</summary>
internal static class AuditEndpoints
{
    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/audit", AuditAsync)
            .WithSummary("Who did what, the newest first; from and to are times, who, what and subject narrow the list.")
            .RequireAuthorization(AccessPolicies.Audit);

    private static async Task<Results<Ok<ListShape<AuditShape>>, ValidationProblem>> AuditAsync([AsParameters] AuditRequest request)
    {
        var asked = new Asked();
        var query = new AuditQuery
        {
            From = request.From is null ? null : asked.Time("from", request.From, default),
            To = request.To is null ? null : asked.Time("to", request.To, default),
            Who = request.Who,
            What = request.What,
            Subject = request.Subject,
            Cursor = asked.PageCursor(request.Cursor),
            Limit = asked.Limit(request.Limit),
        };
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        var page = await request.Trail.ReadAsync(query, request.Http.RequestAborted);
        return TypedResults.Ok(new ListShape<AuditShape>([.. page.Items.Select(Shape)], page.Next));
    }

    private static AuditShape Shape(AuditEntry entry)
    {
        var done = entry.Event;
        return new AuditShape(entry.No, entry.At.UtcDateTime, done.By.Name, done.By.Role, done.By.Source, done.What, done.Subject)
        {
            Before = Json(done.Before),
            After = Json(done.After),
        };
    }

    private static JsonElement? Json(string? side) => side is null ? null : JsonElement.Parse(side);
}

/// <summary>A question for the audit trail.</summary>
internal sealed record AuditRequest(
    string? From, string? To, string? Who, string? What, string? Subject, string? Cursor, string? Limit, HttpContext Http, AuditTrail Trail);
