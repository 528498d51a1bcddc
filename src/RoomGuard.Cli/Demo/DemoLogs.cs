using Microsoft.Extensions.Logging;

namespace RoomGuard.Cli.Demo;

/// <summary>What the demo's parts log: only what is wrong, so that the story stays readable.</summary>
internal static class DemoLogs
{
    /// <summary>Makes the loggers of agent and simulator.</summary>
    public static ILoggerFactory Create() => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Warning)
        .AddSimpleConsole(options => options.SingleLine = true));
}
