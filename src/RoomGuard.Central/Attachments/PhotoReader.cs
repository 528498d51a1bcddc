using SkiaSharp;

namespace RoomGuard.Central.Attachments;

/// <summary>Makes a photo of what a camera sent: upright, of moderate size, and of nothing but its picture. The only class that knows the picture library.</summary>
/// <remarks>The picture is drawn and written anew, so that nothing that stood beside it comes along: place, time, camera, embedded previews, what else hides in a file.</remarks>
internal static class PhotoReader
{
    /// <summary>Most bytes that are looked at.</summary>
    public const int MaxBytes = 15 * 1024 * 1024;

    /// <summary>Most pixels that are decoded.</summary>
    public const long MaxPixels = 50_000_000;

    private const int LongestSide = 2560;
    private const int ThumbnailSide = 320;
    private const int Quality = 85;

    private static readonly SKSamplingOptions Smooth = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    /// <summary>Reads a picture in JPEG, PNG or WebP.</summary>
    /// <param name="fault">Why there is no photo.</param>
    /// <returns>The photo; null when the bytes are none that we take.</returns>
    public static Photo? Read(byte[] content, out PhotoFault fault)
    {
        fault = PhotoFault.NotAPicture;
        if (!AttachmentForms.IsPicture(content))
        {
            return null;
        }

        // Reads the header only.
        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.Info.Width < 1 || codec.Info.Height < 1)
        {
            return null;
        }

        if ((long)codec.Info.Width * codec.Info.Height > MaxPixels)
        {
            fault = PhotoFault.TooManyPixels;
            return null;
        }

        fault = PhotoFault.Damaged;
        using var decoded = Decode(codec);
        if (decoded is null)
        {
            return null;
        }

        using var upright = Draw(decoded, codec.EncodedOrigin, LongestSide);
        using var small = Draw(upright, SKEncodedOrigin.TopLeft, ThumbnailSide);
        fault = PhotoFault.None;
        return new Photo(Write(upright), Write(small), upright.Width, upright.Height);
    }

    private static SKBitmap? Decode(SKCodec codec)
    {
        var size = codec.Info.Size;
        foreach (var part in (ReadOnlySpan<int>)[8, 4, 2])
        {
            // JPEG can be decoded at a part of its size, for a part of the memory.
            if (Math.Max(size.Width, size.Height) / part >= LongestSide)
            {
                size = codec.GetScaledDimensions(1f / part);
                break;
            }
        }

        var isOpaque = codec.Info.AlphaType == SKAlphaType.Opaque;
        using var colours = SKColorSpace.CreateSrgb();
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul, colours);
        var bitmap = new SKBitmap();
        if (bitmap.TryAllocPixels(info) && codec.GetPixels(info, bitmap.GetPixels()) == SKCodecResult.Success)
        {
            return bitmap;
        }

        bitmap.Dispose();
        return null;
    }

    // On white, where the picture is transparent; without a colour profile, which is sRGB to everybody.
    private static SKBitmap Draw(SKBitmap source, SKEncodedOrigin origin, int longest)
    {
        var isTurned = origin >= SKEncodedOrigin.LeftTop;
        var (width, height) = isTurned ? (source.Height, source.Width) : (source.Width, source.Height);
        var scale = Math.Min(1f, (float)longest / Math.Max(width, height));
        var drawn = new SKBitmap(new SKImageInfo(Math.Max(1, (int)MathF.Round(width * scale)), Math.Max(1, (int)MathF.Round(height * scale)), SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(drawn);
        using var image = SKImage.FromBitmap(source);
        canvas.Clear(SKColors.White);
        canvas.Scale((float)drawn.Width / width, (float)drawn.Height / height);
        canvas.Concat(Upright(origin, source.Width, source.Height));
        canvas.DrawImage(image, 0, 0, Smooth);
        return drawn;
    }

    // Where a point of the stored picture is when the picture stands upright (EXIF 2.32, tag Orientation).
    private static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static byte[] Write(SKBitmap bitmap)
    {
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return data.ToArray();
    }
}
