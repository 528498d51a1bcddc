using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>
/// How long an alarm takes beside a load: from its message's coming until it is stored and handed to the channels, as the centre measures it, and from its
/// being sent until somebody was told, which has the broker, the load maker and the other side's server in it.
/// </summary>
internal static class AlarmLatency
{
    private const double AlarmsPerSecond = 10;

    // A centre that has just started compiles what it finds to be hot: half a core for ten seconds, seen once in months of service.
    private const double WarmSeconds = 12;
    private const string Delay = "roomguard_alarm_delay_seconds";
    private const string Signal = "fire.supp_discharged";

    /// <param name="valuesPerSecond">The load beside it.</param>
    public static async Task<IReadOnlyList<Measure>> RunAsync(double valuesPerSecond, double seconds)
    {
        using var scratch = new Scratch();
        await using var webhook = new WebhookListener();
        await using var broker = await Broker.StartAsync();
        await using var influx = await Influx.StartAsync();
        var load = new Load { ValuesPerSecond = valuesPerSecond, Seconds = seconds, AlarmsPerSecond = AlarmsPerSecond };
        var settings = CentreProcess.WriteSettings(scratch, broker, influx, load.Agents * load.RoomsPerAgent, CentreProcess.NotifySetting(webhook));
        await using var centre = await CentreProcess.StartAsync(settings);
        await (load with { Seconds = WarmSeconds }).PublishAsync(broker.Port);
        await Task.Delay(TimeSpan.FromSeconds(3));
        webhook.Received.Clear();
        var before = await centre.BucketsAsync(Delay);

        var report = await load.PublishAsync(broker.Port);
        await Task.Delay(TimeSpan.FromSeconds(5));
        var stored = (await centre.BucketsAsync(Delay)).Since(before);
        var raised = webhook.Received.Where(static alarm => alarm is { Kind: "raised", Signal: Signal }).ToList();
        if (raised.Count == 0)
        {
            throw new InvalidOperationException($"Of {report.Raised} alarms none came to the webhook. The centre printed:\n{centre.Process.Output}");
        }

        var latencies = raised.Select(static alarm => (alarm.At - alarm.Since).TotalMilliseconds).ToList();
        Note.Line($"alarms beside {valuesPerSecond:0} values/s: {report.Raised} raised, {raised.Count} told; p50 {Percentiles.At(latencies, 50):0.0}, p90 {Percentiles.At(latencies, 90):0.0}, p99 {Percentiles.At(latencies, 99):0.0}, most {latencies.Max():0.0} ms; PUBACK p50 {report.P50Milliseconds:0.0}, p99 {report.P99Milliseconds:0.0} ms");
        Note.Line($"received to stored and handed over: {stored.Count} changes of alarms, {100 * stored.ShareUpTo(0.02):0.0} % within 20 ms; p50 {1000 * stored.At(50):0.0}, p90 {1000 * stored.At(90):0.0}, p99 {1000 * stored.At(99):0.0} ms");
        return
        [
            new Measure("alarms_told", raised.Select(static alarm => alarm.AlarmId).Distinct().Count(), "alarms", "alarms raised", report.Raised) { LeastRatio = 1, },
            new Measure("alarm_received_to_stored_p50", 1000 * stored.At(50), "ms", "bar", 20) { MostRatio = 1 },
            new Measure("alarm_received_to_stored_p99", 1000 * stored.At(99), "ms", "bar", 20) { MostRatio = 1 },
            new Measure("alarm_sent_to_told_p50", Percentiles.At(latencies, 50), "ms", "received to stored", 1000 * stored.At(50)),
            new Measure("alarm_sent_to_told_p99", Percentiles.At(latencies, 99), "ms", "received to stored", 1000 * stored.At(99)),
        ];
    }
}
