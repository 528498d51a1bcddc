using System.Threading.Channels;
using RoomGuard.Central.Rooms;

namespace RoomGuard.Central.Web.Live;

/// <summary>Rings when the board shows something new; many changes at once ring once. For one listener.</summary>
internal sealed class ChangeBell : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <param name="roomPath">Only this room, <c>{site}/{room}</c>; null: any.</param>
    public ChangeBell(RoomBoard board, string? roomPath) => Ringing = RingAsync(board, roomPath, _end.Token);

    /// <summary>Ends after <see cref="Dispose"/>.</summary>
    public Task Ringing { get; }

    /// <summary>Returns at the next change, or after <paramref name="longest"/>; at once when something changed since the last wait.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(longest, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        try
        {
            await _rings.Reader.ReadAsync(both.Token);
        }
        catch (OperationCanceledException)
        {
            // Nothing changed in that time, or nobody waits any more: the caller looks either way.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task RingAsync(RoomBoard board, string? roomPath, CancellationToken stop)
    {
        try
        {
            await foreach (var _ in board.WatchAsync(roomPath, stop))
            {
                _rings.Writer.TryWrite(true);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
    }
}
