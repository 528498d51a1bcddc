using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Telemetry;

namespace RoomGuard.Central.Running;

/// <summary>Runs loops for ever: one that fails is logged, counted and started again with growing waits. The only place here that catches every exception.</summary>
internal sealed partial class Supervisor(CentralMeter meter, ILogger<Supervisor> logger)
{
    // A loop that fails again and again runs for an instant in between; that is no recovery.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, LoopFailure> _failures = new(StringComparer.Ordinal);

    /// <summary>Loops that failed and wait to be started again; empty when all is well.</summary>
    public IReadOnlyList<string> Failed => [.. _failures.Where(loop => loop.Value.StartedAgain is null).Select(loop => loop.Key).Order(StringComparer.Ordinal)];

    /// <summary>What is amiss with loops, by their names: those that wait to be started again, and those that were only just started.</summary>
    public IReadOnlyList<(string Loop, Trouble Trouble)> Troubles =>
    [
        .. _failures.Where(loop => loop.Value.StartedAgain is not { } started || Stopwatch.GetElapsedTime(started) < Settled)
            .Select(loop => (loop.Key, new Trouble($"The loop failed ({loop.Value.Error}) and is started again.", "This is a fault of the program: please report it with the lines of the log around event 4002.", loop.Value.Since)))
            .OrderBy(loop => loop.Key, StringComparer.Ordinal),
    ];

    /// <summary>Runs one loop until <paramref name="stop"/>.</summary>
    /// <param name="name">What it is called in logs and metrics.</param>
    public async Task RunAsync(string name, Func<CancellationToken, Task> loop, CancellationToken stop)
    {
        var outage = new Outage();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Start(name);
                await loop(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Fail(name, error);
                meter.Restart(name);
                outage.Begin(error.Message, "");
                Log.Failed(logger, error, name);
                await WaitAsync(outage, stop);
            }
        }
    }

    private void Start(string name)
    {
        if (_failures.TryGetValue(name, out var failure))
        {
            _failures[name] = failure with { StartedAgain = Stopwatch.GetTimestamp() };
        }
    }

    private void Fail(string name, Exception error)
    {
        var isFirst = !_failures.TryGetValue(name, out var before) || (before.StartedAgain is { } started && Stopwatch.GetElapsedTime(started) >= Settled);
        _failures[name] = new LoopFailure(error.GetType().Name, isFirst ? TimeProvider.System.GetUtcNow() : before!.Since, null);
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

    private sealed record LoopFailure(string Error, DateTimeOffset Since, long? StartedAgain);

    private static partial class Log
    {
        [LoggerMessage(4002, LogLevel.Error, "The loop {Loop} failed and is started again. This is a fault of the program: please report it with what follows.")]
        internal static partial void Failed(ILogger logger, Exception error, string loop);
    }
}
