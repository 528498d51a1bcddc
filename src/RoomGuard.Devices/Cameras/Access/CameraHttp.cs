using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;

namespace RoomGuard.Devices.Cameras.Access;

/// <summary>Asks one camera over HTTP. Headers, bodies and times are bounded; nothing is followed, nothing is kept.</summary>
/// <remarks>The login is for the camera's own host only. The platform's own Digest is not used: it takes the first of several challenges, and stumbles over a realm with quotes in it.</remarks>
public sealed class CameraHttp : IDisposable
{
    private const int LongestHeadersKib = 16;
    private const int LongestRefusal = 64 * 1024;

    private readonly HttpClient _client;
    private readonly string _host;
    private readonly CameraLogin? _login;
    private readonly TimeSpan _timeout;

    /// <summary>A client for one host.</summary>
    /// <param name="host">The only host that is ever asked.</param>
    /// <param name="login">Who we are; null for nobody.</param>
    /// <param name="trust">Which certificate is believed.</param>
    /// <param name="timeout">The longest time for one whole exchange.</param>
    public CameraHttp(string host, CameraLogin? login, CameraTrust trust, TimeSpan timeout)
    {
        (_host, _login, _timeout) = (host, login, timeout);
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
            SslOptions = trust.For(host),
            RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends a request, once more with credentials where they are asked for, and reads its answer whole.</summary>
    /// <param name="make">Makes the request: it may be sent twice.</param>
    /// <param name="most">The most bytes of a body that are read.</param>
    /// <param name="take">What is made of the answer and its body, which is gone afterwards.</param>
    /// <exception cref="CameraException">There is no whole answer.</exception>
    public async Task<T> SendAsync<T>(Func<HttpRequestMessage> make, int most, Func<HttpResponseMessage, ReadOnlyMemory<byte>, T> take, CancellationToken stop)
    {
        using var request = make();
        var address = request.RequestUri!;
        if (!address.DnsSafeHost.Equals(_host, StringComparison.OrdinalIgnoreCase))
        {
            throw new CameraException(CameraFault.Refused, $"it names another host, {CameraAddress.Show(address)}, which is not asked: set that address");
        }

        using var due = CancellationTokenSource.CreateLinkedTokenSource(stop);
        due.CancelAfter(_timeout);
        try
        {
            using var again = make();
            using (var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, due.Token))
            {
                if (response.StatusCode != HttpStatusCode.Unauthorized || _login is not { } login || !response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var challenges))
                {
                    return await ReadAsync(response, most, take, due.Token);
                }

                again.Headers.TryAddWithoutValidation("Authorization", Answer(again, challenges.SelectMany(AuthChallenge.Read), login));
                await PassOverAsync(response, due.Token);
            }

            using var second = await _client.SendAsync(again, HttpCompletionOption.ResponseHeadersRead, due.Token);
            return await ReadAsync(second, most, take, due.Token);
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

    // To its end, so that the answer goes over the same connection: some cameras know their challenge on that one only.
    private static async Task PassOverAsync(HttpResponseMessage response, CancellationToken stop)
    {
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        var buffer = new byte[4096];
        for (var left = LongestRefusal; left > 0;)
        {
            var read = await body.ReadAsync(buffer, stop);
            if (read == 0)
            {
                return;
            }

            left -= read;
        }
    }

    private static string Answer(HttpRequestMessage request, IEnumerable<AuthChallenge> challenges, CameraLogin login)
    {
        var address = request.RequestUri!;
        return DigestAnswer.To(challenges, login, (request.Method.Method, address.PathAndQuery), address.Scheme == Uri.UriSchemeHttps, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, int most, Func<HttpResponseMessage, ReadOnlyMemory<byte>, T> take, CancellationToken stop)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            throw new CameraException(CameraFault.Lacking, $"it sends us elsewhere (HTTP status {status}); set the address that it has now");
        }

        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new CameraException(CameraFault.Refused, $"it refuses us (HTTP status {status}); check user and passwordFile");
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
}
