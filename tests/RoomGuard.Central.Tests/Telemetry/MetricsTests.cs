using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using RoomGuard.Central.Options;
using RoomGuard.Central.Telemetry;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Signals;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Telemetry;

/// <summary>What <c>/metrics</c> gives, and what the README says of it.</summary>
[Collection(OneCentreAlone.Name)]
public sealed partial class MetricsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_metric_is_in_the_table_and_every_row_of_the_table_is_a_metric()
    {
        var instruments = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == CentralMeter.Name)
                {
                    lock (instruments)
                    {
                        instruments.Add(NameOf(instrument));
                    }
                }
            },
        };
        listener.Start();
        await using var site = await CentralSite.StartAsync();

        var table = Row().Matches(await File.ReadAllTextAsync(Repository.Path("src", "RoomGuard.Central", "README.md"), Stop)).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(table.Count, table.Distinct().Count());
        Assert.Equal(instruments.Order(StringComparer.Ordinal), table.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_exported_has_the_names_of_the_table_and_counts_what_happened()
    {
        await using var mail = new SmtpSink();
        await using var site = await CentralSite.StartAsync(options => options with
        {
            Channels = [new SmtpOptions("smtp-1", Language.Ru) { Host = "127.0.0.1", Port = mail.Port, Security = SmtpSecurity.None, From = "rg@example.org", To = ["duty@example.org"] }],
        });
        await site.PublishAsync($$"""[{"n":"hq/srv-1/leak-1/leak.wet","t":{{CentralSite.Ago(1)}},"vb":true},{"n":"hq/srv-1/probe-1/env.temp","t":{{CentralSite.Ago(1)}},"v":21.5}]""", 1);
        await CentralSite.UntilAsync(() => Task.FromResult(mail.Messages.Count == 1), "the leak is told");
        await CentralSite.UntilAsync(async () => await site.MetricAsync("roomguard_notification_delay_seconds_count") == 1, "its delay is counted");

        var table = Row().Matches(await File.ReadAllTextAsync(Repository.Path("src", "RoomGuard.Central", "README.md"), Stop)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var text = await site.Http.GetStringAsync(new Uri("metrics", UriKind.Relative), Stop);
        var exported = Type().Matches(text).Select(match => match.Groups[1].Value).ToList();
        Assert.All(exported, name => Assert.Contains(name, table));
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal)
        {
            "roomguard_ingest_batch_seconds", "roomguard_ingest_lag_seconds", "roomguard_rules_step_seconds", "roomguard_store_commit_seconds", "roomguard_store_changes",
            "roomguard_series_write_seconds", "roomguard_owner_calls_total", "roomguard_ready", "roomguard_part_well", "roomguard_alarms", "roomguard_rooms", "roomguard_ingest_batches",
        }, exported.ToHashSet(StringComparer.Ordinal));
        Assert.Equal(2, await site.MetricAsync("roomguard_ingest_samples_total"));
        Assert.Equal(1, await site.MetricAsync("roomguard_rules_step_seconds_count"));
        Assert.Equal(1, await site.MetricAsync("roomguard_owner_calls_total", "call=\"observe\""));
        Assert.Equal(1, await site.MetricAsync("roomguard_alarm_delay_seconds_count"));
        Assert.Equal(1, await site.MetricAsync("roomguard_alarms", "priority=\"critical\""));
        Assert.Equal(1, await site.MetricAsync("roomguard_ready"));
        Assert.Equal(1, await site.MetricAsync("roomguard_part_well", "part=\"channel smtp-1\""));
        Assert.True(await site.MetricAsync("roomguard_store_commit_seconds_count") >= 1);
    }

    // As the Prometheus exporter spells a name.
    private static string NameOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" });
        return instrument is Counter<long> or ObservableCounter<long> or ObservableCounter<int> ? name + "_total" : name;
    }

    [GeneratedRegex(@"^\| `(roomguard_[a-z_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("^# TYPE (roomguard_[a-z_]+) ", RegexOptions.Multiline)]
    private static partial Regex Type();
}
