using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Journals.Exports;
using RoomGuard.Central.Web.Speech;

namespace RoomGuard.Central.Web.Api.Journals;

/// <summary>The call that gives a year of all journals, to be put away. Each one that leaves is a line of the audit trail.</summary>
internal static class ArchiveEndpoint
{
    /// <summary>Maps the call below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/journals/archive", ArchiveAsync)
        .WithSummary("One year of every journal as ZIP: PDF in lang, JSON that roomguard journal verify takes, and SHA256SUMS; site narrows it.");

    private static async Task<Results<FileStreamHttpResult, ValidationProblem>> ArchiveAsync(
        string? year, string? lang, string? site, HttpContext http, JournalArchive archive, JournalExportDesk desk)
    {
        var asked = new Asked();
        var language = lang is null ? LanguageChoice.Choose(http) : asked.Choice("lang", lang, JournalExportEndpoints.Languages, default);
        var last = desk.Clock.GetUtcNow().Year + 1;
        if (!int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var which) || which < JournalArchive.FirstYear || which > last)
        {
            asked.Refuse("year", string.Create(CultureInfo.InvariantCulture, $"must be a year from {JournalArchive.FirstYear} to {last}."));
        }

        var place = string.IsNullOrEmpty(site) ? null : site;
        if (place is not null && desk.Sites.Current.Sites.All(known => known.Id != place))
        {
            asked.Refuse("site", "must be a site that is configured.");
        }

        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        var file = await archive.WriteAsync(which, place, language, http.RequestAborted);
        http.Response.RegisterForDisposeAsync(file);
        var deed = new AuditEvent(Caller.ActorOf(http, desk.Caller.NameOf(http, null)), "journal.archive", which.ToString(CultureInfo.InvariantCulture))
            .Changing(null, new { lang = language.Tag, site = place, bytes = file.Length, sha256 = await JournalExportEndpoints.HashAsync(file, http.RequestAborted) });
        await desk.Trail.WriteAsync(deed, http.RequestAborted);
        return TypedResults.File(file, "application/zip", string.Create(CultureInfo.InvariantCulture, $"roomguard-journals-{which}{(place is null ? "" : "-" + place)}-{language.Tag}.zip"));
    }
}
