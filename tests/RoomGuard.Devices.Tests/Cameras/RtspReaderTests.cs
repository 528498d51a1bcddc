using System.Text;
using CsCheck;
using RoomGuard.Devices.Cameras;
using RoomGuard.Devices.Cameras.Rtsp;
using RoomGuard.Testing;

namespace RoomGuard.Devices.Tests.Cameras;

public sealed class RtspReaderTests
{
    private const string Described = "RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Type: application/sdp\r\nContent-Length: 24\r\n\r\nm=video 0 RTP/AVP 26\r\n\r\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_response_is_found_behind_media_requests_of_the_server_and_stray_responses()
    {
        var media = "$\0\0\u0005RTSP/" + "$\u0001\0\0";
        var response = await Read($"{media}OPTIONS rtsp://x RTSP/1.0\r\nCSeq: 2\r\n\r\nRTSP/1.0 100 Continue\r\nCSeq: 2\r\n\r\nRTSP/1.0 404 Not Found\r\nCSeq: 1\r\n\r\n\r\n{media}{Described}");
        Assert.Equal((200, "m=video 0 RTP/AVP 26\r\n\r\n"), (response.Status, Encoding.ASCII.GetString(response.Body)));
        Assert.Equal("application/sdp", response.First("content-type"));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "no RTSP")]
    [InlineData("RTSP/1.0 200 OK\r\nCSeq: 2\r\n", "closed the connection")]
    [InlineData("RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: 10\r\n\r\nabc", "closed the connection")]
    [InlineData("RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: 104857600\r\n\r\n", "longer than 65536")]
    [InlineData("RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: -1\r\n\r\n", "longer than 65536")]
    [InlineData("RTSP/1.0 abc\r\n\r\n", "no status")]
    [InlineData("RTSP/1.0 200 OK\r\n: x\r\n\r\n", "without a name")]
    [InlineData("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n", "closed the connection")]
    public async Task What_is_no_response_is_named(string text, string why) =>
        Assert.Contains(why, (await Assert.ThrowsAsync<CameraException>(() => Read(text))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Nothing_is_read_without_end()
    {
        string[] endless =
        [
            new string('a', 10_000),
            "RTSP/1.0 200 OK\r\n" + string.Concat(Enumerable.Repeat("A: b\r\n", 70)),
            "RTSP/1.0 200 OK\r\nA: b\r\n" + string.Concat(Enumerable.Repeat(" " + new string('c', 900) + "\r\n", 10)),
            string.Concat(Enumerable.Repeat("RTSP/1.0 200 OK\r\nCSeq: 9\r\n\r\n", 40)),
            new string('\n', 5_000_000),
            string.Concat(Enumerable.Repeat("$\0\u00ff\u00ff" + new string('x', 65_535), 70)),
        ];
        foreach (var text in endless)
        {
            var stream = new MemoryStream(Encoding.Latin1.GetBytes(text));
            var fault = await Assert.ThrowsAsync<CameraException>(() => new RtspReader(stream).ReadAsync(2, Stop));
            Assert.DoesNotContain("closed", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Any_bytes_give_a_response_or_a_typed_fault()
    {
        var mutation = new Mutation(3, "\r\n", "\r\n\r\n", "$", "CSeq: 2", "RTSP/1.0 ", "Content-Length: ", ":", "\0", "99999999999", " ");
        string[] corpus = [Described, "RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\nWWW-Authenticate: Digest realm=\"x\", nonce=\"y\"\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n", "$\0\0\u0004abcd" + Described];
        var read = 0;
        for (var i = 0; i < 30_000; i++)
        {
            read += await TryAsync(mutation.Next(corpus)) ? 1 : 0;
        }

        Assert.InRange(read, 1, 29_999);
        await Gen.Byte.Array[0, 200].SampleAsync(async bytes => { await TryAsync(Encoding.Latin1.GetString(bytes)); }, iter: 5_000);
    }

    private static async Task<bool> TryAsync(string text)
    {
        try
        {
            await Read(text);
            return true;
        }
        catch (CameraException)
        {
            return false;
        }
    }

    private static Task<RtspResponse> Read(string text) => new RtspReader(new MemoryStream(Encoding.Latin1.GetBytes(text))).ReadAsync(2, Stop);
}
