using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RoomGuard.Central.Access;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Web.Api.Shapes;
using RoomGuard.Contract.Files;

namespace RoomGuard.Central.Web.Api;

/// <summary>Calls about the site model.</summary>
internal static class SiteEndpoints
{
    private const int MaxFaults = 200;

    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/site", Site).WithSummary("The site model in force, and what is wrong with the files when they were last read.").RequireAuthorization(AccessPolicies.Operate);
        api.MapPost("/site/reload", ReloadAsync).WithSummary("Reads the files of the site model again. With any fault in them the model before stays in force.")
            .RequireAuthorization(AccessPolicies.Configure);
    }

    /// <summary>The problem for files with faults: each with its file and line.</summary>
    internal static ProblemHttpResult Refused(IReadOnlyList<SettingsFault> faults) => TypedResults.Problem(
        FormattableString.Invariant($"The files hold {faults.Count} faults; the model before stays in force."),
        statusCode: StatusCodes.Status422UnprocessableEntity,
        title: "The site model is not taken.",
        extensions: new Dictionary<string, object?> { ["faults"] = Shapes(faults) });

    private static Ok<SiteShape> Site(SiteBook book, SiteReload reload)
    {
        var now = book.Now;
        return TypedResults.Ok(new SiteShape(now.Model.Contents.Hash, now.InForceAt.UtcDateTime, [.. reload.Files.Select(file => Path.GetFileName(file))])
        {
            ReadAt = now.TriedAt.UtcDateTime,
            Faults = Shapes(now.Faults),
            Sites = [.. now.Model.Sites.Select(SiteShapes.Site)],
            Contacts = [.. now.Model.Contacts.Select(contact => new ContactShape(contact.Id, contact.Name, contact.Role, contact.Phone, contact.Mail, contact.Languages))],
            Contracts = [.. now.Model.Contracts.Select(contract => SiteShapes.Contract(contract, now.Model))],
        });
    }

    private static async Task<Results<Ok<ReloadShape>, ProblemHttpResult>> ReloadAsync(HttpContext http, SiteReload reload, SiteBook book, IHostApplicationLifetime life)
    {
        if (!reload.HasFiles)
        {
            return TypedResults.Problem("This centre was started without a settings file.", statusCode: StatusCodes.Status409Conflict, title: "There is nothing to read again.");
        }

        // Whoever hangs up meanwhile does not stop half of it.
        var outcome = await reload.ReloadAsync(Caller.ActorOf(http, null), life.ApplicationStopping);
        return outcome.Faults.Count > 0 ? Refused(outcome.Faults) : TypedResults.Ok(new ReloadShape(outcome.Changes, book.Current.Contents.Hash));
    }

    private static FaultShape[] Shapes(IReadOnlyList<SettingsFault> faults) =>
        [.. faults.Take(MaxFaults).Select(fault => new FaultShape(Path.GetFileName(fault.File), fault.Line, fault.Key, fault.Message))];
}
