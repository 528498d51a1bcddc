using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Web.Api;
using RoomGuard.Central.Web.Contents;
using RoomGuard.Central.Web.Pages.Inspections;
using RoomGuard.Central.Web.Serving;
using RoomGuard.Central.Web.Speech;

namespace RoomGuard.Central.Web.Inspections;

/// <summary>The page with which a person walks a room.</summary>
internal static class InspectionEndpoints
{
    /// <summary>Maps <c>/rooms/{site}/{room}/inspection</c>.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/rooms/{site}/{room}/inspection", Inspection).ExcludeFromDescription();

    private static RazorComponentResult Inspection(string site, string room, HttpContext http, PageContents contents, Caller caller)
    {
        if (contents.Find(site, room) is not { } snapshot)
        {
            return PageEndpoints.Missing(http, contents);
        }

        var words = contents.WordsOf(LanguageChoice.Choose(http), site);
        return PageEndpoints.Page<InspectionPage>(http, new
        {
            Words = words,
            Inspection = InspectionTelling.Tell(snapshot, contents.Head(snapshot, words).Site, words),
            Hand = caller.InspectingHandOf(http),
            Person = http.User.Identity?.Name ?? "",
            Role = caller.RoleOf(http) ?? "admin",
            contents.Now,
        });
    }
}
