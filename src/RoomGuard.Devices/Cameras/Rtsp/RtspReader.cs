using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace RoomGuard.Devices.Cameras.Rtsp;

/// <summary>Reads responses from a stream, past interleaved media and what the server itself asks. Every length is bounded.</summary>
/// <exception cref="CameraException">What comes is no RTSP, ends early, or is more than is read.</exception>
public sealed class RtspReader(Stream stream)
{
    private const int LongestLine = 4096;
    private const int MostHeaders = 64;
    private const int LongestBody = 64 * 1024;

    // Media, requests and stray responses that are passed over before the one that is waited for.
    private const int MostPassedOver = 4 * 1024 * 1024;
    private const int MostMessages = 32;

    private readonly byte[] _buffer = new byte[4096];
    private int _at;
    private int _filled;
    private long _passedOver;

    /// <summary>Reads the response that has this sequence number.</summary>
    public async Task<RtspResponse> ReadAsync(int sequence, CancellationToken stop)
    {
        for (var messages = 0; messages < MostMessages;)
        {
            var first = await ReadByteAsync(stop);
            if (first == '$')
            {
                await PassOverFrameAsync(stop);
                continue;
            }

            // Empty lines between messages are forgiven.
            if (first is (byte)'\r' or (byte)'\n')
            {
                PassOver(1);
                continue;
            }

            messages++;
            var line = (char)first + await ReadLineAsync(stop);
            var headers = await ReadHeadersAsync(stop);
            var body = await ReadBodyAsync(headers, stop);
            if (StatusOf(line) is { } status)
            {
                var response = new RtspResponse(status, headers, body);
                if (status >= 200 && int.TryParse(response.First("CSeq"), NumberStyles.None, CultureInfo.InvariantCulture, out var told) && told == sequence)
                {
                    return response;
                }
            }
            else if (!line.EndsWith(" RTSP/1.0", StringComparison.Ordinal))
            {
                throw Corrupt("what it sends is no RTSP");
            }
        }

        throw Corrupt("it answers other things than what it was asked");
    }

    private static int? StatusOf(string line)
    {
        if (!line.StartsWith("RTSP/1.0 ", StringComparison.Ordinal))
        {
            return null;
        }

        var code = line.AsSpan(9);
        code = code[..Math.Min(3, code.Length)];
        return int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and < 600 ? status : throw Corrupt("its status line has no status");
    }

    private async Task<List<(string Name, string Value)>> ReadHeadersAsync(CancellationToken stop)
    {
        var headers = new List<(string Name, string Value)>();
        while (await ReadLineAsync(stop) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line[0] is ' ' or '\t' && headers.Count > 0)
            {
                var (name, value) = headers[^1];
                headers[^1] = value.Length + line.Length <= LongestLine ? (name, $"{value} {line.Trim()}") : throw Corrupt("it has a header without end");
            }
            else if (colon <= 0 || headers.Count == MostHeaders)
            {
                throw Corrupt(colon <= 0 ? "it has a header without a name" : $"it has more than {MostHeaders} headers");
            }
            else
            {
                headers.Add((line[..colon].Trim(), line[(colon + 1)..].Trim()));
            }
        }

        return headers;
    }

    private async Task<byte[]> ReadBodyAsync(List<(string Name, string Value)> headers, CancellationToken stop)
    {
        var told = headers.FirstOrDefault(header => header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Value;
        if (told is null)
        {
            return [];
        }

        if (!int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > LongestBody)
        {
            throw Corrupt($"its body is longer than {LongestBody} bytes");
        }

        var body = new byte[length];
        for (var at = 0; at < length;)
        {
            await FillAsync(stop);
            var taken = Math.Min(length - at, _filled - _at);
            _buffer.AsSpan(_at, taken).CopyTo(body.AsSpan(at));
            (_at, at) = (_at + taken, at + taken);
        }

        return body;
    }

    // RFC 2326, 10.12: a dollar, the channel, the length in two bytes, the data.
    private async Task PassOverFrameAsync(CancellationToken stop)
    {
        await ReadByteAsync(stop);
        var length = BinaryPrimitives.ReadUInt16BigEndian([await ReadByteAsync(stop), await ReadByteAsync(stop)]);
        PassOver(length + 4);
        while (length > 0)
        {
            await FillAsync(stop);
            var taken = (ushort)Math.Min(length, _filled - _at);
            (_at, length) = (_at + taken, (ushort)(length - taken));
        }
    }

    private void PassOver(int bytes)
    {
        _passedOver += bytes;
        if (_passedOver > MostPassedOver)
        {
            throw Corrupt("it sends other things than what it was asked, without end");
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken stop)
    {
        var line = new List<byte>();
        while (true)
        {
            var next = await ReadByteAsync(stop);
            if (next == '\n')
            {
                return Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(line)).TrimEnd('\r');
            }

            if (line.Count == LongestLine)
            {
                throw Corrupt($"it has a line longer than {LongestLine} bytes");
            }

            line.Add(next);
        }
    }

    private async ValueTask<byte> ReadByteAsync(CancellationToken stop)
    {
        await FillAsync(stop);
        return _buffer[_at++];
    }

    private async ValueTask FillAsync(CancellationToken stop)
    {
        if (_at == _filled)
        {
            (_at, _filled) = (0, await stream.ReadAsync(_buffer, stop));
            if (_filled == 0)
            {
                throw Corrupt("it closed the connection before its answer was whole");
            }
        }
    }

    private static CameraException Corrupt(string what) => new(CameraFault.Corrupt, what);
}
