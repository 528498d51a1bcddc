using System.Globalization;
using System.Text;
using Xunit;

namespace RoomGuard.Testing.Cameras;

/// <summary>Pictures as the reference implementation writes and reads them (libjpeg: <c>cjpeg</c>, <c>djpeg</c>).</summary>
public static class TestPicture
{
    /// <summary>A scene of slopes, edges and noise as JPEG.</summary>
    /// <param name="level">Brightest level of the scene.</param>
    /// <param name="noise">Levels of noise.</param>
    /// <param name="arguments">Further arguments of <c>cjpeg</c>.</param>
    public static async Task<byte[]> MakeAsync(Scratch folder, (int Width, int Height) size, int seed = 1, int level = 220, int noise = 6, params string[] arguments)
    {
        var name = $"picture-{Guid.NewGuid():n}";
        await File.WriteAllBytesAsync(folder.Path(name + ".ppm"), Pixels(size.Width, size.Height, seed, level, noise));
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("cjpeg", "libjpeg-turbo-progs"), [.. arguments, "-outfile", folder.Path(name + ".jpg"), folder.Path(name + ".ppm")]);
        Assert.True(exitCode == 0, output);
        return await File.ReadAllBytesAsync(folder.Path(name + ".jpg"));
    }

    /// <summary>The picture at an eighth of its size, one byte a pixel.</summary>
    public static async Task<(int Width, int Height, byte[] Levels)> ReadEighthAsync(Scratch folder, byte[] picture)
    {
        await File.WriteAllBytesAsync(folder.Path("in.jpg"), picture);
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("djpeg", "libjpeg-turbo-progs"), ["-grayscale", "-scale", "1/8", "-dct", "int", "-pnm", "-outfile", folder.Path("out.pgm"), folder.Path("in.jpg")]);
        Assert.True(exitCode == 0, output);
        var bytes = await File.ReadAllBytesAsync(folder.Path("out.pgm"));
        var words = Encoding.ASCII.GetString(bytes, 0, Math.Min(40, bytes.Length)).Split((char[])[' ', '\n'], 5);
        int width = int.Parse(words[1], CultureInfo.InvariantCulture), height = int.Parse(words[2], CultureInfo.InvariantCulture);
        return (width, height, bytes[^(width * height)..]);
    }

    private static byte[] Pixels(int width, int height, int seed, int level, int noise)
    {
        var random = new Random(seed);
        byte[] header = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P6\n{width} {height}\n255\n"));
        var pixels = new byte[header.Length + (width * height * 3)];
        header.CopyTo(pixels, 0);
        for (int y = 0, at = header.Length; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var scene = ((x / 50) + (y / 40)) % 3 == 0 ? level : level * (x + y) / (width + height);
                for (var colour = 0; colour < 3; colour++)
                {
                    pixels[at++] = (byte)Math.Clamp(scene - (20 * colour * level / 255) + random.Next(-noise, noise + 1), 0, 255);
                }
            }
        }

        return pixels;
    }
}
