using System.Diagnostics.Metrics;

namespace RoomGuard.Central.Telemetry;

/// <summary>Gauges of how the centre is: ready or not, part by part, and how far behind it is.</summary>
internal static class HealthGauges
{
    /// <summary>Adds the gauges to the meter.</summary>
    public static void Add(CentralMeter meter, Readiness readiness, IngestPulse pulse)
    {
        meter.Meter.CreateObservableGauge("roomguard.ready", () => readiness.Look().IsReady ? 1 : 0, null, "1 while the centre does its work, as /readyz says.");
        meter.Meter.CreateObservableGauge("roomguard.part.well", () => Parts(readiness), null, "1 for each part of /readyz that is well, 0 for one that is not.");
        meter.Meter.CreateObservableGauge("roomguard.ingest.waiting", () => pulse.Waiting, null, "Messages that were taken from the broker and wait for a batch.");
        meter.Meter.CreateObservableGauge("roomguard.ingest.batches", () => pulse.UnderWay, null, "Batches that were taken and are not durable yet.");
        meter.Meter.CreateObservableGauge("roomguard.ingest.lag", () => pulse.Lag.TotalSeconds, "s", "Age that the newest live sample of the last batch had when it was durable.");
    }

    private static IEnumerable<Measurement<int>> Parts(Readiness readiness) =>
        readiness.Look().Parts.Select(part => new Measurement<int>(part.Trouble is null ? 1 : 0, new KeyValuePair<string, object?>("part", part.Name)));
}
