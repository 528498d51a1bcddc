using CsCheck;
using RoomGuard.Devices.Cameras.Jpeg;
using RoomGuard.Testing;
using RoomGuard.Testing.Cameras;

namespace RoomGuard.Devices.Tests.Cameras;

public sealed class JpegLumaTests : IDisposable
{
    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(640, 360)]
    [InlineData(641, 363, "-progressive")]
    [InlineData(17, 9)]
    [InlineData(8, 8, "-grayscale")]
    [InlineData(1, 1)]
    [InlineData(333, 222, "-grayscale", "-progressive")]
    [InlineData(333, 222, "-restart", "1")]
    [InlineData(333, 222, "-restart", "3B", "-progressive")]
    [InlineData(333, 222, "-sample", "1x1")]
    [InlineData(333, 222, "-sample", "2x1", "-optimize")]
    [InlineData(333, 222, "-sample", "1x2")]
    [InlineData(333, 222, "-sample", "4x1", "-progressive")]
    [InlineData(1920, 1080, "-quality", "98")]
    [InlineData(1920, 1080, "-quality", "10", "-progressive")]
    [InlineData(333, 222, "-quality", "3", "-baseline")]
    public async Task Every_block_has_the_brightness_that_libjpeg_gives_it(int width, int height, params string[] arguments)
    {
        var picture = await TestPicture.MakeAsync(_folder, (width, height), arguments: arguments);
        var grid = JpegLuma.Read(picture);
        var (across, down, levels) = await TestPicture.ReadEighthAsync(_folder, picture);
        Assert.Equal((across, down), (grid.Width, grid.Height));
        for (var i = 0; i < levels.Length; i++)
        {
            Assert.True(Math.Abs(((double)grid.Values[i] / LumaGrid.Level) - levels[i]) <= 0.51, $"block {i}: {grid.Values[i] / 8.0} here, {levels[i]} there");
        }

        Assert.Equal(levels.Average(level => (double)level), grid.Spread(0, grid.Height).Mean, 0.5);
    }

    [Fact]
    public async Task What_a_player_writes_is_read()
    {
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("ffmpeg", "ffmpeg"), ["-v", "error", "-f", "lavfi", "-i", "testsrc2=size=640x480", "-frames:v", "1", "-q:v", "4", _folder.Path("player.jpg")]);
        Assert.True(exitCode == 0, output);
        var picture = await File.ReadAllBytesAsync(_folder.Path("player.jpg"), TestContext.Current.CancellationToken);
        var (_, _, levels) = await TestPicture.ReadEighthAsync(_folder, picture);
        Assert.Equal(levels.Average(level => (double)level), JpegLuma.Read(picture).Spread(0, 60).Mean, 0.5);
    }

    [Fact]
    public async Task A_picture_that_ends_early_is_none_wherever_it_ends()
    {
        foreach (var arguments in (string[][])[[], ["-progressive"], ["-restart", "1"]])
        {
            var picture = await TestPicture.MakeAsync(_folder, (120, 80), arguments: arguments);
            for (var length = 0; length < picture.Length; length++)
            {
                Assert.Throws<JpegException>(() => JpegLuma.Read(picture.AsSpan(0, length)));
            }
        }
    }

    [Fact]
    public async Task Bytes_that_nobody_would_send_give_a_picture_or_a_typed_fault()
    {
        var corpus = new List<byte[]>();
        foreach (var arguments in (string[][])[[], ["-progressive"], ["-restart", "1"], ["-grayscale"], ["-sample", "1x1", "-progressive", "-restart", "1B"]])
        {
            corpus.Add(await TestPicture.MakeAsync(_folder, (48, 40), arguments: arguments));
        }

        string[] telling = ["\xff\xd8", "\xff\xd9", "\xff\xda", "\xff\xc0", "\xff\xc2", "\xff\xc4", "\xff\xdb", "\xff\xdd", "\xff\xd0", "\xff\xff\xff\xff", "\0\0"];
        var mutation = new Mutation(7, telling);
        var read = 0;
        for (var i = 0; i < 30_000; i++)
        {
            read += TryRead(mutation.Next(corpus)) ? 1 : 0;
        }

        Assert.InRange(read, 1, 29_999);
        Gen.Byte.Array[0, 400].Sample(bytes => { TryRead([0xFF, 0xD8, .. bytes]); }, iter: 20_000);
    }

    [Fact]
    public async Task A_header_that_promises_too_much_costs_nothing()
    {
        var picture = await TestPicture.MakeAsync(_folder, (48, 40));
        var frame = picture.AsSpan().IndexOf((byte[])[0xFF, 0xC0]);
        picture.AsSpan(frame + 5, 4).Fill(0xFF);
        Assert.Contains("65535 by 65535", Assert.Throws<JpegException>(() => JpegLuma.Read(picture)).Message, StringComparison.Ordinal);
        picture.AsSpan(frame + 5, 4).Clear();
        Assert.Throws<JpegException>(() => JpegLuma.Read(picture));
    }

    private static bool TryRead(byte[] bytes)
    {
        try
        {
            var grid = JpegLuma.Read(bytes);
            Assert.Equal(grid.Width * grid.Height, grid.Values.Length);
            Assert.All(grid.Values, value => Assert.InRange(value, 0, 255 * LumaGrid.Level));
            return true;
        }
        catch (JpegException)
        {
            return false;
        }
    }
}
