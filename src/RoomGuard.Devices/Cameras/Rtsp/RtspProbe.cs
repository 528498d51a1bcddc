using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using RoomGuard.Devices.Cameras.Access;

namespace RoomGuard.Devices.Cameras.Rtsp;

/// <summary>Asks a camera for the description of its stream, and takes none of it: OPTIONS and DESCRIBE of RFC 2326.</summary>
/// <param name="address"><c>rtsp</c> or <c>rtsps</c>, without user and password in it.</param>
/// <param name="login">Who we are; null for nobody.</param>
/// <param name="trust">Which certificate is believed.</param>
/// <param name="timeout">The longest time for the whole exchange.</param>
public sealed class RtspProbe(Uri address, CameraLogin? login, CameraTrust trust, TimeSpan timeout)
{
    private const int PlainPort = 554;
    private const int TlsPort = 322;

    // 401 once without an answer and once for a nonce that went stale.
    private const int MostAttempts = 3;

    private bool IsEncrypted => address.Scheme.Equals("rtsps", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sees whether the camera offers a picture.</summary>
    /// <returns>Normally when it describes a stream with video in it.</returns>
    /// <exception cref="CameraException">It does not.</exception>
    public async Task LookAsync(CancellationToken stop)
    {
        using var due = CancellationTokenSource.CreateLinkedTokenSource(stop);
        due.CancelAfter(timeout);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.DnsSafeHost, address.Port > 0 ? address.Port : IsEncrypted ? TlsPort : PlainPort, due.Token);
            await using var stream = await SecureAsync(client.GetStream(), due.Token);
            await AskAsync(stream, due.Token);
        }
        catch (OperationCanceledException cause) when (!stop.IsCancellationRequested)
        {
            throw Fault(CameraFault.Silent, FormattableString.Invariant($"no whole answer in {timeout.TotalSeconds:0.#} s"), cause);
        }
        catch (Exception cause) when (cause is SocketException or IOException)
        {
            throw Fault(CameraFault.Silent, cause.Message, cause);
        }
        catch (AuthenticationException cause)
        {
            throw Fault(CameraFault.Refused, "its certificate is not one that is trusted here; set tls.fingerprint or tls.ca", cause);
        }
        catch (CameraException cause)
        {
            throw Fault(cause.Fault, cause.Message, cause);
        }
    }

    private async Task<Stream> SecureAsync(NetworkStream plain, CancellationToken stop)
    {
        if (!IsEncrypted)
        {
            return plain;
        }

        var secure = new SslStream(plain);
        await secure.AuthenticateAsClientAsync(trust.For(address.DnsSafeHost), stop);
        return secure;
    }

    private async Task AskAsync(Stream stream, CancellationToken stop)
    {
        var (reader, sequence, answer) = (new RtspReader(stream), 0, "");
        foreach (var method in (string[])["OPTIONS", "DESCRIBE"])
        {
            for (var attempt = 1; ; attempt++)
            {
                await SendAsync(stream, method, ++sequence, answer, stop);
                var response = await reader.ReadAsync(sequence, stop);
                if (response.Status == 401 && attempt < MostAttempts && Answer(response, method, attempt) is { } made)
                {
                    answer = made;
                    continue;
                }

                Judge(method, response);
                break;
            }

            // The answer names its method; the next is asked anew.
            answer = "";
        }
    }

    // Null when the same challenge was answered already: the password is wrong.
    private string? Answer(RtspResponse response, string method, int attempt)
    {
        if (login is null)
        {
            return null;
        }

        var challenges = response.All("WWW-Authenticate").SelectMany(AuthChallenge.Read).ToList();
        if (attempt > 1 && !challenges.Any(challenge => challenge["stale"].Equals("true", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        return DigestAnswer.To(challenges, login, (method, RequestAddress), IsEncrypted, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
    }

    private string RequestAddress => address.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo & ~UriComponents.Fragment, UriFormat.UriEscaped);

    private async Task SendAsync(Stream stream, string method, int sequence, string answer, CancellationToken stop)
    {
        var request = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{method} {RequestAddress} RTSP/1.0\r\nCSeq: {sequence}\r\nUser-Agent: RoomGuard\r\n");
        request.Append(method == "DESCRIBE" ? "Accept: application/sdp\r\n" : "");
        request.Append(answer.Length > 0 ? $"Authorization: {answer}\r\n" : "");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request.Append("\r\n").ToString()), stop);
    }

    // What OPTIONS says is not needed: some cameras know it not, and describe their stream all the same.
    private static void Judge(string method, RtspResponse response)
    {
        switch (response.Status)
        {
            case 401 or 403:
                throw new CameraException(CameraFault.Refused, $"it refuses us (RTSP status {response.Status}); check user and passwordFile");
            case >= 300 and < 400:
                throw new CameraException(CameraFault.Lacking, $"it sends us elsewhere (RTSP status {response.Status}); set the address that it has now");
            case var status when method == "DESCRIBE" && status != 200:
                throw new CameraException(CameraFault.Lacking, $"it has no such stream (RTSP status {status}); check the path of rtsp");
            case 200 when method == "DESCRIBE" && !HasVideo(response.Body):
                throw new CameraException(CameraFault.Lacking, "its stream has no video");
        }
    }

    // RFC 4566: a line "m=video port …"; port 0 is a stream that is refused only in an answer, and in a description the usual.
    private static bool HasVideo(byte[] description) =>
        Encoding.UTF8.GetString(description).Split('\n').Any(line => line.StartsWith("m=video ", StringComparison.Ordinal));

    private CameraException Fault(CameraFault fault, string what, Exception cause) => new(fault, $"{CameraAddress.Show(address)}: {what}", cause);
}
