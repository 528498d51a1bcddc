using System.Globalization;
using System.Text.Json;
using RoomGuard.Central.Deadman;
using RoomGuard.Central.Options;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Signals;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Deadman;

/// <summary>Signs of life, heard by an HTTP server and by <c>mosquitto_sub</c>.</summary>
public sealed class DeadmanTests : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    private readonly Scratch _scratch = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task An_address_is_called_while_the_centre_works_and_not_while_it_does_not()
    {
        await using var sink = new HttpSink();
        await using var site = await CentralSite.StartAsync(options => options with { Deadman = new DeadmanOptions { Every = Every, Calls = [new DeadmanCall(sink.Url, IsPost: true)] } });
        await CentralSite.UntilAsync(() => Task.FromResult(sink.Posts.Count >= 3), "the address is called again and again");
        await site.Broker.KillAsync();
        await CentralSite.UntilAsync(async () => !(await site.Http.GetAsync(new Uri("readyz", UriKind.Relative), Stop)).IsSuccessStatusCode, "the centre misses the broker");

        // One call may have been on its way.
        await Task.Delay(Every * 2, Stop);
        var silent = sink.Posts.Count;
        await Task.Delay(Every * 5, Stop);
        Assert.Equal(silent, sink.Posts.Count);
        await site.Broker.StartAgainAsync();
        await CentralSite.UntilAsync(() => Task.FromResult(sink.Posts.Count > silent), "the address is called again");
        Assert.True(await site.MetricAsync("roomguard_deadman_total", "outcome=\"given\"") >= 3);
    }

    [Fact]
    public async Task A_centre_that_can_tell_nobody_gives_no_sign_of_life()
    {
        await using var sink = new HttpSink();
        var port = Ports.FreeTcp();
        await using var site = await CentralSite.StartAsync(options => options with
        {
            Channels = [new SmtpOptions("smtp-1", Language.Kk) { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None, From = "rg@example.org", To = ["duty@example.org"] }],
            Deadman = new DeadmanOptions { Every = Every, Calls = [new DeadmanCall(sink.Url, IsPost: false)] },
        });
        await CentralSite.UntilAsync(() => Task.FromResult(!sink.Posts.IsEmpty), "the address is called");
        await site.PublishAsync($$"""[{"n":"hq/srv-1/leak-1/leak.wet","t":{{CentralSite.Ago(60)}},"vb":true}]""", 1);
        await CentralSite.UntilAsync(async () => (await site.Http.GetStringAsync(new Uri("readyz", UriKind.Relative), Stop)).Contains("does not deliver", StringComparison.Ordinal) || (await site.JsonAsync("readyz")).GetProperty("parts").GetProperty("channel smtp-1").GetProperty("status").GetString() == "not ok", "the only channel is known to be away");

        await Task.Delay(Every * 2, Stop);
        var silent = sink.Posts.Count;
        await Task.Delay(Every * 5, Stop);
        Assert.Equal(silent, sink.Posts.Count);
    }

    [Fact]
    public async Task A_site_hears_on_the_broker_that_its_centre_is_there_and_that_it_leaves()
    {
        await using var site = await CentralSite.StartAsync(options => options with { Deadman = new DeadmanOptions { Every = Every } });
        await using var witness = site.Broker.Subscribe("roomguard/1/hq/centre", "-F", "%r %p");
        await CentralSite.UntilAsync(() => Task.FromResult(Said(witness).Count(said => said.IsOnline) >= 3), "the heartbeat is repeated");
        Assert.All(Said(witness), said => Assert.Equal("alone", said.Silo));
        Assert.InRange(TimeProvider.System.GetUtcNow() - Said(witness)[^1].At, TimeSpan.Zero, TimeSpan.FromMinutes(1));

        await using var agents = site.Broker.Subscribe("roomguard/1/+/+/+", "-F", "%t");
        await site.StopAsync();
        await CentralSite.UntilAsync(() => Task.FromResult(!Said(witness)[^1].IsOnline), "the centre says that it leaves");
        await using var latecomer = site.Broker.Subscribe("roomguard/1/hq/centre", "-F", "%r %p");
        await CentralSite.UntilAsync(() => Task.FromResult(Said(latecomer).Count == 1), "the broker keeps the last word");
        Assert.Equal((true, false), (Said(latecomer)[0].IsRetained, Said(latecomer)[0].IsOnline));
        Assert.DoesNotContain("centre", agents.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_section_is_read_and_an_address_can_come_from_a_file()
    {
        _scratch.Write("ping", "https://hc.example.org/secret-id\n");
        var options = Read("""{ "every": "10 s", "mqtt": false, "http": [ { "urlFile": "ping", "method": "post" }, { "url": "http://127.0.0.1:9/x" } ] }""", out var faults)!;
        Assert.Empty(faults);
        Assert.Equal((TimeSpan.FromSeconds(10), false), (options.Deadman.Every, options.Deadman.OnBroker));
        Assert.Equal(["https://hc.example.org/secret-id", "http://127.0.0.1:9/x"], options.Deadman.Calls.Select(call => call.Url.ToString()));
        Assert.DoesNotContain("secret-id", options.Deadman.Calls[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(new DeadmanOptions().Every, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("""{ "every": "1 s" }""", "deadman.every")]
    [InlineData("""{ "http": [ { "url": "ftp://x/" } ] }""", "deadman.http[0].url")]
    [InlineData("""{ "http": [ { "urlFile": "nowhere" } ] }""", "deadman.http[0].urlFile")]
    [InlineData("""{ "http": [ { "method": "put", "url": "http://x/" } ] }""", "deadman.http[0].method")]
    [InlineData("""{ "pulse": "1 s" }""", "deadman.pulse")]
    public void Faults_of_the_section_are_named(string section, string place)
    {
        Assert.Null(Read(section, out var faults));
        Assert.Contains(faults, fault => fault.ToString().Contains(place, StringComparison.Ordinal));
    }

    private CentralOptions? Read(string section, out IReadOnlyList<RoomGuard.Contract.Files.SettingsFault> faults) => CentralOptions.Read(
        _scratch.Write("central.json", string.Create(CultureInfo.InvariantCulture, $$"""{ "mqtt": { "host": "127.0.0.1" }, "deadman": {{section}}, "sites": [ { "id": "hq", "rooms": [ { "id": "srv-1", "type": "server", "name": { "kk": "к", "ru": "р", "en": "e" } } ] } ] }""")),
        out faults);

    private static List<(bool IsRetained, bool IsOnline, DateTimeOffset At, string Silo)> Said(RealProcess witness) =>
    [
        .. witness.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (IsRetained: line[0] == '1', Json: JsonDocument.Parse(line[2..]).RootElement)).Select(said => (
            said.IsRetained,
            said.Json.GetProperty("online").GetBoolean(),
            said.Json.GetProperty("at").GetDateTimeOffset(),
            said.Json.GetProperty("silo").GetString()!)),
    ];
}
