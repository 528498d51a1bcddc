namespace RoomGuard.Central.Series.Rollups;

/// <summary>Makes the roll-ups of a window again from its samples, both tiers. For one window at a time.</summary>
/// <param name="kept">Since when all samples are there; null for always. A roll-up whose samples are gone is left as it is.</param>
internal sealed class RollupRemake(ISeriesStore samples, IRollupStore rollups, DateTimeOffset? kept)
{
    private readonly List<Rollup> _minutes = [];
    private readonly List<Rollup> _quarters = [];
    private RollupSum? _minute;
    private RollupSum? _quarter;

    /// <summary>Reads the samples, oldest first, and writes what they come to.</summary>
    /// <exception cref="SeriesUnavailableException">The store does not answer; done again from the start it gives the same.</exception>
    public async Task RunAsync(LateRange range, CancellationToken stop)
    {
        var next = range.From;
        while (next < range.To)
        {
            var query = new SeriesQuery(range.Point, DateTimeOffset.FromUnixTimeMilliseconds(next), DateTimeOffset.FromUnixTimeMilliseconds(range.To));
            var page = await samples.ReadAsync(query, stop);
            var isLast = page.Count < query.Limit;
            var end = isLast ? range.To : EndOfPage(page, next);
            foreach (var point in page)
            {
                var at = point.At.ToUnixTimeMilliseconds();
                if (at < end)
                {
                    Add(range, at, point);
                }
            }

            next = end;
            await WriteAsync(range, isLast, stop);
        }
    }

    // Samples of several agents may share the last instant of a page: all of them come with the next page, unless the page holds nothing else.
    private static long EndOfPage(IReadOnlyList<SeriesPoint> page, long from)
    {
        var last = page[^1].At.ToUnixTimeMilliseconds();
        return last > from ? last : last + 1;
    }

    private void Add(LateRange range, long at, SeriesPoint point)
    {
        if (_minute is null || _minute.Start != Tier.Minute.Floor(at))
        {
            EndMinute(range);
            _minute = new RollupSum(Tier.Minute.Floor(at));
        }

        _minute.Add(at, point.Number, point.Text);
    }

    private void EndMinute(LateRange range)
    {
        if (_minute is null)
        {
            return;
        }

        if (_quarter is null || _quarter.Start != Tier.Quarter.Floor(_minute.Start))
        {
            EndQuarter(range);
            _quarter = new RollupSum(Tier.Quarter.Floor(_minute.Start));
        }

        _quarter.Add(_minute);
        _minutes.Add(_minute.Of(range.Point));
        _minute = null;
    }

    private void EndQuarter(LateRange range)
    {
        if (_quarter is not null)
        {
            _quarters.Add(_quarter.Of(range.Point));
            _quarter = null;
        }
    }

    private async Task WriteAsync(LateRange range, bool isLast, CancellationToken stop)
    {
        if (isLast)
        {
            EndMinute(range);
            EndQuarter(range);
        }

        await WriteAsync(Tier.Minute, _minutes, stop);
        await WriteAsync(Tier.Quarter, _quarters, stop);
    }

    private async Task WriteAsync(Tier tier, List<Rollup> made, CancellationToken stop)
    {
        if (made.Count > 0 && made[0].At < kept)
        {
            var there = await rollups.ReadAsync(tier, made[0].Point, made[0].At, made[^1].At + tier.Length(), made.Count, stop);
            var known = there.Select(rollup => rollup.At).ToHashSet();
            made.RemoveAll(rollup => rollup.At < kept && known.Contains(rollup.At));
        }

        if (made.Count > 0)
        {
            await rollups.WriteAsync(tier, made, isAgain: true, stop);
            made.Clear();
        }
    }
}
