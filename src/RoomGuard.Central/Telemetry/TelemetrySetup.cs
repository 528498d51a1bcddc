using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace RoomGuard.Central.Telemetry;

/// <summary>Registers what the centre tells of itself: <c>/metrics</c> always, OTLP where the settings name a collector.</summary>
internal static class TelemetrySetup
{
    /// <summary>Registers metrics, and traces when somebody is to get them.</summary>
    public static void Add(IServiceCollection services, TelemetryOptions options, string? silo)
    {
        var telemetry = services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            metrics.AddMeter(CentralMeter.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting").AddPrometheusExporter();
            if (options.Otlp is not null)
            {
                metrics.AddOtlpExporter((exporter, reader) =>
                {
                    Point(exporter, options, "v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.Every.TotalMilliseconds;
                });
            }
        });
        if (options.Otlp is null)
        {
            return;
        }

        telemetry.ConfigureResource(resource => resource.AddService("roomguard-central", serviceInstanceId: silo ?? "alone"));
        telemetry.WithTracing(traces => traces
            .AddSource(CentralTrace.Name)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.Traces)))
            .AddOtlpExporter(exporter => Point(exporter, options, "v1/traces")));
    }

    private static void Point(OtlpExporterOptions exporter, TelemetryOptions options, string signal)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(options.Otlp!.AbsoluteUri.TrimEnd('/') + "/" + signal);
        exporter.Headers = options.Headers?.Reveal();
        exporter.BatchExportProcessorOptions = new BatchExportProcessorOptions<System.Diagnostics.Activity> { ScheduledDelayMilliseconds = 2_000 };
    }
}
