using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RoomGuard.Central.Tests.Web;

/// <summary>In the place of NCALayer: says its version, takes one question, and answers it with a detached CMS by a real key.</summary>
internal sealed class SigningClient : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;

    private SigningClient(WebApplication app, X509Certificate2 certificate)
    {
        (_app, _certificate) = (app, certificate);
        Address = app.Urls.Single().Replace("http:", "ws:", StringComparison.Ordinal);
    }

    public string Address { get; }

    /// <summary>What it was asked.</summary>
    public ConcurrentQueue<JsonElement> Asked { get; } = [];

    /// <summary>What it answers in the place of a signature; null for a signature.</summary>
    public object? Instead { get; set; }

    /// <summary>The certificate, as a list of roots names it.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    public static async Task<SigningClient> StartAsync(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(new X500DistinguishedName($"CN={name}"), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        SigningClient? client = null;
        app.UseWebSockets();
        app.Run(http => client!.ServeAsync(http));
        await app.StartAsync();
        return client = new SigningClient(app, request.CreateSelfSigned(SampleRooms.Now.AddDays(-10), SampleRooms.Now.AddDays(300)));
    }

    public async ValueTask DisposeAsync()
    {
        using (var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2)))
        {
            await _app.StopAsync(soon.Token);
        }

        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task ServeAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        await SayAsync(socket, new { result = new { version = "1.4" } });
        var buffer = new byte[16 * 1024];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), http.RequestAborted);
        if (received.MessageType != WebSocketMessageType.Text)
        {
            return;
        }

        var question = JsonDocument.Parse(buffer.AsMemory(0, received.Count)).RootElement;
        Asked.Enqueue(question);
        await SayAsync(socket, Instead ?? new { code = "200", responseObject = Sign(Convert.FromBase64String(question.GetProperty("args")[2].GetString()!)) });
        await socket.ReceiveAsync(buffer.AsMemory(), http.RequestAborted);
    }

    private string Sign(byte[] content)
    {
        var cms = new SignedCms(new ContentInfo(content), detached: true);
        var signer = new CmsSigner(_certificate);
        signer.SignedAttributes.Add(new Pkcs9SigningTime(SampleRooms.Now.UtcDateTime));
        cms.ComputeSignature(signer);
        return PemEncoding.WriteString("CMS", cms.Encode());
    }

    private static Task SayAsync(WebSocket socket, object message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message)), WebSocketMessageType.Text, true, CancellationToken.None);
}
