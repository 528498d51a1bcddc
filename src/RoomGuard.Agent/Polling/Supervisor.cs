using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Publishing;

namespace RoomGuard.Agent.Polling;

/// <summary>Keeps one input running: a bug ends its loop, makes its points absent, is logged whole, and the loop begins again.</summary>
internal sealed partial class Supervisor(IInput input, ILogger<Supervisor> logger)
{
    private readonly Retry _retry = new();

    /// <summary>Runs the input until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await input.RunAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception bug)
            {
                // The one catch-all of the agent: one driver's fault must not silence the room.
                Log.Failed(logger, bug, input.Name);
                input.Fault($"a fault of the agent itself: {bug.Message}");
                await _retry.WaitAsync(stop);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3303, LogLevel.Error, "{Input} ended by a fault of the agent itself; its points are absent until it runs again.")]
        internal static partial void Failed(ILogger logger, Exception bug, string input);
    }
}
