using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Options;

namespace RoomGuard.Central.Journals.Proving;

/// <summary>Asks a time-stamping authority (RFC 3161) to say when a signature was there. Safe for several threads.</summary>
/// <remarks>An authority that does not answer holds nothing up: the checkpoint then has no time stamp, and the next one is asked for again.</remarks>
internal sealed partial class Timestamper(CentralOptions options, ILogger<Timestamper> logger) : IDisposable
{
    private const int MostBytes = 64 * 1024;

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = MostBytes };
    private bool _isSaid;

    /// <summary>The token over <paramref name="data"/>, base64; null when no authority is set or it gave none.</summary>
    public async Task<string?> StampAsync(byte[] data, CancellationToken stop)
    {
        if (options.Journals.TimestampUrl is not { } url)
        {
            return null;
        }

        try
        {
            var request = Rfc3161TimestampRequest.CreateFromData(data, HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(8), requestSignerCertificates: true);
            using var body = new ByteArrayContent(request.Encode());
            body.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
            using var answer = await _http.PostAsync(url, body, stop);
            answer.EnsureSuccessStatusCode();
            var token = request.ProcessResponse(await answer.Content.ReadAsByteArrayAsync(stop), out _);
            _isSaid = false;
            return Convert.ToBase64String(token.AsSignedCms().Encode());
        }
        catch (Exception error) when (error is HttpRequestException or CryptographicException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            if (!_isSaid)
            {
                Log.NotStamped(logger, url, error.Message);
                _isSaid = true;
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static partial class Log
    {
        [LoggerMessage(4902, LogLevel.Warning, "The time-stamping authority {Url} gave no time stamp for a checkpoint of the journals: {Reason}. The checkpoint is signed without one. Said once; the next one that comes is silent.")]
        internal static partial void NotStamped(ILogger logger, Uri url, string reason);
    }
}
