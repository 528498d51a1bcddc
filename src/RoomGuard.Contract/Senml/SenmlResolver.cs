namespace RoomGuard.Contract.Senml;

/// <summary>Applies base fields to record after record of one pack (RFC 8428 §4.6). Not for sharing between packs or threads.</summary>
internal sealed class SenmlResolver(DateTimeOffset now, SenmlLimits limits)
{
    private string _baseName = "";
    private string? _baseUnit;
    private double _baseTime;
    private double? _baseValue;
    private double? _baseSum;

    /// <summary>Resolves one object.</summary>
    /// <param name="record">The record; null when the object only sets base fields, or is refused.</param>
    /// <returns>Why the record is refused; null when it is not.</returns>
    public (RefusalReason Reason, string Detail)? Resolve(SenmlFields fields, out SenmlRecord? record)
    {
        record = null;
        _baseName = fields.BaseName ?? _baseName;
        _baseUnit = fields.BaseUnit ?? _baseUnit;
        _baseTime = fields.BaseTime ?? _baseTime;
        _baseValue = fields.BaseValue ?? _baseValue;
        _baseSum = fields.BaseSum ?? _baseSum;
        if (fields.Fault is { } fault)
        {
            return fault;
        }

        // §4.2: exactly one value, or none beside a sum; a base value alone stands for itself.
        if (fields.Values > 1)
        {
            return (RefusalReason.Value, "more than one value");
        }

        var name = _baseName + fields.Name;
        double? number = fields.Number is { } v ? v + (_baseValue ?? 0) : fields.Values == 0 && fields.Sum is null ? fields.BaseValue : null;
        double? sum = fields.Sum is { } s ? s + (_baseSum ?? 0) : null;
        if (fields.Values == 0 && number is null && sum is null)
        {
            return (RefusalReason.Value, $"{name} has no value");
        }

        if ((number is { } n && !double.IsFinite(n)) || (sum is { } total && !double.IsFinite(total)))
        {
            return (RefusalReason.NotFinite, $"{name} is not finite");
        }

        if (!IsName(name))
        {
            return (RefusalReason.Name, name.Length == 0 ? "no name" : name);
        }

        if (ResolveTime(_baseTime + (fields.Time ?? 0), out var time) is { } wrongTime)
        {
            return wrongTime;
        }

        record = new SenmlRecord(name, time)
        {
            Unit = fields.Unit ?? _baseUnit,
            Number = number,
            Text = fields.Text,
            Flag = fields.Flag,
            Octets = fields.Octets,
            Sum = sum,
            UpdateSeconds = fields.UpdateSeconds,
        };
        return null;
    }

    private (RefusalReason Reason, string Detail)? ResolveTime(double seconds, out DateTimeOffset time)
    {
        time = default;
        var absolute = SenmlDecoder.IsRelative(seconds) ? (now - DateTimeOffset.UnixEpoch).TotalSeconds + seconds : seconds;
        var latest = now + limits.MaxAhead;
        if (absolute < (limits.Earliest - DateTimeOffset.UnixEpoch).TotalSeconds)
        {
            return (RefusalReason.TimePast, FormattableString.Invariant($"{absolute} s since 1970 is before {limits.Earliest:yyyy}"));
        }

        if (absolute > (latest - DateTimeOffset.UnixEpoch).TotalSeconds)
        {
            return (RefusalReason.TimeFuture, FormattableString.Invariant($"{absolute} s since 1970 is after {latest:O}"));
        }

        time = ToTime(absolute);
        return null;
    }

    /// <summary>A time in seconds since 1970; null when it is not one that a sample may have.</summary>
    internal static DateTimeOffset? ResolveAbsolute(double seconds, DateTimeOffset now, SenmlLimits limits) =>
        seconds < (limits.Earliest - DateTimeOffset.UnixEpoch).TotalSeconds || seconds > (now + limits.MaxAhead - DateTimeOffset.UnixEpoch).TotalSeconds ? null : ToTime(seconds);

    // Whole microseconds: a double of today's seconds holds no more.
    private static DateTimeOffset ToTime(double seconds) => DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(seconds * 1e6) * TimeSpan.TicksPerMicrosecond);

    // §4.5.1: the characters of a name, and it starts with a letter or a digit.
    private static bool IsName(string name)
    {
        if (name.Length is 0 or > 512 || !char.IsAsciiLetterOrDigit(name[0]))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or ':' or '.' or '/' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
