using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RoomGuard.Central.Running;

namespace RoomGuard.Central.Telemetry;

/// <summary>What machines ask: <c>/healthz</c>, whether to start us again; <c>/readyz</c>, whether we do our work; <c>/metrics</c>.</summary>
internal static class HealthEndpoints
{
    // For people too: a sentence must not come as a row of escapes.
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

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
        var answer = new HealthAnswer(Word(failed.Count == 0), new Dictionary<string, string>(failed.Select(loop => KeyValuePair.Create(loop, "failed, is started again"))));
        return TypedResults.Json(answer, statusCode: Status(failed.Count == 0));
    }

    private static JsonHttpResult<ReadyAnswer> Ready(Readiness readiness)
    {
        var report = readiness.Look();
        var parts = report.Parts.ToDictionary(
            part => part.Name,
            part => new ReadyPart(Word(part.Trouble is null), part.IsNeeded, part.Since, part.Trouble?.What, part.Trouble?.Check));
        return TypedResults.Json(new ReadyAnswer(Word(report.IsReady), report.At, parts), Shape, statusCode: Status(report.IsReady));
    }

    private static string Word(bool isWell) => isWell ? "ok" : "not ok";

    private static int Status(bool isWell) => isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
}

/// <summary>The answer of <c>/healthz</c>.</summary>
internal sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Parts);

/// <summary>The answer of <c>/readyz</c>.</summary>
internal sealed record ReadyAnswer(string Status, DateTimeOffset At, IReadOnlyDictionary<string, ReadyPart> Parts);

/// <summary>One part in it.</summary>
/// <param name="Status"><c>ok</c> or <c>not ok</c>.</param>
/// <param name="IsNeeded">Whether the whole is not ready without it.</param>
/// <param name="Since">Since when it is so, UTC.</param>
/// <param name="Why">What is amiss; absent when nothing is.</param>
/// <param name="Check">What to look at first.</param>
internal sealed record ReadyPart(string Status, bool IsNeeded, DateTimeOffset Since, string? Why, string? Check);
