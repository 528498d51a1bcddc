using Microsoft.Extensions.Logging;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Agent.Polling;

/// <summary>Says once when a point loses its value and once when it has one again. For one thread.</summary>
internal sealed partial class Presence(PointId point, TimeProvider clock, ILogger logger)
{
    private DateTimeOffset? _absentSince;

    /// <summary>Takes note of the newest reading.</summary>
    public void Note(Reading reading)
    {
        switch (reading.IsPresent, _absentSince)
        {
            case (false, null):
                _absentSince = clock.GetUtcNow();
                Log.Lost(logger, point, reading);
                break;
            case (true, { } since):
                _absentSince = null;
                Log.Back(logger, point, clock.GetUtcNow() - since);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3301, LogLevel.Warning, "{Point} has no value: {Reading}. Said once; the next line is its return.")]
        internal static partial void Lost(ILogger logger, PointId point, Reading reading);

        [LoggerMessage(3302, LogLevel.Information, "{Point} has a value again after {Absence}.")]
        internal static partial void Back(ILogger logger, PointId point, TimeSpan absence);
    }
}
