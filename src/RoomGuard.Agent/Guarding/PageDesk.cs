using Microsoft.Extensions.Logging;
using RoomGuard.Rooms.Local;

namespace RoomGuard.Agent.Guarding;

/// <summary>Brings one page after the other to people, beside the guard's own work. A page is told when one way took it; until then all ways are tried again.</summary>
internal sealed partial class PageDesk(IReadOnlyList<IPager> pagers, LocalOptions options, string agent, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _end = new();
    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);
    private (LocalPage Page, Task Delivery)? _underWay;
    private volatile LocalPage? _taken;
    private TimeSpan _wait = FirstWait;
    private long _triedAt;

    /// <summary>Whether the next page may come.</summary>
    public bool IsFree => pagers.Count > 0 && _underWay is null && (_wait == FirstWait || TimeProvider.System.GetElapsedTime(_triedAt) >= _wait);

    /// <summary>What is being brought: ends when it is taken or not.</summary>
    public IEnumerable<Task> UnderWay => _underWay is { } page ? [page.Delivery] : [];

    /// <summary>Begins to tell.</summary>
    public void Tell(LocalPage page, TimeSpan silence)
    {
        _triedAt = TimeProvider.System.GetTimestamp();
        _underWay = (page, TellAllAsync(page, silence, _end.Token));
    }

    /// <summary>Notes in the book what was taken meanwhile.</summary>
    public void Take(PageBook book)
    {
        if (_underWay is not { Delivery.IsCompleted: true } done)
        {
            return;
        }

        _underWay = null;
        if (ReferenceEquals(_taken, done.Page))
        {
            _wait = FirstWait;
            book.MarkTold(done.Page);
        }
        else
        {
            _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_underWay is { } left)
        {
            await left.Delivery.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _end.Dispose();
    }

    private async Task TellAllAsync(LocalPage page, TimeSpan silence, CancellationToken stop)
    {
        var text = PageText.Of(page, options.Languages, agent, silence);
        var taken = await Task.WhenAll(pagers.Select(pager => TryAsync(pager, page, text, stop)));
        _taken = taken.Contains(true) ? page : _taken;
    }

    private async Task<bool> TryAsync(IPager pager, LocalPage page, PageText text, CancellationToken stop)
    {
        // Not on the guard's own thread: a name that is looked up may take its time.
        await Task.Yield();
        try
        {
            await pager.TellAsync(page, text, stop);
            Log.Told(logger, pager.Name, page.Alarm.Point.ToString(), page.Alarm.Rule, page.IsReturn ? "over" : "raised");
            lock (_failing)
            {
                _failing.Remove(pager.Name);
            }

            return true;
        }
        catch (PagerException error)
        {
            lock (_failing)
            {
                if (_failing.Add(pager.Name))
                {
                    Log.NotTaken(logger, pager.Name, error.Message);
                }
            }

            return false;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3811, LogLevel.Warning, "Told by {Pager}: {Point} {Rule} {What}.")]
        internal static partial void Told(ILogger logger, string pager, string point, string rule, string what);

        [LoggerMessage(3812, LogLevel.Error, "Nobody could be told by {Pager}: {Reason} Check that it is reachable from here without the centre. Tried again until the centre is back; said once.")]
        internal static partial void NotTaken(ILogger logger, string pager, string reason);
    }
}
