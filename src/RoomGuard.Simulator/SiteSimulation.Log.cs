using Microsoft.Extensions.Logging;

namespace RoomGuard.Simulator;

public sealed partial class SiteSimulation
{
    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Information, "Playing {Scenario}: the tree is in {Root}, {Devices} devices answer SNMP.")]
        internal static partial void Started(ILogger logger, string scenario, string root, int devices);

        [LoggerMessage(5002, LogLevel.Debug, "{Happening}")]
        internal static partial void Happened(ILogger logger, SimulationEvent happening);

        [LoggerMessage(5003, LogLevel.Warning, "{Root} cannot be written: {Reason}. Sensors and contacts stand still; said once, the next line is its return.")]
        internal static partial void TreeIsLost(ILogger logger, string root, string reason);

        [LoggerMessage(5004, LogLevel.Information, "{Root} can be written again.")]
        internal static partial void TreeIsBack(ILogger logger, string root);

        [LoggerMessage(5005, LogLevel.Information, "{Scenario} ends after {Elapsed}.")]
        internal static partial void Ended(ILogger logger, string scenario, TimeSpan elapsed);
    }
}
