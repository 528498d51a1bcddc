using System.Text.RegularExpressions;
using RoomGuard.Central.Options;

namespace RoomGuard.Central.Series;

/// <summary>Samples in InfluxDB: measurement = signal, tags site, room, equipment and agent. Proven against version 1.6.7.</summary>
internal sealed partial class InfluxSeriesStore(InfluxHttp http, InfluxOptions options, InfluxProvisioner provisioner, RefusedLines refused) : ISeriesStore
{
    /// <summary>Most lines of one request.</summary>
    public const int MaxLines = 5_000;

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        foreach (var lines in samples.Select(LineProtocol.Line).Chunk(MaxLines))
        {
            await WriteAsync(lines, stop);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SeriesPoint>> ReadAsync(SeriesQuery query, CancellationToken stop) =>
        InfluxQl.Points(await http.QueryAsync(InfluxQl.Statement(query), InfluxQl.Parameters(query), stop), query);

    private async Task WriteAsync(ArraySegment<string> lines, CancellationToken stop)
    {
        var answer = await http.WriteAsync(lines, stop);
        if (answer.Status == 404 && await provisioner.TryCreateAsync(stop))
        {
            answer = await http.WriteAsync(lines, stop);
        }

        switch (answer.Status)
        {
            case >= 200 and < 300:
                return;
            case 400 when lines.Count == 1 || DroppedAll(answer.Error, lines.Count):
                refused.Add(lines, answer.Error);
                return;
            // The good lines may be stored already; storing them again in a half changes nothing, the bad ones end up alone.
            case 400 or 413 when lines.Count > 1:
                await WriteAsync(lines[..(lines.Count / 2)], stop);
                await WriteAsync(lines[(lines.Count / 2)..], stop);
                return;
            case 413:
                refused.Add(lines, answer.Error);
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
