using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace RoomGuard.Agent.Tests.Service;

/// <summary>The service manager's end of a notify socket: a real datagram socket, and what came on it with the time.</summary>
internal sealed class NotifyListener : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _hearing;

    /// <param name="address">As in NOTIFY_SOCKET: a path, or @ and a name.</param>
    public NotifyListener(string address)
    {
        _socket.Bind(new UnixDomainSocketEndPoint(address[0] == '@' ? "\0" + address[1..] : address));
        _hearing = HearAsync();
    }

    /// <summary>Every line that came, in order.</summary>
    public ConcurrentQueue<(long At, string Line)> Heard { get; } = new();

    public int Count(string line) => Heard.Count(heard => heard.Line == line);

    /// <summary>How long ago a line came last.</summary>
    public TimeSpan Since(string line) => Stopwatch.GetElapsedTime(Heard.Last(heard => heard.Line == line).At);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _hearing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task HearAsync()
    {
        var bytes = new byte[4096];
        while (true)
        {
            var length = await _socket.ReceiveAsync(bytes, SocketFlags.None, _stop.Token);
            foreach (var line in Encoding.UTF8.GetString(bytes, 0, length).Split('\n'))
            {
                Heard.Enqueue((Stopwatch.GetTimestamp(), line));
            }
        }
    }
}
