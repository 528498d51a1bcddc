using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Access;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Unassigned;
using RoomGuard.Central.Web.Api;
using RoomGuard.Central.Web.Contents;
using RoomGuard.Central.Web.Pages;
using RoomGuard.Central.Web.Pages.Parts;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Central.Web.Views;

namespace RoomGuard.Central.Web.Serving;

/// <summary>The pages, rendered whole on the server, and their parts, fetched by the script when they changed.</summary>
internal static class PageEndpoints
{
    /// <summary>Maps <c>/</c>, <c>/rooms/{site}/{room}</c> and the parts of both.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", Rooms).ExcludeFromDescription();
        app.MapGet("/rooms", () => TypedResults.Redirect("/")).ExcludeFromDescription();
        app.MapGet("/rooms/{site}/{room}", RoomAsync).ExcludeFromDescription();
        app.MapGet("/rooms/{site}/{room}/parts/{part}", PartAsync).ExcludeFromDescription();
    }

    /// <summary>The page for an address that has none.</summary>
    public static RazorComponentResult Missing(HttpContext http, PageContents contents)
    {
        var page = Page<MissingPage>(http, new { Words = contents.WordsOf(LanguageChoice.Choose(http)), contents.Now });
        page.StatusCode = StatusCodes.Status404NotFound;
        return page;
    }

    private static RazorComponentResult Rooms(HttpContext http, PageContents contents, UnassignedBook unassigned, SiteBook sites, SiteReload files, Caller caller)
    {
        var language = LanguageChoice.Choose(http);
        var words = contents.WordsOf(language);
        return Page<RoomsPage>(http, new
        {
            Words = words,
            Unassigned = UnassignedTelling.Tell(unassigned.All, sites.Current, words, contents.Now) with { HasFile = files.AdoptedFile is not null },
            Hand = caller.ConfiguringHandOf(http),
            contents.Now,
            Cards = contents.Cards(language),
            contents.RoomsFrame(language).Mark,
        });
    }

    private static async Task<IResult> RoomAsync(string site, string room, HttpContext http, PageContents contents, Caller caller)
    {
        if (contents.Find(site, room) is not { } snapshot)
        {
            return Missing(http, contents);
        }

        var words = contents.WordsOf(LanguageChoice.Choose(http), site);
        return Page<RoomPage>(http, new { Words = words, Room = await contents.RoomAsync(snapshot, words, http.RequestAborted), Hand = caller.HandOf(http), MayStartTests = AccessPolicies.MayStartTests(http.User) });
    }

    private static async Task<IResult> PartAsync(string site, string room, string part, HttpContext http, PageContents contents, Caller caller)
    {
        if (contents.Find(site, room) is not { } snapshot)
        {
            return TypedResults.NotFound();
        }

        var language = LanguageChoice.Choose(http);
        var words = contents.WordsOf(language, site);
        var href = $"/rooms/{snapshot.Definition.Path}";
        var stop = http.RequestAborted;
        return part switch
        {
            "card" => Page<RoomCardPart>(http, new { Words = words, Card = contents.Card(snapshot, language) }),
            "head" => Page<HeadPart>(http, new { Words = words, Head = contents.Head(snapshot, words) }),
            "alarms" => Page<AlarmsPart>(http, new { Words = words, Href = href, Alarms = contents.Alarms(snapshot, words), Hand = caller.HandOf(http), contents.Now }),
            "values" => Page<ValuesPart>(http, new { Words = words, Href = href, Equipment = await contents.ValuesAsync(snapshot, words, stop), MayStartTests = AccessPolicies.MayStartTests(http.User) }),
            "journal" => Page<JournalPart>(http, new { Words = words, Href = href, Entries = await contents.EntriesAsync(snapshot, words, stop) }),
            "verdicts" => Page<VerdictsPart>(http, new { Words = words, Href = href, Verdicts = contents.Verdicts(snapshot, words) }),
            _ => TypedResults.NotFound(),
        };
    }

    /// <summary>A page, or a part of one, that nobody keeps.</summary>
    internal static RazorComponentResult Page<TComponent>(HttpContext http, object parameters)
        where TComponent : IComponent
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Accept-Language, Cookie";
        return new RazorComponentResult(typeof(TComponent), parameters) { PreventStreamingRendering = true };
    }
}
