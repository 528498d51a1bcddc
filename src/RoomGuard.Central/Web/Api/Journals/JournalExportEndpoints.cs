using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Journals.Exports;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Web.Api.Journals;

/// <summary>The call that gives a journal as a file. Each one that leaves is a line of the audit trail.</summary>
internal static class JournalExportEndpoints
{
    /// <summary>The languages by what callers call them.</summary>
    internal static readonly Dictionary<string, Language> Languages = Enum.GetValues<Language>().ToDictionary(language => language.Tag, StringComparer.Ordinal);

    /// <summary>Maps the call below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/journals/{journal}/export", ExportAsync)
        .WithSummary("A journal as a file: format is json, pdf, xlsx or csv, lang is kk, ru or en; site and room narrow it, from and to are RFC 3339. The JSON can be verified by roomguard journal verify.");

    /// <summary>What is asked for; otherwise the answer that says what is wrong with it.</summary>
    public static (JournalOrder? Order, IResult? Problem) Read(JournalExportRequest request)
    {
        if (JournalForms.Find(request.Journal) is null)
        {
            return (null, JournalEndpoints.NoSuchJournal(request.Journal));
        }

        var asked = new Asked();
        var format = asked.Choice("format", request.Format, JournalFormat.All, JournalFormat.All["pdf"]);
        var language = request.Lang is null ? LanguageChoice.Choose(request.Http) : asked.Choice("lang", request.Lang, Languages, default);
        var scope = Scope(request, asked);
        return asked.IsWrong ? (null, asked.Problem()) : (new JournalOrder(scope, format, language), null);
    }

    /// <summary>Gives a printed file away: its line in the audit trail comes first.</summary>
    public static async Task<FileStreamHttpResult> GiveAsync(JournalOrder order, FileStream file, HttpContext http, JournalExportDesk desk)
    {
        // A file that is not given away is gone with the call.
        http.Response.RegisterForDisposeAsync(file);
        await desk.Trail.WriteAsync(await DeedAsync(order, file, http, desk), http.RequestAborted);
        return TypedResults.File(file, order.Format.MediaType, NameOf(desk, order));
    }

    private static async Task<Results<FileStreamHttpResult, ValidationProblem, ProblemHttpResult>> ExportAsync([AsParameters] JournalExportRequest request)
    {
        var (order, problem) = Read(request);
        if (order is null)
        {
            return problem is ValidationProblem wrong ? wrong : (ProblemHttpResult)problem!;
        }

        var file = await request.Desk.Press.PrintAsync(order.Scope, order.Format, order.Language, null, request.Http.RequestAborted);
        return await GiveAsync(order, file, request.Http, request.Desk);
    }

    private static JournalScope Scope(JournalExportRequest request, Asked asked)
    {
        var (site, room) = (Said(request.Site), Said(request.Room));
        if (room is not null && request.Desk.Board.Find(room) is null)
        {
            asked.Refuse("room", "must be a room of /api/v1/rooms, as {site}/{room}.");
        }

        if (site is not null && request.Desk.Sites.Current.Sites.All(known => known.Id != site))
        {
            asked.Refuse("site", "must be a site that is configured.");
        }

        return new JournalScope(request.Journal)
        {
            Site = site,
            Room = room,
            From = request.From is null ? null : asked.Time("from", request.From, default),
            To = request.To is null ? null : asked.Time("to", request.To, default),
        };
    }

    private static async Task<AuditEvent> DeedAsync(JournalOrder order, FileStream file, HttpContext http, JournalExportDesk desk)
    {
        var hash = await HashAsync(file, http.RequestAborted);
        var scope = order.Scope;
        return new AuditEvent(Caller.ActorOf(http, desk.Caller.NameOf(http, null)), "journal.export", scope.Journal).Changing(null, new
        {
            format = order.Format.Word,
            lang = order.Language.Tag,
            scope.Site,
            scope.Room,
            scope.From,
            scope.To,
            bytes = file.Length,
            sha256 = hash,
        });
    }

    /// <summary>The SHA-256 of a file, 64 lower-case hex digits; it stands at its beginning again.</summary>
    internal static async Task<string> HashAsync(FileStream file, CancellationToken stop)
    {
        var hash = await SHA256.HashDataAsync(file, stop);
        file.Position = 0;
        return Convert.ToHexStringLower(hash);
    }

    private static string NameOf(JournalExportDesk desk, JournalOrder order)
    {
        var place = (order.Scope.Room ?? order.Scope.Site)?.Replace('/', '-');
        return string.Create(CultureInfo.InvariantCulture, $"roomguard-journal-{order.Scope.Journal}{(place is null ? "" : "-" + place)}-{desk.Clock.GetUtcNow().UtcDateTime:yyyyMMdd-HHmm}-{order.Language.Tag}.{order.Format.Word}");
    }

    private static string? Said(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>An export that can be printed.</summary>
internal sealed record JournalOrder(JournalScope Scope, JournalFormat Format, Language Language);

/// <summary>What is asked of an export.</summary>
internal sealed record JournalExportRequest(
    string Journal, string? Format, string? Lang, string? Site, string? Room, string? From, string? To, HttpContext Http, JournalExportDesk Desk);

/// <summary>What exporting journals needs.</summary>
internal sealed record JournalExportDesk(JournalPress Press, AuditTrail Trail, Caller Caller, RoomBoard Board, SiteBook Sites, TimeProvider Clock);
