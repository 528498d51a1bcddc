using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Central.Series;
using RoomGuard.Central.Series.Rollups;
using RoomGuard.Central.Store;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Tests.Series.Rollups;

/// <summary>A store with its tiers under a clock of the test's own, and an oracle that knows every sample.</summary>
internal sealed class RolledSite : IDisposable
{
    private readonly ISeriesStore _samples;
    private readonly string _folder;
    private readonly TestMeters _meters;
    private readonly bool _isShared;
    private readonly Dictionary<(PointId Point, string Agent, long At), Reading> _known = [];
    private RollupBook? _book;

    public RolledSite(ISeriesStore samples, IRollupStore rollups, string folder, TestMeters meters, bool isShared = false)
    {
        (_samples, Rollups, _folder, _meters, _isShared) = (samples, rollups, folder, meters, isShared);
        Restart();
    }

    /// <summary>How long the store keeps samples.</summary>
    public TimeSpan? Kept { get; init; }

    public FakeTimeProvider Clock { get; } = new(Given.Noon.AddMinutes(3.3));

    public IRollupStore Rollups { get; }

    public RollupWorker Worker { get; private set; } = null!;

    public ISeriesStore Store { get; private set; } = null!;

    /// <summary>As after a kill: what was in memory is gone.</summary>
    public void Restart()
    {
        Worker?.Dispose();
        _book?.Dispose();
        _book = new RollupBook(new DataFolder(_folder), Clock);
        Worker = new RollupWorker(new RollupParts(_samples, Rollups, _book, Clock, _isShared, Kept), new RollupPace(), _meters.Central, NullLogger<RollupWorker>.Instance);
        Store = new RolledSeriesStore(_samples, Worker, new TierReader(_samples, Rollups, _book));
    }

    public async Task WriteAsync(params SeriesSample[] samples)
    {
        foreach (var (sample, agent) in samples)
        {
            _known[(sample.Point, agent, sample.At.ToUnixTimeMilliseconds())] = sample.Reading;
        }

        await Store.WriteAsync(samples, Stop);
    }

    /// <summary>Time goes by and what has closed is written.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        await Worker.CloseAsync(Stop);
    }

    /// <summary>So much time goes by that everything is rolled up.</summary>
    public async Task SettleAsync()
    {
        await PassAsync(TimeSpan.FromSeconds(1));
        await PassAsync(TimeSpan.FromMinutes(31));
        await PassAsync(TimeSpan.FromMinutes(1));
        await Worker.MakeAgainAsync(Stop);
    }

    /// <summary>Fails the test unless both tiers hold exactly what all samples come to.</summary>
    public async Task AssertWholeAsync()
    {
        foreach (var tier in Enum.GetValues<Tier>())
        {
            foreach (var point in _known.Keys.Select(key => key.Point).Distinct())
            {
                var expected = _known.Where(sample => sample.Key.Point == point).GroupBy(sample => tier.Floor(sample.Key.At)).OrderBy(bucket => bucket.Key).Select(bucket => Show(Of(point, bucket.Key, [.. bucket.Select(one => (one.Key.At, one.Value))])));
                var read = await Rollups.ReadAsync(tier, point, DateTimeOffset.UnixEpoch.AddYears(40), DateTimeOffset.UnixEpoch.AddYears(80), 10_000, Stop);
                Assert.Equal(expected, read.Select(Show));
            }
        }
    }

    public void Dispose()
    {
        Worker.Dispose();
        _book?.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Written apart from the code under test, in the plainest way.
    private static Rollup Of(PointId point, long start, (long At, Reading Reading)[] samples)
    {
        var numbers = samples.Where(one => one.Reading.Kind is ReadingKind.Number or ReadingKind.Flag).Select(one => (one.At, Value: one.Reading.Kind == ReadingKind.Flag ? (one.Reading.Flag ? 1.0 : 0.0) : one.Reading.Number)).ToArray();
        var texts = samples.Where(one => one.Reading.Kind == ReadingKind.Text).ToArray();
        return new Rollup(point, DateTimeOffset.FromUnixTimeMilliseconds(start), numbers.Length + texts.Length, samples.Count(one => !one.Reading.IsPresent))
        {
            Min = numbers.Length > 0 ? numbers.Min(one => one.Value) : null,
            Max = numbers.Length > 0 ? numbers.Max(one => one.Value) : null,
            Sum = numbers.Length > 0 ? numbers.Sum(one => one.Value) : null,
            Last = numbers.Length > 0 ? numbers.MaxBy(one => (one.At, one.Value)).Value : null,
            Text = texts.Length > 0 ? texts.OrderBy(one => one.At).ThenBy(one => one.Reading.Text, StringComparer.Ordinal).Last().Reading.Text : null,
        };
    }

    // The order of additions is nobody's promise.
    private static string Show(Rollup rollup) =>
        FormattableString.Invariant($"{rollup.At:MM-dd HH:mm} n={rollup.Count} absent={rollup.Absent} min={rollup.Min} max={rollup.Max} sum={rollup.Sum:0.000000} last={rollup.Last} text={rollup.Text}");
}
