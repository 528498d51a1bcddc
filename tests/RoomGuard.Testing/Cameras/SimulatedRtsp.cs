using System.Buffers.Binary;
using System.Text;

namespace RoomGuard.Testing.Cameras;

/// <summary>The RTSP half of a simulated camera: describes and plays JPEG pictures (RFC 2435) over the same connection, behind Digest. A player plays it.</summary>
/// <param name="gate">Who is let in.</param>
/// <param name="picture">The picture now: 4:2:0, with the usual Huffman tables.</param>
/// <param name="size">Its width and height, in multiples of eight.</param>
public sealed class SimulatedRtsp(DigestGate gate, Func<byte[]> picture, (int Width, int Height) size)
{
    private const int Piece = 1200;

    /// <summary>Whether players are challenged in the older form.</summary>
    public bool IsOld { get; init; }

    /// <summary>Talks to one client.</summary>
    public async Task TalkAsync(Stream stream, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var playing = Task.CompletedTask;
        while (await ScriptedServer.RequestAsync(stream, stop) is { } request)
        {
            var method = request.Split(' ')[0];
            var answer = $"RTSP/1.0 200 OK\r\nCSeq: {Header(request, "CSeq")}\r\n";
            if (method != "OPTIONS" && !gate.Opens(method, Header(request, "Authorization")))
            {
                await SendAsync(stream, $"RTSP/1.0 401 Unauthorized\r\nCSeq: {Header(request, "CSeq")}\r\nWWW-Authenticate: {(IsOld ? gate.PlainChallenge : gate.Challenge)}\r\n\r\n", stop);
                continue;
            }

            const string Description = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=cam\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\nm=video 0 RTP/AVP 26\r\na=control:track1\r\n";
            answer += method switch
            {
                "OPTIONS" => "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n",
                "DESCRIBE" => $"Content-Type: application/sdp\r\nContent-Length: {Description.Length}\r\n\r\n{Description}",
                "SETUP" => "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n\r\n",
                _ => "Session: 1\r\n\r\n",
            };
            await SendAsync(stream, answer, stop);
            if (method == "PLAY")
            {
                playing = PlayAsync(stream, ended.Token);
            }
        }

        await ended.CancelAsync();
        await playing;
    }

    private static Task SendAsync(Stream stream, string text, CancellationToken stop) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), stop).AsTask();

    private static string Header(string request, string name) =>
        request.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";

    private async Task PlayAsync(Stream stream, CancellationToken stop)
    {
        try
        {
            uint stamp = 0;
            ushort sequence = 0;
            while (true)
            {
                foreach (var packet in Packets(picture(), stamp, sequence))
                {
                    sequence++;
                    await stream.WriteAsync(packet, stop);
                }

                stamp += 18_000;
                await Task.Delay(200, stop);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The player has seen enough.
        }
    }

    private IEnumerable<byte[]> Packets(byte[] jpeg, uint stamp, ushort sequence)
    {
        var tables = Segments(jpeg, 0xDB).SelectMany(segment => segment.Chunk(65).Select(table => table[1..])).SelectMany(table => table).ToArray();
        var scan = jpeg.AsSpan().IndexOf((byte[])[0xFF, 0xDA]);
        var data = jpeg[(scan + 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(scan + 2)))..^2];
        for (var at = 0; at < data.Length; at += Piece)
        {
            var isLast = at + Piece >= data.Length;
            byte[] quantisers = at == 0 ? [0, 0, (byte)(tables.Length >> 8), (byte)tables.Length, .. tables] : [];
            byte[] packet =
            [
                0x80, (byte)(26 | (isLast ? 0x80 : 0)), (byte)(sequence >> 8), (byte)sequence, (byte)(stamp >> 24), (byte)(stamp >> 16), (byte)(stamp >> 8), (byte)stamp, 1, 2, 3, 4,
                0, (byte)(at >> 16), (byte)(at >> 8), (byte)at, 1, 255, (byte)(size.Width / 8), (byte)(size.Height / 8), .. quantisers, .. data.AsSpan(at, Math.Min(Piece, data.Length - at)),
            ];
            sequence++;
            yield return [(byte)'$', 0, (byte)(packet.Length >> 8), (byte)packet.Length, .. packet];
        }
    }

    private static IEnumerable<byte[]> Segments(byte[] jpeg, byte wanted)
    {
        for (var at = 2; jpeg[at + 1] != 0xDA; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2)))
        {
            if (jpeg[at + 1] == wanted)
            {
                yield return jpeg[(at + 4)..(at + 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2)))];
            }
        }
    }
}
