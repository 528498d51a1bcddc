using System.Buffers;
using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using RoomGuard.Central.Series.Influx;
using RoomGuard.Central.Series.Rollups;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Series.Victoria;

/// <summary>Samples in VictoriaMetrics: metric = signal and field (<c>env.temp_v</c>), labels site, room, equipment and agent; states and absences as numbers. Proven against version 1.79.5.</summary>
/// <remarks>It keeps numbers only: texts of events are set aside in the file of refused lines, and live on in journals and alarms.</remarks>
internal sealed class VictoriaSeriesStore(VictoriaHttp http, RefusedLines refused) : ISeriesStore
{
    private const int MaxLines = 5_000;

    private readonly LineHeads _heads = new();
    private readonly ConcurrentBag<LineBatch> _batches = [];

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        var batch = _batches.TryTake(out var used) ? used : new LineBatch();
        var unkept = new List<string>();
        for (var i = 0; i < samples.Count; i++)
        {
            if (!TryWrite(batch, samples[i]))
            {
                unkept.Add(samples[i].Sample.ToString());
            }

            if (batch.Count > 0 && (batch.Count == MaxLines || i == samples.Count - 1))
            {
                await http.WriteAsync(batch.All.Bytes, stop);
                batch.Clear();
            }
        }

        if (unkept.Count > 0)
        {
            refused.Add(unkept, "VictoriaMetrics keeps no texts of events");
        }

        // Only here: what ended with an exception may still be read by a request.
        _batches.Add(batch);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SeriesPoint>> ReadAsync(SeriesQuery query, CancellationToken stop)
    {
        var series = await http.ExportAsync($"{Regex.Escape(query.Point.Signal)}_(v|s|fault)", query.Point, query.From.ToUnixTimeMilliseconds(), query.To.ToUnixTimeMilliseconds(), stop);
        var points = series.SelectMany(one => one.Values.Select(value => Point(query.Point.Signal, one.Field, value.At, value.Value))).OrderBy(point => point.At);
        return query.Step is { } step ? Buckets(query, points, (long)step.TotalMilliseconds) : [.. points.Take(query.Limit)];
    }

    private static SeriesPoint Point(string signal, string field, long at, double value)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(at);
        return field switch
        {
            SeriesField.Text => new SeriesPoint(time, null, StateNumbers.State(signal, value) ?? "?"),
            SeriesField.Fault => new SeriesPoint(time, null, null, StateNumbers.Fault(value) ?? "?"),
            _ => new SeriesPoint(time, value),
        };
    }

    private static List<SeriesPoint> Buckets(SeriesQuery query, IEnumerable<SeriesPoint> points, long step)
    {
        var buckets = new List<SeriesPoint>();
        foreach (var group in points.Where(point => point.Fault is null).GroupBy(point => point.At.ToUnixTimeMilliseconds() / step * step).Take(query.Limit))
        {
            var sum = new RollupSum(group.Key);
            foreach (var point in group)
            {
                sum.Add(point.At.ToUnixTimeMilliseconds(), point.Number, point.Text);
            }

            var bucket = new TierBucket(query.Function);
            bucket.Add(group.Key, sum.Of(query.Point));
            bucket.TryEnd(buckets);
        }

        return buckets;
    }

    private bool TryWrite(LineBatch batch, SeriesSample sample)
    {
        var (of, agent) = sample;
        var (field, number) = of.Reading.Kind switch
        {
            ReadingKind.Number => ("v=", of.Reading.Number),
            ReadingKind.Flag => ("v=", of.Reading.Flag ? 1 : 0),
            ReadingKind.Text => ("s=", StateNumbers.Of(of.Point.Signal, of.Reading.Text)),
            _ => ("fault=", (double?)(int)of.Reading.Absence),
        };
        if (number is not { } value)
        {
            return false;
        }

        batch.Next.Write(_heads.Of(of.Point, agent));
        LineProtocol.WriteNumber(batch.Next, field switch { "v=" => "v="u8, "s=" => "s="u8, _ => "fault="u8 }, value);
        LineProtocol.WriteTime(batch.Next, of.At);
        batch.EndLine();
        return true;
    }
}
