namespace RoomGuard.Central.Series.Rollups;

/// <summary>A series store with its tiers: what is written is rolled up, and what is read in long steps comes from the longest tier that fits.</summary>
internal sealed class RolledSeriesStore(ISeriesStore samples, RollupWorker worker, TierReader tiers) : ISeriesStore
{
    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<SeriesSample> batch, CancellationToken stop)
    {
        await worker.HearAsync(batch, stop);
        var isStored = false;
        try
        {
            await samples.WriteAsync(batch, stop);
            isStored = true;
        }
        finally
        {
            if (!isStored)
            {
                worker.Doubt(batch);
            }
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SeriesPoint>> ReadAsync(SeriesQuery query, CancellationToken stop) => tiers.ReadAsync(query, worker.Reach, stop);
}
