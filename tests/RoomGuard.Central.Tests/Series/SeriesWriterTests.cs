using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using RoomGuard.Central.Options;
using RoomGuard.Central.Series;
using RoomGuard.Central.Series.Influx;
using RoomGuard.Central.Series.Spool;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Samples;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Series;

public sealed class SeriesWriterTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly TestMeters _meters = new();
    private readonly SwitchedStore _store = new();
    private readonly KeptLog<SeriesWriter> _log = new();

    public void Dispose()
    {
        _meters.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task While_the_store_answers_nothing_touches_the_disk()
    {
        await using var line = Open(_store);
        await line.Writer.WriteAsync(Some(0, 10), Stop);

        Assert.Equal(10, _store.Samples.Count);
        Assert.Null(line.Writer.Trouble);
        Assert.Equal((0, 0), (line.Spool.Bytes, _meters["roomguard.series.spooled"]));
    }

    [Fact]
    public async Task While_the_store_is_away_samples_are_durable_on_the_disk_and_arrive_in_their_order_when_it_is_back()
    {
        _store.IsAway = true;
        await using var line = Open(_store);
        for (var i = 0; i < 50; i++)
        {
            await line.Writer.WriteAsync(Some(i * 10, 10), Stop);
        }

        Assert.Equal(("It is away.", null), (line.Writer.Trouble?.What, line.Writer.Blocked));
        Assert.Equal(500, _meters["roomguard.series.spooled"]);
        Assert.Empty(_store.Samples);
        _store.IsAway = false;
        await CentralSite.UntilAsync(() => Task.FromResult(_store.Samples.Count == 500 && line.Spool.Bytes == 0), "all of it is in the store");
        Assert.Equal(Some(0, 500), _store.Samples);
        await line.Writer.WriteAsync(Some(500, 1), Stop);
        Assert.Null(line.Writer.Trouble);
        Assert.Equal(501, _store.Samples.Count);
        Assert.Single(_log.Lines, said => said.Contains("It is away.", StringComparison.Ordinal));
        Assert.Single(_log.Lines, said => said.Contains("takes samples again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_hangs_is_away_for_whoever_waits_for_it()
    {
        _store.IsHanging = true;
        await using var line = Open(_store, new SpoolOptions { After = TimeSpan.FromMilliseconds(100) });
        await line.Writer.WriteAsync(Some(0, 10), Stop);
        await line.Writer.WriteAsync(Some(10, 10), Stop);

        Assert.Equal(20, _meters["roomguard.series.spooled"]);
        Assert.Contains("were not stored within 0.1 s", _log.Lines.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_store_and_disk_away_nothing_is_acknowledged_and_it_is_said_once_each_way()
    {
        _store.IsAway = true;
        await using var line = Open(_store, new SpoolOptions { MaxMegabytes = 0 });
        var first = line.Writer.WriteAsync(Some(0, 10), Stop);
        var second = line.Writer.WriteAsync(Some(10, 10), Stop);
        await CentralSite.UntilAsync(() => Task.FromResult(_store.Calls >= 3), "it tries on");
        Assert.False(first.IsCompleted || second.IsCompleted);
        Assert.Contains("0 of 0 MiB", line.Writer.Blocked?.What, StringComparison.Ordinal);
        _store.IsAway = false;
        await Task.WhenAll(first, second);
        Assert.Equal(20, _store.Samples.Distinct().Count());
        Assert.Equal((null, null), (line.Writer.Trouble, line.Writer.Blocked));
        Assert.Single(_log.Lines, said => said.Contains("cannot be kept", StringComparison.Ordinal));
        Assert.Single(_log.Lines, said => said.Contains("stored again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_earlier_run_left_half_written_is_passed_over_counted_and_the_rest_is_stored()
    {
        _store.IsAway = true;
        await using (var killed = Open(_store))
        {
            await killed.Writer.WriteAsync(Some(0, 10), Stop);
            await killed.Writer.WriteAsync(Some(10, 10), Stop);
        }

        var file = Directory.GetFiles(_scratch.Path("spool")).Order(StringComparer.Ordinal).Last();
        await File.AppendAllBytesAsync(file, new byte[7], Stop);
        _store.IsAway = false;
        await using var line = Open(_store);
        await CentralSite.UntilAsync(() => Task.FromResult(_store.Samples.Count == 20 && Directory.GetFiles(_scratch.Path("spool")).Length == 0), "what was kept is in the store");
        Assert.Equal(7, _meters["roomguard.series.spool.lost"]);
    }

    [Fact]
    public async Task Small_batches_that_come_while_others_are_under_way_go_together()
    {
        await using var line = Open(_store);
        var pause = new TaskCompletionSource();
        _store.Pause = pause.Task;
        var writes = Enumerable.Range(0, 2_000).Select(i => line.Writer.WriteAsync(Some(i, 1), Stop)).ToList();
        pause.SetResult();
        await Task.WhenAll(writes);

        Assert.Equal(Some(0, 2_000), _store.Samples.OrderBy(sample => sample.Sample.At));
        Assert.InRange(_store.Calls, 1, 2 * SeriesWriter.Lanes);
    }

    [Fact]
    public async Task InfluxDB_killed_and_started_again_under_load_has_every_sample_once()
    {
        await using var server = await InfluxServer.StartAsync();
        var options = new InfluxOptions { Url = server.Url, User = InfluxServer.User, Password = new Secret(InfluxServer.Password) };
        using var http = new InfluxHttp(options);
        var refused = new RefusedLines(_scratch.Path("refused"), _meters.Central, TimeProvider.System, NullLogger<RefusedLines>.Instance);
        await using var line = Open(new InfluxSeriesStore(http, options, new InfluxLines(http, options, new InfluxProvisioner(http, options, NullLogger<InfluxProvisioner>.Instance), refused), TimeProvider.System));
        var acknowledged = 0;
        using var end = new CancellationTokenSource();
        var load = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await line.Writer.WriteAsync(Some(acknowledged, 100), Stop);
                acknowledged += 100;
            }
        });
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await CentralSite.UntilAsync(() => Task.FromResult(line.Writer.Trouble is null), "the store takes samples");
            await server.KillAsync();
            await CentralSite.UntilAsync(() => Task.FromResult(line.Spool.Bytes > 100_000), "samples wait on the disk");
            await server.StartAgainAsync();
            await CentralSite.UntilAsync(() => Task.FromResult(line.Spool.Bytes == 0), "the disk is empty again");
        }

        await end.CancelAsync();
        await load;
        var stored = await server.ExecuteAsync("SELECT count(v), sum(v) FROM \"env.temp\"");
        var sum = Enumerable.Range(0, acknowledged).Sum(i => (double)i);
        Assert.Equal(FormattableString.Invariant($"env.temp,0,{acknowledged},{sum.ToString("0", CultureInfo.InvariantCulture)}"), Plain(stored.Split('\n')[1]));
        Assert.Equal(0, _meters["roomguard.series.refused"]);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // The influx client writes large sums as powers of ten.
    private static string Plain(string row)
    {
        var parts = row.Split(',');
        parts[^1] = double.Parse(parts[^1], CultureInfo.InvariantCulture).ToString("0", CultureInfo.InvariantCulture);
        return string.Join(',', parts);
    }

    private static SeriesSample[] Some(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => new SeriesSample(Given.Sample("probe-1/env.temp", Reading.Of((double)i), i), "node-1"))];

    private Line Open(ISeriesStore store, SpoolOptions? options = null)
    {
        options ??= new SpoolOptions();
        var spool = new SeriesSpool(_scratch.Path("spool"), options, _meters.Central, NullLogger<SeriesSpool>.Instance);
        return new Line(spool, new SeriesWriter(store, spool, options, _meters.Central, _log), _meters);
    }

    /// <summary>A writer, its spool and the loop that empties it.</summary>
    private sealed class Line : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Task _draining;

        public Line(SeriesSpool spool, SeriesWriter writer, TestMeters meters)
        {
            (Spool, Writer) = (spool, writer);
            var drain = new SpoolDrain(spool, writer, meters.Central, NullLogger<SpoolDrain>.Instance);
            _draining = Task.Run(() => drain.RunAsync(_end.Token));
        }

        public SeriesSpool Spool { get; }

        public SeriesWriter Writer { get; }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _draining.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Writer.Dispose();
            Spool.Dispose();
        }
    }
}
