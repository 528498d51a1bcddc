using System.Collections.Concurrent;
using RoomGuard.Central.Options;

namespace RoomGuard.Central.Series.Influx;

/// <summary>Samples in InfluxDB: measurement = signal, tags site, room, equipment and agent. Proven against version 1.6.7.</summary>
/// <remarks>A sample that comes too late for the policy of the samples goes to the policy of the longest tier: the server would refuse it.</remarks>
internal sealed class InfluxSeriesStore(InfluxHttp http, InfluxOptions options, InfluxLines lines, TimeProvider clock) : ISeriesStore
{
    // The server counts a policy's end by its own clock.
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private readonly LineHeads _heads = new();
    private readonly ConcurrentBag<LineBatch> _batches = [];

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        if (Oldest is not { } oldest || samples.All(sample => sample.Sample.At >= oldest))
        {
            await WriteAsync(samples, options.Retention, stop);
            return;
        }

        await WriteAsync([.. samples.Where(sample => sample.Sample.At >= oldest)], options.Retention, stop);
        await WriteAsync([.. samples.Where(sample => sample.Sample.At < oldest)], options.PolicyOf(Rollups.Tier.Quarter), stop);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SeriesPoint>> ReadAsync(SeriesQuery query, CancellationToken stop)
    {
        var policy = Oldest is { } oldest && query.To <= oldest ? options.PolicyOf(Rollups.Tier.Quarter) : options.Retention;
        return InfluxQl.Points(await http.QueryAsync(InfluxQl.Statement(query), policy, stop), query);
    }

    private DateTimeOffset? Oldest => options.Kept.Raw is { } kept ? clock.GetUtcNow() - kept + Margin : null;

    private async Task WriteAsync(IReadOnlyList<SeriesSample> samples, string policy, CancellationToken stop)
    {
        var batch = _batches.TryTake(out var used) ? used : new LineBatch();
        for (var i = 0; i < samples.Count; i++)
        {
            LineProtocol.Write(batch, samples[i], _heads);
            if (batch.Count == InfluxLines.MaxLines || i == samples.Count - 1)
            {
                await lines.WriteAsync(batch.All, policy, stop);
                batch.Clear();
            }
        }

        // Only here: what ended with an exception may still be read by a request.
        _batches.Add(batch);
    }
}
