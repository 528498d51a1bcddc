using Microsoft.Extensions.Logging.Abstractions;
using RoomGuard.Central.Options;
using RoomGuard.Central.Series;
using RoomGuard.Central.Series.Influx;
using RoomGuard.Central.Series.Rollups;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Samples;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Series.Influx;

/// <summary>InfluxDB 2.x and 3 Core by a token, and by the calls of version 1 with HTTP Basic, against a strict reading of their documentation. NOT run against a server of theirs.</summary>
/// <remarks>Sources: docs.influxdata.com, "InfluxDB v2 API" (POST /api/v2/write), "/write 1.x compatibility API", "/query 1.x compatibility API", "InfluxDB 3 Core: use compatibility APIs to write data".</remarks>
public sealed class LaterInfluxTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private readonly TestMeters _meters = new();
    private readonly StrictInflux2 _server = new();
    private InfluxOptions _options = null!;
    private InfluxHttp _http = null!;

    public ValueTask InitializeAsync()
    {
        Use(new InfluxOptions { Url = _server.Url, Token = new Secret(StrictInflux2.Token), Organisation = "hq" });
        return ValueTask.CompletedTask;
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
    public async Task Samples_are_written_to_the_bucket_by_the_call_of_version_2(bool isPacked)
    {
        Use(_options with { Gzip = isPacked });
        await WriteAsync(Given.Sample("probe-1/env.temp", Reading.Of(21.5)), Given.Sample("acs-1/acs.event", Reading.Of("say \"hi\" \\")), Given.Sample("leak-1/leak.wet", Reading.Absent(AbsenceReason.Silent)));

        Assert.Empty(_server.Faults);
        Assert.Equal(3, _server.Lines.Count);
        Assert.Equal("env.temp,site=hq,room=srv-1,equipment=probe-1,agent=node-1 v=21.5 1772366400000", _server.Lines[0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_a_user_samples_are_written_and_read_by_the_calls_of_version_1(bool isPacked)
    {
        Use(Basic with { Gzip = isPacked });
        await WriteAsync(Given.Sample("probe-1/env.temp", Reading.Of(21.5)));
        Assert.Equal(["env.temp,site=hq,room=srv-1,equipment=probe-1,agent=node-1 v=21.5 1772366400000"], _server.Lines);

        _server.Answer = """{"results":[{"statement_id":0,"series":[{"name":"env.temp","columns":["time","v","s","fault"],"values":[[1772366400000,21.5,null,null]]}]}]}""";
        var points = await new InfluxSeriesStore(_http, _options, Lines(), TimeProvider.System).ReadAsync(new SeriesQuery(Given.Point("probe-1/env.temp"), Given.Noon, Given.Noon.AddHours(1)), Stop);
        Assert.Equal([new SeriesPoint(Given.Noon, 21.5)], points);
        Assert.Empty(_server.Faults);
    }

    [Fact]
    public async Task With_a_user_a_bad_line_is_set_aside_and_the_others_are_stored()
    {
        Use(Basic);
        _server.Poison = "probe-7";
        await WriteAsync([.. Enumerable.Range(0, 40).Select(i => Given.Sample($"probe-{i}/env.temp", Reading.Of(1.0), i))]);

        Assert.Equal(39, _server.Lines.Distinct().Count());
        Assert.Equal(1, _meters["roomguard.series.refused"]);
    }

    [Fact]
    public async Task With_a_user_a_wrong_password_and_a_database_that_nobody_mapped_say_what_is_the_matter()
    {
        Use(Basic with { Password = new Secret("wrong-one") });
        var refused = await Assert.ThrowsAsync<SeriesUnavailableException>(() => WriteAsync(Given.Sample("probe-1/env.temp", Reading.Of(1.0))));
        Assert.Contains("unauthorized access", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-one", refused.Message, StringComparison.Ordinal);

        // Later versions do not make a database because a statement asks for it: their operator does.
        Use(Basic with { Database = "nowhere" });
        var missing = await Assert.ThrowsAsync<SeriesUnavailableException>(() => WriteAsync(Given.Sample("probe-1/env.temp", Reading.Of(1.0))));
        Assert.Contains("bucket not found", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roll_ups_are_written_to_the_same_bucket()
    {
        var rollup = new Rollup(Given.Point("probe-1/env.temp"), Given.Noon, 2, 1) { Min = 1, Max = 2, Sum = 3, Last = 2 };
        await new InfluxRollups(_http, _options, Lines()).WriteAsync(Tier.Quarter, [rollup], isAgain: false, Stop);

        Assert.Empty(_server.Faults);
        Assert.Equal(["env.temp:15m,site=hq,room=srv-1,equipment=probe-1 n=2,absent=1,min=1,max=2,sum=3,last=2 1772366400000"], _server.Lines);
    }

    [Fact]
    public async Task A_bad_line_is_found_and_set_aside_though_the_answer_is_422()
    {
        _server.Poison = "probe-7";
        await WriteAsync([.. Enumerable.Range(0, 40).Select(i => Given.Sample($"probe-{i}/env.temp", Reading.Of(1.0), i))]);

        Assert.Equal(39, _server.Lines.Distinct().Count());
        Assert.Equal(1, _meters["roomguard.series.refused"]);
        Assert.Contains(await File.ReadAllLinesAsync(_scratch.Path("refused"), Stop), line => line.Contains("probe-7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reads_go_by_InfluxQL_with_nothing_that_is_not_documented()
    {
        _server.Answer = """{"results":[{"statement_id":0,"series":[{"name":"env.temp","columns":["time","v","s","fault"],"values":[[1772366400000,21.5,null,null],[1772366401000,null,null,"silent"]]}]}]}""";
        var points = await new InfluxSeriesStore(_http, _options, Lines(), TimeProvider.System).ReadAsync(new SeriesQuery(Given.Point("probe-1/env.temp"), Given.Noon, Given.Noon.AddHours(1)), Stop);

        Assert.Empty(_server.Faults);
        Assert.Equal([new SeriesPoint(Given.Noon, 21.5), new SeriesPoint(Given.Noon.AddSeconds(1), null, null, "silent")], points);
        Assert.Contains("\"equipment\" = 'probe-1'", Assert.Single(_server.Queries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_and_a_bucket_that_is_not_there_say_what_is_the_matter()
    {
        Use(_options with { Token = new Secret("wrong-one") });
        var refused = await Assert.ThrowsAsync<SeriesUnavailableException>(() => WriteAsync(Given.Sample("probe-1/env.temp", Reading.Of(1.0))));
        Assert.Contains("unauthorized access", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-one", refused.Message, StringComparison.Ordinal);

        Use(_options with { Token = new Secret(StrictInflux2.Token), Database = "nowhere" });
        var missing = await Assert.ThrowsAsync<SeriesUnavailableException>(() => WriteAsync(Given.Sample("probe-1/env.temp", Reading.Of(1.0))));
        Assert.Contains("bucket not found", missing.Message, StringComparison.Ordinal);
    }

    private InfluxOptions Basic => new() { Url = _server.Url, User = "roomguard", Password = new Secret(StrictInflux2.Token) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private void Use(InfluxOptions options)
    {
        _http?.Dispose();
        _options = options;
        _http = new InfluxHttp(options);
    }

    private InfluxLines Lines() => new(
        _http,
        _options,
        new InfluxProvisioner(_http, _options, NullLogger<InfluxProvisioner>.Instance),
        new RefusedLines(_scratch.Path("refused"), _meters.Central, TimeProvider.System, NullLogger<RefusedLines>.Instance));

    private Task WriteAsync(params Sample[] samples) => new InfluxSeriesStore(_http, _options, Lines(), TimeProvider.System).WriteAsync([.. samples.Select(sample => new SeriesSample(sample, "node-1"))], Stop);
}
