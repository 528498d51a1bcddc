using System.Buffers.Binary;
using System.Text;
using RoomGuard.Central.Attachments;
using SkiaSharp;

namespace RoomGuard.Central.Tests.Attachments;

/// <summary>Pictures made for tests: four coloured quarters, red and green above, blue and yellow below.</summary>
internal static class Pictures
{
    public static byte[] Make(SKEncodedImageFormat format = SKEncodedImageFormat.Jpeg, int width = 80, int height = 40)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        var (halfWidth, halfHeight) = (width / 2, height / 2);
        foreach (var (x, y, colour) in new[] { (0, 0, SKColors.Red), (halfWidth, 0, SKColors.Lime), (0, halfHeight, SKColors.Blue), (halfWidth, halfHeight, SKColors.Yellow) })
        {
            using var paint = new SKPaint { Color = colour };
            canvas.DrawRect(x, y, halfWidth, halfHeight, paint);
        }

        canvas.Flush();
        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    /// <summary>A photo as the store takes it.</summary>
    public static Photo Photo(int width = 80) => PhotoReader.Read(Make(width: width), out _)!;

    /// <summary>A JPEG as a telephone writes it: orientation, the place in Astana where it was taken, the maker, a packet of XMP, a comment.</summary>
    public static byte[] FromTelephone(int orientation = 1, int width = 80, int height = 40)
    {
        var jpeg = Make(width: width, height: height);
        byte[] xmp = [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. "<x:xmpmeta><exif:GPSLatitude>51,10.1N</exif:GPSLatitude></x:xmpmeta>"u8];
        return [.. jpeg[..2], .. Segment(0xE1, Exif(orientation)), .. Segment(0xE1, xmp), .. Segment(0xFE, "taken by A. Omarov"u8), .. jpeg[2..], .. "trailing secret"u8];
    }

    /// <summary>A PNG whose header promises so many pixels and that holds next to none.</summary>
    public static byte[] PngPromising(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        byte[] nothing = [0x78, 0x9C, 0x63, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01];
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", nothing), .. Chunk("IEND", [])];
    }

    /// <summary>The same JPEG with another size in its header.</summary>
    public static byte[] JpegPromising(ushort width, ushort height)
    {
        var jpeg = Make();
        var at = Segments(jpeg).First(segment => segment.Marker is >= 0xC0 and <= 0xC2).At;
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(at + 5), height);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(at + 7), width);
        return jpeg;
    }

    /// <summary>The segments of a JPEG up to its picture: marker and place.</summary>
    public static IEnumerable<(byte Marker, int At)> Segments(byte[] jpeg)
    {
        for (var at = 2; at + 4 < jpeg.Length && jpeg[at] == 0xFF; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2)))
        {
            yield return (jpeg[at + 1], at);
            if (jpeg[at + 1] == 0xDA)
            {
                yield break;
            }
        }
    }

    private static byte[] Segment(byte marker, ReadOnlySpan<byte> content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Chunk(string kind, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(kind), .. content];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Sum(body));
        return [.. length, .. body, .. sum];
    }

    // CRC-32 as PNG has it (ISO 3309).
    private static uint Sum(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
            }
        }

        return ~sum;
    }

    // TIFF 6.0, little-endian: Make, Orientation and the pointer to a GPS directory with 51° 10′ 3″ N.
    private static byte[] Exif(int orientation)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("Exif\0\0"u8);
        writer.Write("II*\0"u8);
        writer.Write(8);
        writer.Write((ushort)3);
        Entry(0x010F, 2, 8, 50);
        Entry(0x0112, 3, 1, orientation);
        Entry(0x8825, 4, 1, 58);
        writer.Write(0);
        writer.Write("SpyCam7\0"u8);
        writer.Write((ushort)2);
        Entry(1, 2, 2, 'N');
        Entry(2, 5, 3, 88);
        writer.Write(0);
        foreach (var part in new[] { 51, 1, 10, 1, 3, 1 })
        {
            writer.Write(part);
        }

        return stream.ToArray();

        void Entry(ushort tag, ushort type, int count, int value)
        {
            writer.Write(tag);
            writer.Write(type);
            writer.Write(count);
            writer.Write(value);
        }
    }
}
