using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RoomGuard.Central.Tests.Parts;

/// <summary>A mail server that knows only some receivers, or greets with a refusal.</summary>
internal sealed class StrictMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _greeting;
    private readonly string[] _known;
    private readonly Task _loop;

    public StrictMailServer(string greeting, params string[] known)
    {
        (_greeting, _known) = (greeting, known);
        _listener.Start();
        _loop = RunAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<string> Receivers { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream);
                await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync(_greeting);
                while (await reader.ReadLineAsync() is { } line)
                {
                    if (Answer(line) is { } answer)
                    {
                        await writer.WriteLineAsync(answer);
                    }
                }
            }
        }
        catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed.
        }
    }

    // Lines of the message itself get no answer.
    private string? Answer(string line)
    {
        if (!line.StartsWith("RCPT", StringComparison.Ordinal))
        {
            return line.Split(' ')[0] switch { "EHLO" or "MAIL" or "." => "250 ok", "DATA" => "354 go on", "QUIT" => "221 bye", _ => null };
        }

        if (_known.FirstOrDefault(address => line.Contains(address, StringComparison.Ordinal)) is not { } known)
        {
            return "550 no such user";
        }

        Receivers.Enqueue(known);
        return "250 ok";
    }
}
