using Microsoft.Extensions.Logging;

namespace RoomGuard.Agent.Publishing;

internal sealed partial class BrokerSession
{
    private static partial class Log
    {
        [LoggerMessage(3201, LogLevel.Warning, "The broker at {Host}:{Port} is away: {Detail}. Samples are kept; it is tried again until it answers. Said once; the next line is its return.")]
        internal static partial void WentAway(ILogger logger, string host, int port, string detail);

        [LoggerMessage(3202, LogLevel.Information, "The broker at {Host}:{Port} is back after {Absence}; {Backlog} packs go out as backlog.")]
        internal static partial void IsBack(ILogger logger, string host, int port, TimeSpan absence, int backlog);

        [LoggerMessage(3205, LogLevel.Warning, "Nobody could be told what became of order \"{Id}\": {Detail}.")]
        internal static partial void CannotAnswer(ILogger logger, string id, string detail);

        [LoggerMessage(3203, LogLevel.Information, "Connected to the broker at {Host}:{Port}.")]
        internal static partial void Connected(ILogger logger, string host, int port);

        [LoggerMessage(3204, LogLevel.Warning, "Could not take leave of the broker in order: {Detail}. It will publish the will.")]
        internal static partial void LeftInHaste(ILogger logger, string detail);
    }
}
