using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Journals.Exports;
using RoomGuard.Central.Journals.Exports.Printing;
using RoomGuard.Central.Papers;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Web.Speech;

namespace RoomGuard.Central.Web.Api.Journals;

/// <summary>Calls that give the register of cables, as journal 35.4 leaves it.</summary>
internal static class CableEndpoints
{
    /// <summary>Maps the calls below <paramref name="api"/>.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/journals/35.4/cables", CablesAsync).WithSummary("The cables that are connected now, by the newest entries of journal 35.4.");
        api.MapGet("/journals/35.4/labels", LabelsAsync).WithSummary("Labels of the connected cables as PDF, to print on sheets of three by eight; lang is kk, ru or en.");
    }

    private static async Task<Results<Ok<CableListShape>, ValidationProblem>> CablesAsync(string? site, string? room, CableDesk desk, CancellationToken stop)
    {
        var asked = new Asked();
        Check(site, room, desk, asked);
        return asked.IsWrong ? asked.Problem() : TypedResults.Ok(new CableListShape([.. (await ReadAsync(site, room, desk, stop)).Select(CableShape.Of)]));
    }

    private static async Task<Results<FileContentHttpResult, ValidationProblem>> LabelsAsync(string? site, string? room, string? lang, HttpContext http, CableDesk desk)
    {
        var asked = new Asked();
        Check(site, room, desk, asked);
        var language = lang is null ? LanguageChoice.Choose(http) : asked.Choice("lang", lang, JournalExportEndpoints.Languages, default);
        if (asked.IsWrong)
        {
            return asked.Problem();
        }

        var cables = await ReadAsync(site, room, desk, http.RequestAborted);
        var speech = new JournalSpeech(language, TimeZoneInfo.Utc);
        var pdf = CableLabels.Write(cables, new PaperTitle(speech["export.labels"], "", desk.Clock.GetUtcNow()), speech["export.labels.none"], cable => AddressOf(http, cable));
        var by = Caller.ActorOf(http, desk.Caller.NameOf(http, null));
        await desk.Trail.WriteAsync(new AuditEvent(by, "journal.labels", "35.4").Changing(null, new { site, room, labels = cables.Count }), http.RequestAborted);
        return TypedResults.File(pdf, "application/pdf", string.Create(CultureInfo.InvariantCulture, $"roomguard-cable-labels-{desk.Clock.GetUtcNow().UtcDateTime:yyyyMMdd-HHmm}.pdf"));
    }

    private static Uri AddressOf(HttpContext http, Cable cable) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{http.Request.Scheme}://{http.Request.Host}/api/v1/journals/35.4/entries/{cable.Entry}"));

    private static Task<IReadOnlyList<Cable>> ReadAsync(string? site, string? room, CableDesk desk, CancellationToken stop) =>
        desk.Register.ReadAsync(string.IsNullOrEmpty(site) ? null : site, string.IsNullOrEmpty(room) ? null : room, stop);

    private static void Check(string? site, string? room, CableDesk desk, Asked asked)
    {
        if (!string.IsNullOrEmpty(room) && desk.Board.Find(room) is null)
        {
            asked.Refuse("room", "must be a room of /api/v1/rooms, as {site}/{room}.");
        }

        if (!string.IsNullOrEmpty(site) && desk.Sites.Current.Sites.All(known => known.Id != site))
        {
            asked.Refuse("site", "must be a site that is configured.");
        }
    }
}

/// <summary>What the calls of the cable register need.</summary>
internal sealed record CableDesk(CableRegister Register, RoomBoard Board, SiteBook Sites, AuditTrail Trail, Caller Caller, TimeProvider Clock);

/// <summary>The register of cables.</summary>
internal sealed record CableListShape(IReadOnlyList<CableShape> Items);

/// <summary>A cable that is connected now.</summary>
/// <param name="Id">What is written on it.</param>
/// <param name="Room">The room of the entry.</param>
/// <param name="Entry">Number of the entry that tells of it last.</param>
internal sealed record CableShape(string Id, string Room, long Entry, string? From, string? To, string? Type, string? Service, DateTime? ConnectedAt)
{
    public static CableShape Of(Cable cable) => new(cable.Id, cable.Room, cable.Entry, cable.From, cable.To, cable.Type, cable.Service, cable.ConnectedAt?.UtcDateTime);
}
