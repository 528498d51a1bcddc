using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Series.Rollups;

/// <summary>Where roll-ups live: the same place as the samples, under the name of their tier. Safe for several threads.</summary>
public interface IRollupStore
{
    /// <summary>Stores roll-ups for good. One that is written again takes the place of what was there.</summary>
    /// <param name="isAgain">Whether there may be something in their place already.</param>
    /// <exception cref="SeriesUnavailableException">The store cannot take them now; nothing of them may be taken as stored.</exception>
    Task WriteAsync(Tier tier, IReadOnlyList<Rollup> rollups, bool isAgain, CancellationToken stop);

    /// <summary>Reads one point's roll-ups, oldest first.</summary>
    /// <param name="from">Start of the window, included, UTC.</param>
    /// <param name="to">End of the window, excluded, UTC.</param>
    /// <param name="limit">Most roll-ups given; the oldest win.</param>
    /// <exception cref="SeriesUnavailableException">The store does not answer.</exception>
    Task<IReadOnlyList<Rollup>> ReadAsync(Tier tier, PointId point, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken stop);
}
