using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Running;
using RoomGuard.Central.Series;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Telemetry;

/// <summary>What machines ask: <c>/healthz</c>, whether to start us again; <c>/readyz</c>, whether we do our work; <c>/metrics</c>.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps the three. The first two need no name; metrics need one like everything else.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", Health).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/readyz", Ready).AllowAnonymous().ExcludeFromDescription();
        app.MapPrometheusScrapingEndpoint();
    }

    private static JsonHttpResult<HealthAnswer> Health(Supervisor supervisor)
    {
        var failed = supervisor.Failed;
        return Answer(failed.Count == 0, new Dictionary<string, string>(failed.Select(loop => KeyValuePair.Create(loop, "failed, is started again"))));
    }

    private static JsonHttpResult<HealthAnswer> Ready(StateGate gate, MqttLink link, SeriesWriter series)
    {
        var parts = new Dictionary<string, string>
        {
            ["database"] = gate.IsReady ? "ok" : "away",
            ["broker"] = link.IsConnected ? "ok" : "away",
            ["series"] = series.IsReady ? "ok" : "away",
        };
        return Answer(gate.IsReady && link.IsConnected, parts);
    }

    private static JsonHttpResult<HealthAnswer> Answer(bool isWell, IReadOnlyDictionary<string, string> parts) =>
        TypedResults.Json(new HealthAnswer(isWell ? "ok" : "not ok", parts), statusCode: isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}

/// <summary>The answer of both.</summary>
internal sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Parts);
