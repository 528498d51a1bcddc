using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using RoomGuard.Central.Options;

namespace RoomGuard.Central.Series.Influx;

/// <summary>Samples in InfluxDB: measurement = signal, tags site, room, equipment and agent. Proven against version 1.6.7.</summary>
internal sealed partial class InfluxSeriesStore(InfluxHttp http, InfluxOptions options, InfluxProvisioner provisioner, RefusedLines refused) : ISeriesStore
{
    /// <summary>Most lines of one request.</summary>
    public const int MaxLines = 5_000;

    private readonly LineHeads _heads = new();
    private readonly ConcurrentBag<LineBatch> _batches = [];

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        var batch = _batches.TryTake(out var used) ? used : new LineBatch();
        for (var i = 0; i < samples.Count; i++)
        {
            LineProtocol.Write(batch, samples[i], _heads);
            if (batch.Count == MaxLines || i == samples.Count - 1)
            {
                await WriteAsync(batch.All, stop);
                batch.Clear();
            }
        }

        // Only here: what ended with an exception may still be read by a request.
        _batches.Add(batch);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SeriesPoint>> ReadAsync(SeriesQuery query, CancellationToken stop) =>
        InfluxQl.Points(await http.QueryAsync(InfluxQl.Statement(query), InfluxQl.Parameters(query), stop), query);

    private async Task WriteAsync(LineSlice lines, CancellationToken stop)
    {
        var answer = await http.WriteAsync(lines.Bytes, stop);
        if (answer.Status == 404 && await provisioner.TryCreateAsync(stop))
        {
            answer = await http.WriteAsync(lines.Bytes, stop);
        }

        switch (answer.Status)
        {
            case >= 200 and < 300:
                return;
            case 400 when lines.Count == 1 || DroppedAll(answer.Error, lines.Count):
                refused.Add(lines.Texts, answer.Error);
                return;
            // The good lines may be stored already; storing them again in a half changes nothing, the bad ones end up alone.
            case 400 or 413 when lines.Count > 1:
                await WriteAsync(lines.First, stop);
                await WriteAsync(lines.Second, stop);
                return;
            case 413:
                refused.Add(lines.Texts, answer.Error);
                return;
            default:
                throw new SeriesUnavailableException($"InfluxDB at {options.Url} did not take samples: {answer.Error}");
        }
    }

    // "partial write: points beyond retention policy dropped=40": all of 40 need no search for the bad one.
    private static bool DroppedAll(string error, int count) =>
        Dropped().Match(error) is { Success: true } match && match.Groups[1].Value == FormattableString.Invariant($"{count}");

    [GeneratedRegex(@"dropped=(\d+)$")]
    private static partial Regex Dropped();
}
