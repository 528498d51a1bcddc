using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Series;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Central.Web.Views;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Web.Contents;

/// <summary>The last hour of the points whose shape tells something, read from the series store at most once a minute a point. Safe for several threads.</summary>
/// <param name="series">Where the samples are.</param>
internal sealed partial class Trends(ISeriesStore series, ILogger<Trends> logger)
{
    /// <summary>How far a drawing goes back.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    // Smallest difference that fills the height, in the signal's unit.
    private static readonly Dictionary<string, double> Spans = new(StringComparer.Ordinal)
    {
        ["env.temp"] = 2,
        ["env.rh"] = 6,
        ["hvac.supply_temp"] = 4,
        ["hvac.return_temp"] = 4,
        ["ups.load"] = 10,
        ["ups.output.load"] = 10,
        ["ups.battery.charge"] = 10,
        ["gen.gen.power"] = 10,
    };

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private bool _isAway;

    /// <summary>The minute a drawing made at <paramref name="now"/> belongs to; it changes when drawings should be made anew.</summary>
    public static long MinuteOf(DateTimeOffset now) => now.UtcTicks / Step.Ticks;

    /// <summary>The drawings of a room, by <c>{equipment}/{signal}</c>. None for points without data, and none at all while the store is away.</summary>
    public async Task<IReadOnlyDictionary<string, Trend>> ReadAsync(RoomSnapshot room, Words words, DateTimeOffset now, CancellationToken stop)
    {
        var drawings = new Dictionary<string, Trend>(StringComparer.Ordinal);
        foreach (var (key, point) in room.State.Points)
        {
            if (Spans.TryGetValue(point.Point.Signal, out var span) && point.IsHeard)
            {
                try
                {
                    Draw(key, point, await SeenAsync(point, now, stop), span);
                }
                catch (SeriesUnavailableException error)
                {
                    Note(error.Message);
                    return drawings;
                }
            }
        }

        Note(null);
        return drawings;

        void Draw(string key, PointState point, IReadOnlyList<(DateTimeOffset At, double Amount)> seen, double span)
        {
            var frame = new TrendFrame(now - Window, now, TimeSpan.FromTicks(Math.Max(3 * Step.Ticks, 3 * point.Period.Ticks)), span);
            var unit = SignalCatalogue.Find(point.Point.Signal)?.Unit ?? "";
            if (Trend.Draw(seen, frame, (low, high) => words.Fill("values.trend", words.SignalName(point.Point.Signal), words.Amount(low, unit), words.Amount(high, unit))) is { } drawing)
            {
                drawings[key] = drawing;
            }
        }
    }

    private async Task<IReadOnlyList<(DateTimeOffset At, double Amount)>> SeenAsync(PointState point, DateTimeOffset now, CancellationToken stop)
    {
        var name = point.Point.ToString();
        var minute = MinuteOf(now);
        if (_kept.TryGetValue(name, out var kept) && kept.Minute == minute)
        {
            return kept.Values;
        }

        var read = await series.ReadAsync(new SeriesQuery(point.Point, now - Window, now) { Step = Step, Function = SeriesFunction.Mean }, stop);
        var values = read.Where(value => value.Number is not null).Select(value => (value.At, value.Number!.Value)).ToArray();
        _kept[name] = new Kept(minute, values);
        return values;
    }

    private void Note(string? trouble)
    {
        var isAway = trouble is not null;
        if (Interlocked.Exchange(ref _isAway, isAway) == isAway)
        {
            return;
        }

        if (isAway)
        {
            Log.Away(logger, trouble!);
        }
        else
        {
            Log.Back(logger);
        }
    }

    private sealed record Kept(long Minute, IReadOnlyList<(DateTimeOffset At, double Amount)> Values);

    private static partial class Log
    {
        [LoggerMessage(4400, LogLevel.Warning, "Pages show no trends: {Trouble} Said once; the next line is their return.")]
        public static partial void Away(ILogger logger, string trouble);

        [LoggerMessage(4401, LogLevel.Information, "Pages show trends again.")]
        public static partial void Back(ILogger logger);
    }
}
