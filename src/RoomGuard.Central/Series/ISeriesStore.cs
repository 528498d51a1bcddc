namespace RoomGuard.Central.Series;

/// <summary>Where samples live for years: InfluxDB, or a SQLite file. Safe for several threads.</summary>
public interface ISeriesStore
{
    /// <summary>Stores samples for good. Writing the same samples again changes nothing.</summary>
    /// <exception cref="SeriesUnavailableException">The store cannot take them now; nothing of them may be taken as stored.</exception>
    Task WriteAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop);

    /// <summary>Reads one point's window, oldest first, at most <see cref="SeriesQuery.Limit"/> points.</summary>
    /// <exception cref="SeriesUnavailableException">The store does not answer.</exception>
    Task<IReadOnlyList<SeriesPoint>> ReadAsync(SeriesQuery query, CancellationToken stop);
}

/// <summary>The store of samples does not take or give any now; trying later may help.</summary>
/// <param name="message">What it said, for a person.</param>
public sealed class SeriesUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
