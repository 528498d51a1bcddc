using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using RoomGuard.Central.Options;
using RoomGuard.Central.Series;
using RoomGuard.Central.Series.Influx;
using RoomGuard.Central.Series.Sqlite;
using RoomGuard.Central.Series.Victoria;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Central.Tests.Series.Rollups;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Series.Victoria;

/// <summary>Against Debian's victoria-metrics with authentication; its own PromQL is the witness.</summary>
public sealed class VictoriaSeriesStoreTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private readonly TestMeters _meters = new();
    private VictoriaServer _server = null!;
    private VictoriaHttp _http = null!;
    private VictoriaSeriesStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await VictoriaServer.StartAsync();
        Use(VictoriaServer.Password);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        _meters.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task PromQL_sees_what_was_written()
    {
        await WriteAsync(Given.Sample("probe-1/env.temp", Reading.Of(21.5)), Given.Sample("leak-1/leak.wet", Reading.Of(true)), Given.Sample("ups-1/ups.output.source", Reading.Of("battery")), Given.Sample("probe-1/env.rh", Reading.Absent(AbsenceReason.Corrupt)));

        var battery = SignalCatalogue.Find("ups.output.source")!.States.Keys.ToList().IndexOf("battery");
        foreach (var (metric, value) in new[] { ("env.temp_v", "21.5"), ("leak.wet_v", "1"), ("ups.output.source_s", battery.ToString(CultureInfo.InvariantCulture)), ("env.rh_fault", "1") })
        {
            var answer = await _server.QueryAsync($"{{__name__=\"{metric}\",site=\"hq\",room=\"srv-1\",agent=\"node-1\"}}", Given.Noon.ToUnixTimeSeconds() + 1);
            Assert.Contains($"\"{value}\"]", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_written_twice_is_read_once()
    {
        var samples = Enumerable.Range(0, 100).Select(i => Given.Sample("probe-1/env.temp", Reading.Of(20 + (i / 10.0)), i)).ToArray();
        await WriteAsync(samples);
        await WriteAsync(samples);

        Assert.Equal(samples.Select(sample => new SeriesPoint(sample.At, sample.Reading.Number)), await _store.ReadAsync(Window("probe-1/env.temp"), Stop));
    }

    [Fact]
    public async Task Texts_of_events_are_set_aside_and_everything_else_is_stored()
    {
        await WriteAsync(Given.Sample("acs-1/acs.event", Reading.Of("card 17")), Given.Sample("probe-1/env.temp", Reading.Of(21.5)));

        Assert.Empty(await _store.ReadAsync(Window("acs-1/acs.event"), Stop));
        Assert.Single(await _store.ReadAsync(Window("probe-1/env.temp"), Stop));
        Assert.Equal(1, _meters["roomguard.series.refused"]);
        Assert.Contains(await File.ReadAllLinesAsync(_scratch.Path("refused"), Stop), line => line.Contains("card 17", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_state_of_the_catalogue_is_read_back_as_it_was()
    {
        foreach (var signal in SignalCatalogue.All.Where(signal => signal.States.Count > 0))
        {
            var samples = signal.States.Keys.Select((state, i) => Given.Sample($"e-1/{signal.Id}", Reading.Of(state), i)).ToArray();
            await WriteAsync(samples);
            Assert.Equal(signal.States.Keys, (await _store.ReadAsync(Window($"e-1/{signal.Id}"), Stop)).Select(point => point.Text));
        }
    }

    [Fact]
    public async Task A_wrong_password_and_a_dead_server_say_what_is_the_matter()
    {
        Use("wrong");
        var refused = await Assert.ThrowsAsync<SeriesUnavailableException>(() => WriteAsync(Given.Sample("probe-1/env.temp", Reading.Of(1.0))));
        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
        await _server.KillAsync();
        var dead = await Assert.ThrowsAsync<SeriesUnavailableException>(() => _store.ReadAsync(Window("probe-1/env.temp"), Stop));
        Assert.Contains(_server.Port.ToString(CultureInfo.InvariantCulture), dead.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_from_outside_is_only_ever_a_value_of_the_selector()
    {
        await WriteAsync(Given.Sample("probe-1/env.temp", Reading.Of(1.0)));

        Assert.Empty(await _store.ReadAsync(new SeriesQuery(new PointId("hq", "srv-1", "x\"} or {__name__=~\".*", "env.temp"), Given.Noon.AddHours(-1), Given.Noon.AddHours(1)), Stop));
    }

    [Fact]
    public async Task Reads_agree_with_the_store_of_our_own() =>
        await SeriesReading.AgreeAsync(_store, new SqliteSeriesStore(new SqliteFile(_scratch.Path("series.db"))), _server.FlushAsync);

    [Fact]
    public async Task Tiers_agree_with_the_samples() => await TierReading.AgreeAsync(_store, new VictoriaRollups(_http), _server.FlushAsync);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static SeriesQuery Window(string name) => new(Given.Point(name), Given.Noon, Given.Noon.AddHours(1));

    private void Use(string password)
    {
        _http?.Dispose();
        _http = new VictoriaHttp(new VictoriaOptions { Url = _server.Url, User = VictoriaServer.User, Password = new Secret(password) });
        _store = new VictoriaSeriesStore(_http, new RefusedLines(_scratch.Path("refused"), _meters.Central, TimeProvider.System, NullLogger<RefusedLines>.Instance));
    }

    private async Task WriteAsync(params Sample[] samples)
    {
        await _store.WriteAsync([.. samples.Select(sample => new SeriesSample(sample, "node-1"))], Stop);
        await _server.FlushAsync();
    }
}
