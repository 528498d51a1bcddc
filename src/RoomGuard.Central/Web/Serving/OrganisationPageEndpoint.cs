using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Options;
using RoomGuard.Central.Verdicts;
using RoomGuard.Central.Web.Contents;
using RoomGuard.Central.Web.Pages.Verdicts;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Central.Web.Views;

namespace RoomGuard.Central.Web.Serving;

/// <summary>The page that shows how the organisation as a whole stands.</summary>
internal static class OrganisationPageEndpoint
{
    /// <summary>Maps <c>/organisation</c>.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/organisation", Organisation).ExcludeFromDescription();

    private static RazorComponentResult Organisation(HttpContext http, OrganisationBook book, CentralOptions options, PageContents contents)
    {
        var words = contents.WordsOf(LanguageChoice.Choose(http), null);
        var name = options.Organisation.Name is { } said ? words.Say(said) : words["organisation.unnamed"];
        var verdicts = VerdictTelling.Tell(book.Catalogue, book.Catalogue.ItemsOfOrganisation, book.State.Verdicts, words, contents.Now);
        return PageEndpoints.Page<OrganisationPage>(http, new { Words = words, Name = name, Verdicts = verdicts, contents.Now });
    }
}
