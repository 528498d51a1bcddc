using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Telemetry;

namespace RoomGuard.Central.Running;

/// <summary>Runs loops for ever: one that fails is logged, counted and started again with growing waits. The only place here that catches every exception.</summary>
internal sealed partial class Supervisor(CentralMeter meter, ILogger<Supervisor> logger)
{
    private readonly ConcurrentDictionary<string, bool> _isRunning = new(StringComparer.Ordinal);

    /// <summary>Loops that failed and wait to be started again; empty when all is well.</summary>
    public IReadOnlyList<string> Failed => [.. _isRunning.Where(loop => !loop.Value).Select(loop => loop.Key).Order(StringComparer.Ordinal)];

    /// <summary>Runs one loop until <paramref name="stop"/>.</summary>
    /// <param name="name">What it is called in logs and metrics.</param>
    public async Task RunAsync(string name, Func<CancellationToken, Task> loop, CancellationToken stop)
    {
        var outage = new Outage();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _isRunning[name] = true;
                await loop(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                _isRunning[name] = false;
                meter.Restart(name);
                outage.Begin();
                Log.Failed(logger, error, name);
                await WaitAsync(outage, stop);
            }
        }
    }

    private static async Task WaitAsync(Outage outage, CancellationToken stop)
    {
        try
        {
            await outage.WaitAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopping while a loop waits to start again: there is nothing to end.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4002, LogLevel.Error, "The loop {Loop} failed and is started again. This is a fault of the program: please report it with what follows.")]
        internal static partial void Failed(ILogger logger, Exception error, string loop);
    }
}
