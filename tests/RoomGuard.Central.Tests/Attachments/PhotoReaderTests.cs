using CsCheck;
using RoomGuard.Central.Attachments;
using SkiaSharp;

namespace RoomGuard.Central.Tests.Attachments;

public sealed class PhotoReaderTests
{
    [Fact]
    public void Nothing_but_the_picture_is_stored()
    {
        var sent = Pictures.FromTelephone(orientation: 6);
        string[] telling = ["Exif", "SpyCam7", "GPSLatitude", "ns.adobe.com", "A. Omarov", "trailing secret"];
        Assert.All(telling, word => Assert.True(Holds(sent, word)));

        var photo = PhotoReader.Read(sent, out var fault);
        Assert.Equal(PhotoFault.None, fault);
        foreach (var stored in new[] { photo!.Content, photo.Thumbnail })
        {
            Assert.Empty(telling.Where(word => Holds(stored, word)));

            // JFIF, tables, frame, scan: no APP1 of EXIF or XMP, no APP2 of profiles, no comment.
            Assert.Empty(Pictures.Segments(stored).Select(segment => segment.Marker).Except<byte>([0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDA, 0xDD]));
            using var codec = SKCodec.Create(SKData.CreateCopy(stored));
            Assert.Equal(SKEncodedOrigin.TopLeft, codec.EncodedOrigin);
        }
    }

    [Theory]
    [InlineData(1, "R", "G")]
    [InlineData(2, "G", "R")]
    [InlineData(3, "Y", "B")]
    [InlineData(4, "B", "Y")]
    [InlineData(5, "R", "B")]
    [InlineData(6, "B", "R")]
    [InlineData(7, "Y", "G")]
    [InlineData(8, "G", "Y")]
    public void It_stands_upright(int orientation, string left, string right)
    {
        var photo = PhotoReader.Read(Pictures.FromTelephone(orientation), out _)!;
        Assert.Equal(orientation >= 5 ? (40, 80) : (80, 40), (photo.Width, photo.Height));
        using var bitmap = SKBitmap.Decode(photo.Content);
        Assert.Equal((left, right), (Colour(bitmap.GetPixel(bitmap.Width / 4, bitmap.Height / 4)), Colour(bitmap.GetPixel(bitmap.Width * 3 / 4, bitmap.Height / 4))));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void A_large_one_is_made_moderate_with_a_small_one_beside(SKEncodedImageFormat format)
    {
        var photo = PhotoReader.Read(Pictures.Make(format, 6000, 3000), out _)!;
        Assert.Equal((2560, 1280), (photo.Width, photo.Height));
        using var small = SKBitmap.Decode(photo.Thumbnail);
        Assert.Equal((320, 160), (small.Width, small.Height));
        Assert.Equal("Y", Colour(small.GetPixel(300, 150)));
        Assert.Equal(photo.Content, PhotoReader.Read(Pictures.Make(format, 6000, 3000), out _)!.Content);
    }

    [Fact]
    public void A_header_that_promises_too_much_is_refused_before_anything_is_decoded()
    {
        byte[][] bombs = [Pictures.PngPromising(30_000, 30_000), Pictures.PngPromising(1_000_000, 51), Pictures.JpegPromising(65_000, 65_000)];
        var before = GC.GetTotalAllocatedBytes();
        foreach (var bomb in bombs)
        {
            Assert.Null(PhotoReader.Read(bomb, out var fault));
            Assert.Equal(PhotoFault.TooManyPixels, fault);
        }

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 10_000_000);
        Assert.Null(PhotoReader.Read(Pictures.PngPromising(7_000, 7_000), out var empty));
        Assert.Equal(PhotoFault.Damaged, empty);
    }

    [Fact]
    public void What_is_no_picture_whatever_it_is_called_is_refused()
    {
        byte[][] others = [[], [0xFF], [0xFF, 0xD8, 0xFF], [.. "<svg xmlns='http://www.w3.org/2000/svg'/>"u8], [.. "<!DOCTYPE html><script>alert(1)</script>"u8], [.. "GIF89a"u8, .. new byte[40]], [.. "%PDF-1.7"u8], [.. "BM"u8, .. new byte[60]], new byte[1000]];
        Assert.All(others, bytes =>
        {
            Assert.Null(PhotoReader.Read(bytes, out var fault));
            Assert.Equal(PhotoFault.NotAPicture, fault);
        });
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void One_that_breaks_off_is_refused(SKEncodedImageFormat format)
    {
        var whole = Pictures.Make(format, 800, 600);
        Assert.Null(PhotoReader.Read(whole[..(whole.Length / 2)], out var fault));
        Assert.Contains(fault, new[] { PhotoFault.Damaged, PhotoFault.NotAPicture });
    }

    [Fact]
    public void Whatever_comes_there_is_a_photo_or_a_reason_and_never_an_exception()
    {
        byte[][] seeds = [Pictures.FromTelephone(3), Pictures.Make(SKEncodedImageFormat.Png), Pictures.Make(SKEncodedImageFormat.Webp), Pictures.Make(), Pictures.PngPromising(400, 300)];
        var change = Gen.Select(Gen.Double[0, 1], Gen.Byte, Gen.Int[0, 2]);
        Gen.Select(Gen.Int[0, seeds.Length - 1], change.Array[0, 12], Gen.Double[0.1, 1]).Sample(
            (seed, changes, length) =>
            {
                var bytes = seeds[seed].ToList();
                foreach (var (place, value, kind) in changes)
                {
                    var at = (int)(place * (bytes.Count - 1));
                    switch (kind)
                    {
                        case 0:
                            bytes[at] = value;
                            break;
                        case 1:
                            bytes.Insert(at, value);
                            break;
                        default:
                            bytes.RemoveAt(at);
                            break;
                    }
                }

                var photo = PhotoReader.Read([.. bytes.Take((int)(bytes.Count * Math.Min(1, length * 1.6)))], out var fault);
                return photo is null ? fault != PhotoFault.None : fault == PhotoFault.None && photo.Width <= 2560 && photo.Height <= 2560 && photo.Content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]);
            },
            iter: 3_000, threads: 1);
    }

    private static bool Holds(byte[] bytes, string word) => bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(word)) >= 0;

    private static string Colour(SKColor colour) => (colour.Red > 150, colour.Green > 150, colour.Blue > 150) switch
    {
        (true, false, false) => "R",
        (false, true, false) => "G",
        (false, false, true) => "B",
        (true, true, false) => "Y",
        _ => colour.ToString(),
    };
}
