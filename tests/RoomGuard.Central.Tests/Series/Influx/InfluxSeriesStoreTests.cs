using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using RoomGuard.Central.Options;
using RoomGuard.Central.Series;
using RoomGuard.Central.Series.Influx;
using RoomGuard.Central.Series.Sqlite;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Central.Tests.Series.Rollups;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Series.Influx;

/// <summary>Against Debian's influxd with authentication; Debian's <c>influx</c> client is the witness.</summary>
public sealed class InfluxSeriesStoreTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private readonly TestMeters _meters = new();
    private InfluxServer _server = null!;
    private InfluxHttp _http = null!;
    private InfluxSeriesStore _store = null!;
    private InfluxLines _lines = null!;
    private InfluxOptions _options = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await InfluxServer.StartAsync();
        Use(new InfluxOptions { Url = _server.Url, User = InfluxServer.User, Password = new Secret(InfluxServer.Password) });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        _meters.Dispose();
        _scratch.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_influx_client_sees_what_was_written(bool isPacked)
    {
        Use(new InfluxOptions { Url = _server.Url, User = InfluxServer.User, Password = new Secret(InfluxServer.Password), Gzip = isPacked });
        await WriteAsync(Given.Sample("probe-1/env.temp", Reading.Of(21.5), 0.25), Given.Sample("ups-1/ups.output.source", Reading.Of("battery")), Given.Sample("probe-1/env.temp", Reading.Absent(AbsenceReason.Silent), 10));

        var numbers = await _server.ExecuteAsync("SELECT v, fault, site, room, equipment, agent FROM \"env.temp\"");
        Assert.Contains("env.temp,1772366400250,21.5,,hq,srv-1,probe-1,node-1", numbers, StringComparison.Ordinal);
        Assert.Contains("env.temp,1772366410000,,silent,hq,srv-1,probe-1,node-1", numbers, StringComparison.Ordinal);
        Assert.Contains("ups.output.source,1772366400000,battery", await _server.ExecuteAsync("SELECT s FROM \"ups.output.source\""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("say \"hi\", a=b")]
    [InlineData("back\\slash \\\" mixed\\")]
    [InlineData("two\nlines")]
    [InlineData("Кіруге тыйым салынды")]
    [InlineData("")]
    public async Task Any_text_is_read_back_as_it_was(string text)
    {
        await WriteAsync(Given.Sample("acs-1/acs.event", Reading.Of(text)));

        var point = Assert.Single(await _store.ReadAsync(new SeriesQuery(Given.Point("acs-1/acs.event"), Given.Noon, Given.Noon.AddSeconds(1)), Stop));
        Assert.Equal(text, point.Text);
    }

    [Fact]
    public async Task Writing_the_same_samples_again_changes_nothing()
    {
        var samples = Enumerable.Range(0, 100).Select(i => Given.Sample("probe-1/env.temp", Reading.Of(20 + (i / 10.0)), i)).ToArray();
        await WriteAsync(samples);
        await WriteAsync(samples);

        Assert.Contains(",100", await _server.ExecuteAsync("SELECT count(v) FROM \"env.temp\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bad_line_is_set_aside_and_the_others_are_stored()
    {
        // The server's own fault: somebody has written the field v of this series as text before us.
        await _server.ExecuteAsync("INSERT env.rh,site=hq,room=srv-1,equipment=probe-1,agent=node-1 v=\"text\" 1772366400001");
        var samples = Enumerable.Range(0, 40).Select(i => Given.Sample("probe-1/env.temp", Reading.Of(20.0), i)).ToList();
        samples.Insert(17, Given.Sample("probe-1/env.rh", Reading.Of(45.0)));
        await WriteAsync([.. samples]);

        Assert.Contains(",40", await _server.ExecuteAsync("SELECT count(v) FROM \"env.temp\""), StringComparison.Ordinal);
        Assert.Equal(1, _meters["roomguard.series.refused"]);
        var aside = await File.ReadAllLinesAsync(_scratch.Path("refused"), Stop);
        Assert.Contains("type", aside[0], StringComparison.Ordinal);
        Assert.Equal("env.rh,site=hq,room=srv-1,equipment=probe-1,agent=node-1 v=45 1772366400000", aside[1]);
        Assert.Equal(2, aside.Length);
    }

    [Fact]
    public async Task Points_beyond_the_retention_policy_are_set_aside_and_never_retried()
    {
        await _server.ExecuteAsync("CREATE RETENTION POLICY month ON roomguard DURATION 30d REPLICATION 1");
        Use(new InfluxOptions { Url = _server.Url, User = InfluxServer.User, Password = new Secret(InfluxServer.Password), Retention = "month" });
        var now = TimeProvider.System.GetUtcNow();
        await WriteAsync(new Sample(Given.Point("probe-1/env.temp"), now.AddDays(-40), Reading.Of(1.0)), new Sample(Given.Point("probe-1/env.temp"), now, Reading.Of(2.0)));

        Assert.Equal(1, _meters["roomguard.series.refused"]);
        Assert.Contains(",1", await _server.ExecuteAsync("SELECT count(v) FROM month.\"env.temp\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_created_when_we_may()
    {
        Use(new InfluxOptions { Url = _server.Url, Database = "new \"one\"", User = InfluxServer.User, Password = new Secret(InfluxServer.Password) });
        await WriteAsync(Given.Sample("probe-1/env.temp", Reading.Of(21.5)));

        Assert.Single(await _store.ReadAsync(new SeriesQuery(Given.Point("probe-1/env.temp"), Given.Noon, Given.Noon.AddSeconds(1)), Stop));
    }

    [Fact]
    public async Task A_wrong_password_and_a_dead_server_say_what_is_the_matter()
    {
        Use(new InfluxOptions { Url = _server.Url, User = InfluxServer.User, Password = new Secret("wrong") });
        var refused = await Assert.ThrowsAsync<SeriesUnavailableException>(() => WriteAsync(Given.Sample("probe-1/env.temp", Reading.Of(1.0))));
        Assert.Contains("authorization failed", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refused.Message, StringComparison.Ordinal);

        await _server.KillAsync();
        var dead = await Assert.ThrowsAsync<SeriesUnavailableException>(() => WriteAsync(Given.Sample("probe-1/env.temp", Reading.Of(1.0))));
        Assert.Contains(_server.Port.ToString(CultureInfo.InvariantCulture), dead.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_from_outside_is_only_ever_a_value_of_the_query()
    {
        await WriteAsync(Given.Sample("probe-1/env.temp", Reading.Of(1.0)));
        var trick = new PointId("hq", "srv-1", "x' OR '1'='1", "env.temp");

        Assert.Empty(await _store.ReadAsync(new SeriesQuery(trick, Given.Noon.AddHours(-1), Given.Noon.AddHours(1)), Stop));
    }

    [Fact]
    public async Task Reads_agree_with_the_store_of_our_own() => await SeriesReading.AgreeAsync(_store, new SqliteSeriesStore(new SqliteFile(_scratch.Path("series.db"))));

    [Fact]
    public async Task Our_own_policies_are_made_and_altered_and_what_comes_too_late_for_one_is_kept_in_the_longest()
    {
        var kept = new SeriesRetention { Raw = TimeSpan.FromDays(30), Minute = TimeSpan.FromDays(100), Quarter = TimeSpan.FromDays(1000) };
        var options = new InfluxOptions
        {
            Url = _server.Url,
            User = InfluxServer.User,
            Password = new Secret(InfluxServer.Password),
            Database = "other",
            Retention = "rg_raw",
            MinuteRetention = "rg_1m",
            QuarterRetention = "rg_15m",
            Kept = kept,
        };
        Use(options);
        var now = TimeProvider.System.GetUtcNow();
        var late = now.AddDays(-40);
        await WriteAsync(new Sample(Given.Point("probe-1/env.temp"), late, Reading.Of(1.0)), new Sample(Given.Point("probe-1/env.temp"), now, Reading.Of(2.0)));

        Assert.Equal(0, _meters["roomguard.series.refused"]);
        Assert.Equal([1.0], (await _store.ReadAsync(new SeriesQuery(Given.Point("probe-1/env.temp"), late.AddDays(-1), late.AddDays(1)), Stop)).Select(point => point.Number));
        Assert.Equal([2.0], (await _store.ReadAsync(new SeriesQuery(Given.Point("probe-1/env.temp"), now.AddDays(-1), now.AddDays(1)), Stop)).Select(point => point.Number));
        var made = await _server.ExecuteAsync("SHOW RETENTION POLICIES ON other");
        Assert.Contains("rg_raw,720h0m0s", made, StringComparison.Ordinal);
        Assert.Contains("rg_1m,2400h0m0s", made, StringComparison.Ordinal);
        Assert.Contains("rg_15m,24000h0m0s", made, StringComparison.Ordinal);

        Use(options with { Kept = kept with { Minute = TimeSpan.FromDays(200) } });
        await WriteAsync(new Sample(Given.Point("probe-1/env.temp"), now, Reading.Of(3.0)));
        Assert.Contains("rg_1m,4800h0m0s", await _server.ExecuteAsync("SHOW RETENTION POLICIES ON other"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tiers_agree_with_the_samples() => await TierReading.AgreeAsync(_store, new InfluxRollups(_http, _options, _lines), () => Task.CompletedTask);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private void Use(InfluxOptions options)
    {
        _http?.Dispose();
        _http = new InfluxHttp(options);
        var refused = new RefusedLines(_scratch.Path("refused"), _meters.Central, TimeProvider.System, NullLogger<RefusedLines>.Instance);
        _options = options;
        _lines = new InfluxLines(_http, options, new InfluxProvisioner(_http, options, NullLogger<InfluxProvisioner>.Instance), refused);
        _store = new InfluxSeriesStore(_http, options, _lines, TimeProvider.System);
    }

    private Task WriteAsync(params Sample[] samples) => _store.WriteAsync([.. samples.Select(sample => new SeriesSample(sample, "node-1"))], Stop);
}
