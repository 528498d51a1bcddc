using System.Globalization;
using RoomGuard.Central.Options;
using RoomGuard.Central.Telemetry;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Signals;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Telemetry;

/// <summary>Metrics and traces as a collector gets them.</summary>
[Collection(OneCentreAlone.Name)]
public sealed class OtlpTests
{
    [Fact]
    public async Task A_collector_sees_the_way_of_a_batch_up_to_the_message_to_a_person()
    {
        await using var collector = new OtlpSink();
        await using var mail = new SmtpSink();
        await using var site = await CentralSite.StartAsync(options => options with
        {
            Telemetry = new TelemetryOptions { Otlp = collector.Url, Traces = 1, Every = TimeSpan.FromSeconds(1), Headers = new Secret("authorization=Bearer abc") },
            Channels = [new SmtpOptions("smtp-1", Language.Ru) { Host = "127.0.0.1", Port = mail.Port, Security = SmtpSecurity.None, From = "rg@example.org", To = ["duty@example.org"] }],
        });
        await site.PublishAsync($$"""[{"n":"hq/srv-1/leak-1/leak.wet","t":{{CentralSite.Ago(60)}},"vb":true}]""", 1);
        await CentralSite.UntilAsync(() => Task.FromResult(collector.Spans.Any(span => span.Name == "notification")), "the message is traced");
        await CentralSite.UntilAsync(() => Task.FromResult(collector.Metrics.ContainsKey("roomguard.rules.step")), "metrics come");

        var telling = collector.Spans.First(span => span.Name == "notification");
        SeenSpan Named(string name) => collector.Spans.Single(span => span.Name == name && span.Trace == telling.Trace);
        var (batch, step, write) = (Named("ingest batch"), Named("room step"), Named("series write"));

        // What the room decided, and later that it was told, are transactions each.
        var commit = collector.Spans.Single(span => span.Name == "commit" && span.Parent != telling.Id && span.Trace == telling.Trace);
        Assert.Equal("", batch.Parent);
        Assert.Equal((batch.Id, batch.Id), (step.Parent, write.Parent));
        Assert.Equal((step.Id, step.Id), (commit.Parent, telling.Parent));
        Assert.All(collector.Authorizations, header => Assert.Equal("Bearer abc", header));
    }

    [Fact]
    public void The_section_is_read()
    {
        using var scratch = new Scratch();
        scratch.Write("headers", "authorization=Bearer abc\n");
        var options = Read(scratch, """{ "otlp": "http://collector:4318", "headersFile": "headers", "traces": 0.5, "every": "10 s" }""", out var faults)!;
        Assert.Empty(faults);
        Assert.Equal(("http://collector:4318/", 0.5, TimeSpan.FromSeconds(10), "authorization=Bearer abc"), (options.Telemetry.Otlp!.ToString(), options.Telemetry.Traces, options.Telemetry.Every, options.Telemetry.Headers!.Reveal()));
        Assert.Null(Read(scratch, """{ "otlp": "collector", "traces": 2 }""", out faults));
        Assert.Equal(2, faults.Count);
    }

    private static CentralOptions? Read(Scratch scratch, string section, out IReadOnlyList<RoomGuard.Contract.Files.SettingsFault> faults) => CentralOptions.Read(
        scratch.Write("central.json", string.Create(CultureInfo.InvariantCulture, $$"""{ "mqtt": { "host": "127.0.0.1" }, "telemetry": {{section}}, "sites": [ { "id": "hq", "rooms": [ { "id": "srv-1", "type": "server", "name": { "kk": "к", "ru": "р", "en": "e" } } ] } ] }""")),
        out faults);
}
