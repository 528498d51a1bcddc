using RoomGuard.Central.Options;
using RoomGuard.Contract.Files;

namespace RoomGuard.Central.Telemetry;

/// <summary>Where metrics and traces are sent, beside <c>/metrics</c>. Section <c>telemetry</c>.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Base address of a collector that takes OTLP over HTTP, for example <c>http://127.0.0.1:4318</c>; null sends nothing.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Headers for the collector, <c>name=value</c> parted by commas; null sends none.</summary>
    public Secret? Headers { get; init; }

    /// <summary>Share of batches that are traced, 0 to 1; one in a hundred unless set.</summary>
    public double Traces { get; init; } = 0.01;

    /// <summary>Time between two deliveries of metrics; 1 s to 1 h, 1 min unless set.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    internal static TelemetryOptions Read(SettingsNode? node, SettingsPaths paths) => node is null ? new TelemetryOptions() : new TelemetryOptions
    {
        Otlp = node.Has("otlp") ? CentralOptionsReader.ReadUrl(node, "otlp") : null,
        Headers = paths.Secret(node, "headersFile"),
        Traces = node.GetNumber("traces", 0, 1, 0.01),
        Every = node.GetDuration("every", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)),
    };
}
