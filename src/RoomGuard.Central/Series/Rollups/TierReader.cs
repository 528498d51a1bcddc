namespace RoomGuard.Central.Series.Rollups;

/// <summary>Reads buckets from a tier where it holds them whole, and from the samples everywhere else. Safe for several threads.</summary>
internal sealed class TierReader(ISeriesStore samples, IRollupStore rollups, RollupBook book)
{
    private const int MaxRows = 20_000;

    /// <summary>Reads as <see cref="ISeriesStore.ReadAsync"/> does.</summary>
    /// <param name="reach">What the tiers hold.</param>
    public async Task<IReadOnlyList<SeriesPoint>> ReadAsync(SeriesQuery query, RollupMark reach, CancellationToken stop)
    {
        if (TierOf(query) is not { } tier)
        {
            return await samples.ReadAsync(query, stop);
        }

        var points = new List<SeriesPoint>();
        foreach (var part in await PartsAsync(query, reach, stop))
        {
            var rest = part.Query with { Limit = query.Limit - points.Count };
            points.AddRange(part.IsTier ? await ReadTierAsync(tier, rest, stop) : await samples.ReadAsync(rest, stop));
            if (points.Count == query.Limit)
            {
                break;
            }
        }

        return points;
    }

    // Texts have a newest and a count; whatever else is asked of them, the store answers in its own way.
    private static Tier? TierOf(SeriesQuery query)
    {
        if (query.Step is not { } step || (SeriesField.Of(query.Point.Signal) == SeriesField.Text && query.Function is not (SeriesFunction.Last or SeriesFunction.Count)))
        {
            return null;
        }

        return step.Ticks % Tier.Quarter.Length().Ticks == 0 ? Tier.Quarter : step.Ticks % Tier.Minute.Length().Ticks == 0 ? Tier.Minute : null;
    }

    private static long Down(long at, long step) => at - (at % step);

    private static long Up(long at, long step) => Down(at + step - 1, step);

    private static SeriesQuery Window(SeriesQuery query, long from, long to) =>
        query with { From = DateTimeOffset.FromUnixTimeMilliseconds(from), To = DateTimeOffset.FromUnixTimeMilliseconds(to) };

    // Every bucket comes from one place: cuts are whole multiples of the step.
    private async Task<List<(SeriesQuery Query, bool IsTier)>> PartsAsync(SeriesQuery query, RollupMark reach, CancellationToken stop)
    {
        var step = (long)query.Step!.Value.TotalMilliseconds;
        var (from, to) = (Up(Math.Max(query.From.ToUnixTimeMilliseconds(), reach.Since), step), Down(Math.Min(query.To.ToUnixTimeMilliseconds(), reach.At), step));
        if (from >= to)
        {
            return [(query, false)];
        }

        var parts = new List<(SeriesQuery, bool)>();
        var next = from;
        if (query.From < DateTimeOffset.FromUnixTimeMilliseconds(from))
        {
            parts.Add((query with { To = DateTimeOffset.FromUnixTimeMilliseconds(from) }, false));
        }

        foreach (var late in await book.LateAsync(query.Point, from, to, stop))
        {
            var (start, end) = (Math.Max(Down(late.From, step), next), Math.Min(Up(late.To, step), to));
            if (start > next)
            {
                parts.Add((Window(query, next, start), true));
            }

            if (end > start)
            {
                parts.Add((Window(query, start, end), false));
                next = end;
            }
        }

        if (next < to)
        {
            parts.Add((Window(query, next, to), true));
        }

        if (query.To > DateTimeOffset.FromUnixTimeMilliseconds(to))
        {
            parts.Add((query with { From = DateTimeOffset.FromUnixTimeMilliseconds(to) }, false));
        }

        return parts;
    }

    private async Task<List<SeriesPoint>> ReadTierAsync(Tier tier, SeriesQuery query, CancellationToken stop)
    {
        var points = new List<SeriesPoint>();
        var step = (long)query.Step!.Value.TotalMilliseconds;
        var bucket = new TierBucket(query.Function);
        var from = query.From;
        while (true)
        {
            var rows = await rollups.ReadAsync(tier, query.Point, from, query.To, MaxRows, stop);
            foreach (var row in rows.Where(row => row.Count > 0))
            {
                var start = Down(row.At.ToUnixTimeMilliseconds(), step);
                if (start != bucket.Start && bucket.TryEnd(points) && points.Count == query.Limit)
                {
                    return points;
                }

                bucket.Add(start, row);
            }

            if (rows.Count < MaxRows)
            {
                bucket.TryEnd(points);
                return points;
            }

            from = rows[^1].At.AddMilliseconds(1);
        }
    }
}
