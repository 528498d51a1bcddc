using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Reports;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Web.Api;

/// <summary>Calls for reports: files to be kept. Each one that leaves is a line of the audit trail.</summary>
internal static class ReportEndpoints
{
    private static readonly Dictionary<string, Language> Languages = Enum.GetValues<Language>().ToDictionary(language => language.Tag, StringComparer.Ordinal);

    /// <summary>Maps the call below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/reports/verdicts", VerdictsAsync)
        .WithSummary("How rooms stand with the requirements, as a file: format is pdf, xlsx or json, lang is kk, ru or en; site narrows it to a site, room, {site}/{room}, to a room.");

    private static async Task<Results<FileContentHttpResult, ValidationProblem, ProblemHttpResult>> VerdictsAsync([AsParameters] VerdictReportRequest request)
    {
        var asked = new Asked();
        var format = asked.Choice("format", request.Format, ReportFormat.All, ReportFormat.All["pdf"]);
        var language = asked.Choice("lang", request.Lang, Languages, default);
        var (siteId, roomPath) = Place(request, asked);
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        var http = request.Http;
        language = request.Lang is null ? LanguageChoice.Choose(http) : language;
        var desk = request.Desk;
        var site = siteId is null ? null : desk.Sources.FindSite(siteId);
        if (siteId is not null && site is null)
        {
            return NoSuchSite(siteId);
        }

        var room = roomPath is null ? null : desk.Sources.FindRoom(roomPath);
        if (roomPath is not null && room is null)
        {
            return RoomEndpoints.NoSuchRoom(siteId!, roomPath[(siteId!.Length + 1)..]);
        }

        var report = desk.Sources.Verdicts(new ReportScope(site, room?.Definition));
        if (report.Rooms.Count > format.MostRooms)
        {
            return TooManyRooms(report, format);
        }

        var file = await desk.Press.PrintAsync(report, format, language, http.RequestAborted);
        await desk.Trail.WriteAsync(Export(http, desk.Caller, report, format, language, file), http.RequestAborted);
        return TypedResults.File(file, format.MediaType, NameOf(report, format, language));
    }

    // A room comes as {site}/{room}, or alone beside its site.
    private static (string? Site, string? Room) Place(VerdictReportRequest request, Asked asked)
    {
        var site = string.IsNullOrEmpty(request.Site) ? null : request.Site;
        if (string.IsNullOrEmpty(request.Room))
        {
            return (site, null);
        }

        var parts = request.Room.Split('/');
        if (parts.Length == 1 && site is not null)
        {
            return (site, $"{site}/{request.Room}");
        }

        if (parts.Length != 2 || (site is not null && site != parts[0]))
        {
            asked.Refuse("room", "must be {site}/{room}, such as hq/srv-1, of the site that is asked for, if one is.");
        }

        return (parts[0], request.Room);
    }

    private static ProblemHttpResult NoSuchSite(string site) => TypedResults.Problem(
        $"No site is configured as {site}; /api/v1/rooms lists the rooms of those that are.", statusCode: StatusCodes.Status404NotFound, title: "There is no such site.");

    private static ProblemHttpResult TooManyRooms(VerdictReport report, ReportFormat format) => TypedResults.Problem(
        string.Create(CultureInfo.InvariantCulture, $"They are {report.Rooms.Count}, and a file of the form {format.Word} tells of {format.MostRooms} at most: ask for a site, a room or another format."),
        statusCode: StatusCodes.Status422UnprocessableEntity,
        title: "These are too many rooms for one such file.");

    private static AuditEvent Export(HttpContext http, Caller caller, VerdictReport report, ReportFormat format, Language language, byte[] file) =>
        new AuditEvent(Caller.ActorOf(http, caller.NameOf(http, null)), "report.export", report.Scope.Path).Changing(null, new
        {
            report = "verdicts",
            format = format.Word,
            lang = language.Tag,
            edition = report.Edition.Id,
            rooms = report.Rooms.Count,
            bytes = file.Length,
            sha256 = Convert.ToHexStringLower(SHA256.HashData(file)),
        });

    private static string NameOf(VerdictReport report, ReportFormat format, Language language)
    {
        var local = new SiteZone(report.Zone).Local(report.At);
        var scope = report.Scope.Path == "*" ? "" : $"-{report.Scope.Path.Replace('/', '-')}";
        return string.Create(CultureInfo.InvariantCulture, $"roomguard-verdicts{scope}-{local:yyyyMMdd-HHmm}-{language.Tag}.{format.Word}");
    }
}

/// <summary>What is asked of a report of verdicts.</summary>
internal sealed record VerdictReportRequest(string? Format, string? Lang, string? Site, string? Room, HttpContext Http, ReportDesk Desk);

/// <summary>What answering for reports needs.</summary>
internal sealed record ReportDesk(ReportSources Sources, ReportPress Press, AuditTrail Trail, Caller Caller);
