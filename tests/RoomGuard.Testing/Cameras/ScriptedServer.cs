using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RoomGuard.Testing.Cameras;

/// <summary>A server on a loopback port that says to each connection what a test has it say, well or ill.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    /// <summary>A server that runs <paramref name="talk"/> for each connection.</summary>
    public ScriptedServer(Func<NetworkStream, CancellationToken, Task> talk)
    {
        _listener.Start();
        _accepting = AcceptAsync(talk);
    }

    /// <summary>Its port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A server that reads one request and answers with these bytes, then with <paramref name="more"/> again and again.</summary>
    public static ScriptedServer Says(string answer, string more = "", TimeSpan pause = default) => new(async (stream, stop) =>
    {
        await RequestAsync(stream, stop);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), stop);
        var bytes = Encoding.Latin1.GetBytes(more);
        while (bytes.Length > 0)
        {
            await stream.WriteAsync(bytes, stop);
            await Task.Delay(pause, stop);
        }
    });

    /// <summary>Reads up to an empty line; null when the other side ends.</summary>
    public static async Task<string?> RequestAsync(Stream stream, CancellationToken stop)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (text.Length > 16_384 || await stream.ReadAsync(one, stop) == 0)
            {
                return null;
            }

            text.Append((char)one[0]);
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_accepting.IsCompleted)
        {
            return;
        }

        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<NetworkStream, CancellationToken, Task> talk)
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token), talk));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client, Func<NetworkStream, CancellationToken, Task> talk)
    {
        using (client)
        {
            try
            {
                await talk(client.GetStream(), _stop.Token);
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The other side had enough, or the test is over.
            }
        }
    }
}
