using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms;

namespace RoomGuard.Agent.Deriving;

/// <summary>Reckons dew points, and how far the coldest surface is from them, from the samples of the sensors as they come. Safe for all threads.</summary>
/// <remarks>A value is reckoned once both of its parts are new. Where a part has no value, or an old one, there is none either, for the same reason.</remarks>
internal sealed class DerivedPoints
{
    private readonly Lock _lock = new();
    private readonly SampleFeed _feed;
    private readonly Dictionary<PointId, List<Pair>> _pairs = [];

    /// <summary>Reckons what is wanted.</summary>
    public DerivedPoints(IReadOnlyList<DerivedOptions> wanted, SampleFeed feed)
    {
        _feed = feed;
        foreach (var options in wanted)
        {
            var pair = new Pair(options);
            foreach (var point in (PointId[])[pair.Temperature, pair.Humidity, .. options.Surfaces])
            {
                if (!_pairs.TryGetValue(point, out var pairs))
                {
                    _pairs[point] = pairs = [];
                }

                pairs.Add(pair);
            }
        }
    }

    /// <summary>Hears a sample.</summary>
    public void Note(Sample sample)
    {
        if (!_pairs.TryGetValue(sample.Point, out var pairs))
        {
            return;
        }

        List<(PointId Point, DateTimeOffset At, Reading Reading)> made = [];
        lock (_lock)
        {
            foreach (var pair in pairs)
            {
                pair.Note(sample, made);
            }
        }

        foreach (var (point, at, reading) in made)
        {
            _feed.Put(point, at, reading);
        }
    }

    private sealed class Pair(DerivedOptions options)
    {
        private readonly Dictionary<PointId, Sample> _newest = [];
        private DateTimeOffset _reckonedAt = DateTimeOffset.MinValue;

        public PointId Temperature { get; } = options.Place.Point("env.temp");

        public PointId Humidity { get; } = options.Place.Point("env.rh");

        public void Note(Sample sample, List<(PointId Point, DateTimeOffset At, Reading Reading)> made)
        {
            _newest[sample.Point] = sample;
            if (sample.Point != Temperature && sample.Point != Humidity)
            {
                return;
            }

            if (!_newest.TryGetValue(Temperature, out var temperature) || !_newest.TryGetValue(Humidity, out var humidity))
            {
                return;
            }

            // Not twice from the same pair, and at once when a part is lost.
            if (sample.Reading.IsPresent && (temperature.At <= _reckonedAt || humidity.At <= _reckonedAt) && IsFresh(temperature, sample.At) && IsFresh(humidity, sample.At))
            {
                return;
            }

            _reckonedAt = sample.At;
            var dew = DewPointOf(temperature, humidity, sample.At);
            if (options.IsDewPointTold)
            {
                made.Add((options.Place.Point("env.dewpoint"), sample.At, dew));
            }

            if (options.Surfaces.Count > 0)
            {
                made.Add((options.Place.Point("env.dew_margin"), sample.At, MarginOf(dew, sample.At)));
            }
        }

        private Reading DewPointOf(Sample temperature, Sample humidity, DateTimeOffset at) =>
            Missing(temperature, at) ?? Missing(humidity, at)
            ?? (DewPoint.Of(temperature.Reading.Number, humidity.Reading.Number) is { } dew ? Reading.Of(Math.Round(dew, 3)) : Reading.Absent(AbsenceReason.OutOfRange, "no dew point at this temperature and humidity"));

        // The coldest of those that are known is no answer while one is not: it may be the coldest.
        private Reading MarginOf(Reading dew, DateTimeOffset at)
        {
            if (!dew.IsPresent)
            {
                return dew;
            }

            var coldest = double.MaxValue;
            foreach (var surface in options.Surfaces)
            {
                if (!_newest.TryGetValue(surface, out var sample))
                {
                    return Reading.Absent(AbsenceReason.Silent, $"{surface.Equipment}/{surface.Signal} has not been read yet");
                }

                if (Missing(sample, at) is { } missing)
                {
                    return missing;
                }

                coldest = Math.Min(coldest, sample.Reading.Number);
            }

            return Reading.Of(Math.Round(coldest - dew.Number, 3));
        }

        private Reading? Missing(Sample part, DateTimeOffset at) =>
            part.Reading.Kind == ReadingKind.Absent ? Reading.Absent(part.Reading.Absence, $"{part.Point.Equipment}/{part.Point.Signal}: {part.Reading}")
            : IsFresh(part, at) ? null
            : Reading.Absent(AbsenceReason.Silent, $"{part.Point.Equipment}/{part.Point.Signal} was last read at {part.At:HH:mm:ss} UTC");

        private bool IsFresh(Sample part, DateTimeOffset at) => at - part.At <= 3 * options.Period;
    }
}
