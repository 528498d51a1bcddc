using System.Collections.Concurrent;
using System.Net;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Parts;

/// <summary>An HTTP server that keeps what is posted to it and answers as it is told.</summary>
internal sealed class HttpSink : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _loop;

    public HttpSink()
    {
        Url = new Uri($"http://127.0.0.1:{Ports.FreeTcp()}/hook/");
        _listener.Prefixes.Add(Url.ToString());
        _listener.Start();
        _loop = TakeAsync();
    }

    public Uri Url { get; }

    /// <summary>Statuses of the next answers; 204 when there is none left.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    public ConcurrentQueue<(byte[] Body, string? Key, string? Signature)> Posts { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                var call = await _listener.GetContextAsync();
                var body = new MemoryStream();
                await call.Request.InputStream.CopyToAsync(body);
                Posts.Enqueue((body.ToArray(), call.Request.Headers["Idempotency-Key"], call.Request.Headers["RoomGuard-Signature"]));
                call.Response.StatusCode = Answers.TryDequeue(out var status) ? status : 204;
                call.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
