using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Planning;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Web.Api;
using RoomGuard.Central.Web.Contents;
using RoomGuard.Central.Web.Pages;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Central.Web.Views;

namespace RoomGuard.Central.Web.Serving;

/// <summary>The page that shows what is due when.</summary>
internal static class PlanPageEndpoint
{
    /// <summary>Maps <c>/plan</c>; <c>?site=</c> and <c>?room=</c> show a part of it.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/plan", PlanAsync).ExcludeFromDescription();

    private static async Task<IResult> PlanAsync(string? site, string? room, HttpContext http, PlanDesk desk, RoomBoard board, PageContents contents)
    {
        var asked = new Asked();
        var query = PlanEndpoints.ReadQuery(asked, site, room, board);
        if (asked.IsWrong)
        {
            return PageEndpoints.Missing(http, contents);
        }

        var words = contents.WordsOf(LanguageChoice.Choose(http), site);
        var plan = new PlanTelling(desk.Model, words, desk.Now).Tell(await desk.ReadAsync(query, http.RequestAborted));
        return PageEndpoints.Page<PlanPage>(http, new { Words = words, Plan = plan, contents.Now });
    }
}
