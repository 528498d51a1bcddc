using System.Collections.Concurrent;
using System.Net;
using System.Text;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Parts;

/// <summary>A collector that takes OTLP over HTTP and reads just enough of its protobuf: names and parents of spans, names of metrics.</summary>
internal sealed class OtlpSink : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _loop;

    public OtlpSink()
    {
        Url = new Uri($"http://127.0.0.1:{Ports.FreeTcp()}/");
        _listener.Prefixes.Add(Url.ToString());
        _listener.Start();
        _loop = TakeAsync();
    }

    public Uri Url { get; }

    public ConcurrentQueue<SeenSpan> Spans { get; } = new();

    public ConcurrentDictionary<string, bool> Metrics { get; } = new(StringComparer.Ordinal);

    /// <summary>The header <c>authorization</c> of every call.</summary>
    public ConcurrentQueue<string?> Authorizations { get; } = new();

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
                Authorizations.Enqueue(call.Request.Headers["authorization"]);
                Assert.Equal("application/x-protobuf", call.Request.ContentType);
                Read(call.Request.Url!.AbsolutePath, body.ToArray());
                call.Response.StatusCode = 200;
                call.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    // opentelemetry-proto 1.x: Export…Request.resource_* = 1, Resource*.scope_* = 2, Scope*.spans/metrics = 2.
    private void Read(string path, byte[] body)
    {
        foreach (var item in Fields(body).Where(field => field.Number == 1).SelectMany(resource => Fields(resource.Bytes)).Where(field => field.Number == 2).SelectMany(scope => Fields(scope.Bytes)).Where(field => field.Number == 2))
        {
            var fields = Fields(item.Bytes).ToLookup(field => field.Number, field => field.Bytes);
            if (path == "/v1/traces")
            {
                Spans.Enqueue(new SeenSpan(Encoding.UTF8.GetString(fields[5].Single()), Convert.ToHexString(fields[1].Single()), Convert.ToHexString(fields[2].Single()), Convert.ToHexString(fields[4].FirstOrDefault([]))));
            }
            else
            {
                Metrics[Encoding.UTF8.GetString(fields[1].Single())] = true;
            }
        }
    }

    private static List<(int Number, byte[] Bytes)> Fields(byte[] message)
    {
        var fields = new List<(int, byte[])>();
        var at = 0;
        while (at < message.Length)
        {
            var tag = Number(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    Number(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Number(message, ref at);
                    fields.Add(((int)(tag >> 3), message[at..(at + length)]));
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7}.");
            }
        }

        return fields;
    }

    private static ulong Number(byte[] message, ref int at)
    {
        var number = 0ul;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }
    }
}

/// <summary>One span as a collector sees it.</summary>
internal sealed record SeenSpan(string Name, string Trace, string Id, string Parent);
