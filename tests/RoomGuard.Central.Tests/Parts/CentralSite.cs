using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RoomGuard.Central.Alarms;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Options;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Series;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Parts;

/// <summary>A whole centre in the test's own process, on a real mosquitto.</summary>
internal sealed class CentralSite : IAsyncDisposable
{
    private WebApplication? _app;
    private bool _isBrokerShared;

    private CentralSite(Mosquitto broker) => Broker = broker;

    public Scratch Scratch { get; } = new();

    public Mosquitto Broker { get; }

    /// <summary>Changes the options of the next start.</summary>
    public Func<CentralOptions, CentralOptions> Change { get; set; } = options => options;

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    public RoomBoard Board => Get<RoomBoard>();

    public HttpClient Http { get; private set; } = null!;

    /// <summary>A broker and a centre that is ready.</summary>
    public static async Task<CentralSite> StartAsync(Func<CentralOptions, CentralOptions>? change = null) => await StartAsync(await PrepareAsync(change));

    /// <summary>A centre that is ready, on a broker that others use too and that outlives it.</summary>
    public static Task<CentralSite> StartAsync(Func<CentralOptions, CentralOptions> change, Mosquitto broker) => StartAsync(new CentralSite(broker) { Change = change, _isBrokerShared = true });

    private static async Task<CentralSite> StartAsync(CentralSite site)
    {
        await site.StartAgainAsync();
        await site.UntilReadyAsync();
        return site;
    }

    /// <summary>A broker, and a centre that is not started.</summary>
    public static async Task<CentralSite> PrepareAsync(Func<CentralOptions, CentralOptions>? change = null) =>
        new(await Mosquitto.StartAsync()) { Change = change ?? (options => options) };

    public async Task StartAgainAsync()
    {
        var options = Change(new CentralOptions
        {
            Folder = Scratch.Path("data"),
            Listen = new ListenOptions { Address = IPAddress.Loopback, Port = 0 },
            Broker = new BrokerOptions { Host = "127.0.0.1", Port = Broker.Port },
            Sites = [Given.Site],
        });
        _app = CentralHost.Build(options, Clock);
        await _app.StartAsync(Stop);
        Http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public Task UntilReadyAsync() => UntilAsync(async () => (await Http.GetAsync(new Uri("readyz", UriKind.Relative), Stop)).IsSuccessStatusCode, "the centre is ready");

    public async Task StopAsync()
    {
        Http.Dispose();
        await _app!.StopAsync(Stop);
        await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>Publishes SenML with <c>mosquitto_pub</c>; with a number as an agent would, without as a stranger.</summary>
    public async Task PublishAsync(string senml, int? sequence = null, string kind = "live", string agent = "node-1")
    {
        string[] properties = sequence is { } number
            ? ["-D", "publish", "user-property", "boot", "b-1", "-D", "publish", "user-property", "seq", number.ToString(CultureInfo.InvariantCulture)]
            : [];
        await Broker.PublishAsync($"roomguard/1/hq/{agent}/{kind}", Scratch.Write($"pack-{Guid.NewGuid():N}", senml), properties);
    }

    /// <summary>What the series store holds of a point.</summary>
    public async Task<IReadOnlyList<SeriesPoint>> SeriesAsync(string name) =>
        await Get<ISeriesStore>().ReadAsync(new SeriesQuery(Given.Point(name), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100)), Stop);

    public async Task<IReadOnlyList<JournalEntry>> JournalAsync(string journal) =>
        (await Get<JournalLedger>().ReadAsync(new JournalQuery { Journal = journal }, Stop)).Items;

    public async Task<IReadOnlyList<AlarmRecord>> AlarmsAsync() => (await Get<AlarmLedger>().ReadAsync(new AlarmQuery(), Stop)).Items;

    public async Task<JsonElement> JsonAsync(string path) => JsonDocument.Parse(await Http.GetStringAsync(new Uri(path, UriKind.Relative), Stop)).RootElement;

    /// <summary>One value of <c>/metrics</c>; 0 when it is not there.</summary>
    public async Task<double> MetricAsync(string name, string label = "")
    {
        var text = await Http.GetStringAsync(new Uri("metrics", UriKind.Relative), Stop);
        return text.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(' ')[^2] is var value && value.Contains('}', StringComparison.Ordinal) ? line.Split(' ')[^1] : value, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until something holds: longer than the 30 s after which a call to a machine that has just died is made again.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isTrue, string what)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!await isTrue())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(75), $"{what}: not within 75 s.");
            await Task.Delay(50, Stop);
        }
    }

    /// <summary>A SenML time so many seconds ago.</summary>
    public static string Ago(double seconds) => (TimeProvider.System.GetUtcNow().AddSeconds(-seconds) - DateTimeOffset.UnixEpoch).TotalSeconds.ToString("F3", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await StopAsync();
        }

        if (!_isBrokerShared)
        {
            await Broker.DisposeAsync();
        }

        Scratch.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
