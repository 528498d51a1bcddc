using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RoomGuard.Testing;

/// <summary>A client that speaks just enough MQTT 3.1.1 to publish to thousands of topics as fast as the broker takes it (QoS 1).</summary>
public sealed class RawPublisher : IAsyncDisposable
{
    // Few enough that a broker with limits takes them, many enough that nobody waits for one answer.
    private const int Window = 200;

    private readonly Socket _socket;
    private readonly SemaphoreSlim _open = new(Window);
    private readonly Task _answers;
    private ushort _number;

    private RawPublisher(Socket socket)
    {
        _socket = socket;
        _answers = HearAsync();
    }

    /// <summary>Connects to a broker on this machine.</summary>
    public static async Task<RawPublisher> ConnectAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var name = Text("raw-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..12]);
        byte[] body = [.. Text("MQTT"), 4, 2, 0, 60, .. name];
        await socket.SendAsync((byte[])[0x10, .. Length(body.Length), .. body]);
        var answer = new byte[4];
        for (var read = 0; read < answer.Length;)
        {
            read += await socket.ReceiveAsync(answer.AsMemory(read));
        }

        Xunit.Assert.Equal([0x20, 2, 0, 0], answer);
        return new RawPublisher(socket);
    }

    /// <summary>Publishes one message; returns when it is sent, and waits while many are unanswered.</summary>
    public async Task PublishAsync(string topic, string payload, bool isRetained = false)
    {
        await _open.WaitAsync();
        _number = (ushort)(_number % ushort.MaxValue + 1);
        byte[] body = [.. Text(topic), (byte)(_number >> 8), (byte)_number, .. Encoding.UTF8.GetBytes(payload)];
        await _socket.SendAsync((byte[])[(byte)(0x32 | (isRetained ? 1 : 0)), .. Length(body.Length), .. body]);
    }

    /// <summary>Waits until the broker has confirmed all of them.</summary>
    public async Task FlushAsync()
    {
        for (var i = 0; i < Window; i++)
        {
            Xunit.Assert.True(await _open.WaitAsync(TimeSpan.FromSeconds(60)), "the broker does not confirm");
        }

        _open.Release(Window);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _answers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _open.Dispose();
    }

    // Every answer is a PUBACK of four bytes.
    private async Task HearAsync()
    {
        var buffer = new byte[4096];
        var waiting = 0;
        while (await _socket.ReceiveAsync(buffer) is var read and > 0)
        {
            waiting += read;
            if (waiting >= 4)
            {
                _open.Release(waiting / 4);
                waiting %= 4;
            }
        }
    }

    private static byte[] Text(string text) => [(byte)(text.Length >> 8), (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    private static List<byte> Length(int length)
    {
        var bytes = new List<byte>();
        do
        {
            bytes.Add((byte)(length % 128 | (length >= 128 ? 128 : 0)));
            length /= 128;
        }
        while (length > 0);
        return bytes;
    }
}
