using System.Buffers;
using System.Collections.Concurrent;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Series.Influx;

/// <summary>The first part of each series' lines, measurement and tags, kept so that a sample costs its number and its time. Safe for several threads.</summary>
internal sealed class LineHeads
{
    /// <summary>Most heads kept; with more, all are forgotten and made again.</summary>
    public const int Max = 100_000;

    private readonly ConcurrentDictionary<(PointId Point, string Agent), byte[]> _known = new();

    /// <summary>Measurement, tags and the space behind them.</summary>
    public ReadOnlySpan<byte> Of(PointId point, string agent)
    {
        if (_known.TryGetValue((point, agent), out var head))
        {
            return head;
        }

        var output = new ArrayBufferWriter<byte>(128);
        LineProtocol.WriteHead(output, point.Signal, point, agent);
        head = output.WrittenSpan.ToArray();
        if (_known.Count >= Max)
        {
            _known.Clear();
        }

        _known[(point, agent)] = head;
        return head;
    }
}
