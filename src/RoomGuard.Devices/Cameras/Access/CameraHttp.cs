using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace RoomGuard.Devices.Cameras.Access;

/// <summary>Asks one camera over HTTP. Headers, bodies and times are bounded; nothing is followed, nothing is kept.</summary>
/// <remarks>Digest and Basic are the platform's. The login is for the camera's own host only, and Basic for TLS unless the settings say otherwise.</remarks>
public sealed class CameraHttp : IDisposable
{
    private const int LongestHeadersKib = 16;

    private readonly HttpClient _client;
    private readonly string _host;
    private readonly TimeSpan _timeout;

    /// <summary>A client for one host.</summary>
    /// <param name="host">The only host that is ever asked.</param>
    /// <param name="login">Who we are; null for nobody.</param>
    /// <param name="trust">Which certificate is believed.</param>
    /// <param name="timeout">The longest time for one whole exchange.</param>
    public CameraHttp(string host, CameraLogin? login, CameraTrust trust, TimeSpan timeout)
    {
        (_host, _timeout) = (host, timeout);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = 2,
            MaxResponseHeadersLength = LongestHeadersKib,
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
            Credentials = login is null ? null : new CameraCredentials(host, login),
            SslOptions = trust.For(host),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends a request and reads its answer whole.</summary>
    /// <param name="most">The most bytes of a body that are read.</param>
    /// <param name="take">What is made of the answer and its body, which is gone afterwards.</param>
    /// <exception cref="CameraException">There is no whole answer.</exception>
    public async Task<T> SendAsync<T>(HttpRequestMessage request, int most, Func<HttpResponseMessage, ReadOnlyMemory<byte>, T> take, CancellationToken stop)
    {
        var address = request.RequestUri!;
        if (!address.DnsSafeHost.Equals(_host, StringComparison.OrdinalIgnoreCase))
        {
            throw new CameraException(CameraFault.Refused, $"it names another host, {CameraAddress.Show(address)}, which is not asked: set that address");
        }

        using var due = CancellationTokenSource.CreateLinkedTokenSource(stop);
        due.CancelAfter(_timeout);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, due.Token);
            return await ReadAsync(response, most, take, due.Token);
        }
        catch (OperationCanceledException cause) when (!stop.IsCancellationRequested)
        {
            throw Fault(address, CameraFault.Silent, FormattableString.Invariant($"no whole answer in {_timeout.TotalSeconds:0.#} s"), cause);
        }
        catch (HttpRequestException cause) when (cause.InnerException is AuthenticationException)
        {
            throw Fault(address, CameraFault.Refused, "its certificate is not one that is trusted here; set tls.fingerprint or tls.ca", cause);
        }
        catch (HttpRequestException cause)
        {
            throw Fault(address, cause.InnerException is SocketException ? CameraFault.Silent : CameraFault.Corrupt, cause.Message, cause);
        }
        catch (IOException cause)
        {
            throw Fault(address, CameraFault.Corrupt, cause.Message, cause);
        }
        catch (CameraException cause)
        {
            throw Fault(address, cause.Fault, cause.Message, cause);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, int most, Func<HttpResponseMessage, ReadOnlyMemory<byte>, T> take, CancellationToken stop)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            throw new CameraException(CameraFault.Lacking, $"it sends us elsewhere (HTTP status {status}); set the address that it has now");
        }

        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new CameraException(CameraFault.Refused, $"it refuses us (HTTP status {status}); check user and passwordFile, and that it offers Digest or has a TLS address");
        }

        if (response.Content.Headers.ContentLength > most)
        {
            throw TooLong(most);
        }

        await using var body = await response.Content.ReadAsStreamAsync(stop);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var filled = 0;
            while (true)
            {
                if (filled == buffer.Length)
                {
                    buffer = Grow(buffer, filled);
                }

                var read = await body.ReadAsync(buffer.AsMemory(filled), stop);
                if (read == 0)
                {
                    return take(response, buffer.AsMemory(0, filled));
                }

                filled += read;
                if (filled > most)
                {
                    throw TooLong(most);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer, int filled)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static CameraException TooLong(int most) => new(CameraFault.Corrupt, $"its answer has more than {most} bytes");

    private static CameraException Fault(Uri address, CameraFault fault, string what, Exception cause) => new(fault, $"{CameraAddress.Show(address)}: {what}", cause);

    private sealed class CameraCredentials(string host, CameraLogin login) : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType)
        {
            var isFit = authType.Equals("Digest", StringComparison.OrdinalIgnoreCase)
                || (authType.Equals("Basic", StringComparison.OrdinalIgnoreCase) && (uri.Scheme == Uri.UriSchemeHttps || login.AllowsPlain));
            return isFit && uri.DnsSafeHost.Equals(host, StringComparison.OrdinalIgnoreCase) ? new NetworkCredential(login.User, login.Reveal()) : null;
        }
    }
}
