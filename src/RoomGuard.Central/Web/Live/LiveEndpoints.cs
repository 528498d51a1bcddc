using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Web.Contents;
using RoomGuard.Central.Web.Speech;

namespace RoomGuard.Central.Web.Live;

/// <summary>The live streams of both pages, as server-sent events (HTML Living Standard §9.2).</summary>
internal static class LiveEndpoints
{
    private const string LastEventId = "Last-Event-ID";

    /// <summary>Maps <c>/live</c> and <c>/rooms/{site}/{room}/live</c>. <c>?since=</c> and <c>Last-Event-ID</c> name what the page shows already.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/live", Rooms).ExcludeFromDescription();
        app.MapGet("/rooms/{site}/{room}/live", Room).ExcludeFromDescription();
    }

    private static ServerSentEventsResult<LiveMessage> Rooms(HttpContext http, LiveSources sources)
    {
        var language = LanguageChoice.Choose(http);
        var stream = new LiveStream(sources.Board, _ => Task.FromResult(sources.Contents.RoomsFrame(language)), sources.Clock);
        return Send(http, sources, stop => stream.RunAsync(null, MarkOf(http), sources.Contents.WordsOf(language), stop));
    }

    private static IResult Room(string site, string room, HttpContext http, LiveSources sources)
    {
        if (sources.Contents.Find(site, room) is not { } first)
        {
            return TypedResults.NotFound();
        }

        var words = sources.Contents.WordsOf(LanguageChoice.Choose(http), site);
        var stream = new LiveStream(
            sources.Board,
            stop => sources.Contents.RoomFrameAsync(sources.Contents.Find(site, room) ?? first, words, stop),
            sources.Clock);
        return Send(http, sources, stop => stream.RunAsync(first.Definition.Path, MarkOf(http), words, stop));
    }

    private static ServerSentEventsResult<LiveMessage> Send(HttpContext http, LiveSources sources, Func<CancellationToken, IAsyncEnumerable<SseItem<LiveMessage>>> run)
    {
        // A stream never ends by itself: it must not hold up the end of the centre.
        var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, sources.Lifetime.ApplicationStopping);
        http.Response.RegisterForDispose(ending);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(run(ending.Token));
    }

    // A reconnecting browser sends the header, a new page the parameter.
    private static string MarkOf(HttpContext http) =>
        http.Request.Headers[LastEventId].ToString() is { Length: > 0 } last ? last : http.Request.Query["since"].ToString();
}

/// <summary>What the live streams are made of.</summary>
internal sealed record LiveSources(RoomBoard Board, PageContents Contents, TimeProvider Clock, IHostApplicationLifetime Lifetime);
