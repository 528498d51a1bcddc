using Microsoft.Extensions.Logging;
using RoomGuard.Central.Running;

namespace RoomGuard.Central.Series;

/// <summary>Writes to the series store as often as it takes; says once when it is away and once when it is back. For one loop.</summary>
/// <remarks>While it waits nothing is acknowledged, so the broker keeps what comes, and agents keep it until their receipt.</remarks>
internal sealed partial class SeriesWriter(ISeriesStore store, ILogger<SeriesWriter> logger)
{
    private readonly Outage _outage = new();

    /// <summary>Whether the store took what it was given last.</summary>
    public bool IsReady => !_outage.IsOn;

    /// <summary>What is amiss with the store; null when it took what it was given last.</summary>
    public Trouble? Trouble => _outage.Trouble;

    /// <summary>Stores samples for good.</summary>
    public async Task WriteAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        while (!await TryWriteAsync(samples, stop))
        {
            await _outage.WaitAsync(stop);
        }
    }

    private async Task<bool> TryWriteAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        try
        {
            await store.WriteAsync(samples, stop);
        }
        catch (SeriesUnavailableException error)
        {
            if (_outage.Begin(error.Message, "whether the series store runs and has space, and section \"series\" of the settings."))
            {
                Log.Away(logger, error.Message);
            }

            return false;
        }

        if (_outage.End() is { } length)
        {
            Log.Back(logger, length);
        }

        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(4110, LogLevel.Warning, "The series store does not take samples: {Reason} Trying again until it does; the broker keeps what comes. Said once; the next line is its return.")]
        internal static partial void Away(ILogger logger, string reason);

        [LoggerMessage(4111, LogLevel.Information, "The series store takes samples again after {Length}.")]
        internal static partial void Back(ILogger logger, TimeSpan length);
    }
}
