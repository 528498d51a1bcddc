using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Web.Contents;
using RoomGuard.Central.Web.Speech;

namespace RoomGuard.Central.Web.Live;

/// <summary>The events of one open page: what changed, at most twice a second, and a beat when nothing did. One for each request.</summary>
/// <param name="board">Whose changes wake the stream.</param>
/// <param name="look">Says what the page shows now.</param>
/// <param name="clock">The centre's clock; the stream's own waits are of real time, since a browser waits too.</param>
internal sealed class LiveStream(RoomBoard board, Func<CancellationToken, Task<PageFrame>> look, TimeProvider clock)
{
    /// <summary>The event for a page that shows something else than it should.</summary>
    public const string Change = "change";

    /// <summary>The event that only says that the stream is alive. An event and not a comment: a page must be able to miss it.</summary>
    public const string Beat = "beat";

    /// <summary>Shortest time between two events.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Ages grow and data goes stale without any change on the board.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan BeatPeriod = TimeSpan.FromSeconds(15);

    /// <summary>The events, until the page is closed or the centre stops.</summary>
    /// <param name="roomPath">Only changes of this room wake the stream; null: of any.</param>
    /// <param name="mark">What the page shows already.</param>
    public async IAsyncEnumerable<SseItem<LiveMessage>> RunAsync(string? roomPath, string mark, Words words, [EnumeratorCancellation] CancellationToken stop)
    {
        using var bell = new ChangeBell(board, roomPath);
        var saidAt = TimeProvider.System.GetTimestamp();
        PageFrame? shown = null;
        while (!stop.IsCancellationRequested)
        {
            var frame = await look(stop);
            var (points, parts) = (frame.ChangedPoints(shown), frame.ChangedParts(shown?.Mark ?? mark));
            var isChange = points.Count > 0 || parts.Count > 0;
            if (isChange || shown is null || TimeProvider.System.GetElapsedTime(saidAt) >= BeatPeriod)
            {
                var now = clock.GetUtcNow();
                yield return new SseItem<LiveMessage>(new LiveMessage(now.UtcDateTime, words.Moment(now), points, parts), isChange ? Change : Beat)
                {
                    EventId = frame.Mark,
                };
                saidAt = TimeProvider.System.GetTimestamp();
                await Task.Delay(Pause, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            shown = frame;
            await bell.WaitAsync(Glance, stop);
        }
    }
}
