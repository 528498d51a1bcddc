using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Series.Rollups;

/// <summary>A bucket while it fills. Not for sharing.</summary>
/// <param name="start">Start of the bucket, milliseconds since 1970.</param>
internal sealed class RollupSum(long start)
{
    private long _count;
    private long _absent;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;
    private double _sum;
    private double _last;
    private long _lastAt = long.MinValue;
    private string? _text;
    private long _textAt = long.MinValue;

    /// <summary>Start of the bucket, milliseconds since 1970.</summary>
    public long Start => start;

    /// <summary>Whether this cannot be the whole truth, so that it is made again from the samples.</summary>
    public bool IsSuspect { get; set; }

    /// <summary>Adds a sample: exactly one of number and text is there, or neither.</summary>
    /// <param name="at">Its time, milliseconds since 1970. Of two values at the same time the larger counts as newer, in every store.</param>
    public void Add(long at, double? number, string? text)
    {
        if (number is { } value)
        {
            _count++;
            _sum += value;
            _min = Math.Min(_min, value);
            _max = Math.Max(_max, value);
            if (at > _lastAt || (at == _lastAt && value > _last))
            {
                (_lastAt, _last) = (at, value);
            }
        }
        else if (text is not null)
        {
            _count++;
            if (at > _textAt || (at == _textAt && string.CompareOrdinal(text, _text) > 0))
            {
                (_textAt, _text) = (at, text);
            }
        }
        else
        {
            _absent++;
        }
    }

    /// <summary>Adds all that another bucket holds.</summary>
    public void Add(RollupSum other)
    {
        _count += other._count;
        _absent += other._absent;
        _sum += other._sum;
        _min = Math.Min(_min, other._min);
        _max = Math.Max(_max, other._max);
        IsSuspect |= other.IsSuspect;
        if (other._lastAt > _lastAt)
        {
            (_lastAt, _last) = (other._lastAt, other._last);
        }

        if (other._textAt > _textAt)
        {
            (_textAt, _text) = (other._textAt, other._text);
        }
    }

    /// <summary>What the bucket holds now.</summary>
    public Rollup Of(PointId point)
    {
        var hasNumber = _lastAt != long.MinValue;
        return new Rollup(point, DateTimeOffset.FromUnixTimeMilliseconds(start), _count, _absent)
        {
            Min = hasNumber ? _min : null,
            Max = hasNumber ? _max : null,
            Sum = hasNumber ? _sum : null,
            Last = hasNumber ? _last : null,
            Text = _text,
        };
    }
}
