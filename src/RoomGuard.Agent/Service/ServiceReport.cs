using Microsoft.Extensions.Logging;

namespace RoomGuard.Agent.Service;

/// <summary>Tells the service manager when the agent is ready, how it is, and that it lives: only while every loop goes on. Without a service manager late loops are still said in the log.</summary>
internal sealed partial class ServiceReport(NotifySocket? socket, IReadOnlyList<Beat> beats, Func<string> status, ILogger<ServiceReport> logger)
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UntilReady = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);

    private readonly HashSet<string> _late = new(StringComparer.Ordinal);
    private bool _isReady;
    private bool _isUnheard;
    private string _status = "";

    // Three signs in each span of patience: one may be lost and one late.
    private TimeSpan Pace => socket?.Watchdog / 3 is { } third && third < Calm ? TimeSpan.FromTicks(Math.Max(third.Ticks, Shortest.Ticks)) : Calm;

    /// <summary>Runs until told to stop, and says that too.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                Look();
                await Task.Delay(_isReady || Pace < UntilReady ? Pace : UntilReady, TimeProvider.System, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Tell("STOPPING=1\nSTATUS=Stopping.");
        }
    }

    /// <summary>Looks at every loop once, and tells what is to be told.</summary>
    internal void Look()
    {
        var late = beats.Where(beat => beat.IsLate).Select(beat => beat.Name).ToList();
        foreach (var name in late.Where(_late.Add))
        {
            Log.IsLate(logger, name);
        }

        foreach (var name in _late.Except(late).ToList())
        {
            _late.Remove(name);
            Log.GoesOn(logger, name);
        }

        if (!_isReady && beats.All(beat => beat.HasBegun))
        {
            _isReady = true;
            Tell("READY=1");
        }

        var now = late.Count == 0 ? status() : $"Hangs: {string.Join(", ", late.Take(3))}{(late.Count > 3 ? " and others" : "")}.";
        if (now != _status)
        {
            _status = now;
            Tell($"STATUS={now.ReplaceLineEndings(" ")}");
        }

        if (late.Count == 0 && socket?.Watchdog is not null)
        {
            Tell("WATCHDOG=1");
        }
    }

    private void Tell(string words)
    {
        if (socket is not null && !socket.TrySend(words, out var fault) && !_isUnheard)
        {
            _isUnheard = true;
            Log.Unheard(logger, fault);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3002, LogLevel.Error, "{Loop} hangs: the watchdog is told nothing until it goes on, and will have the agent started again.")]
        internal static partial void IsLate(ILogger logger, string loop);

        [LoggerMessage(3003, LogLevel.Warning, "{Loop} goes on.")]
        internal static partial void GoesOn(ILogger logger, string loop);

        [LoggerMessage(3004, LogLevel.Warning, "The service manager cannot be told of the agent at NOTIFY_SOCKET: {Fault} Said once.")]
        internal static partial void Unheard(ILogger logger, string fault);
    }
}
