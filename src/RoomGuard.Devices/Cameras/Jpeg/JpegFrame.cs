using System.Buffers.Binary;

namespace RoomGuard.Devices.Cameras.Jpeg;

/// <summary>One component of a picture: 1 to 4 blocks each way in a unit of an interleaved scan.</summary>
internal sealed record JpegComponent(int Id, int Across, int Down, int Quantiser);

/// <summary>What a frame header says (T.81, B.2.2). Immutable.</summary>
internal sealed record JpegFrame(bool IsProgressive, int Width, int Height, IReadOnlyList<JpegComponent> Components)
{
    // 64 megapixels: two megabytes of block values.
    private const int MostPixels = 64 * 1024 * 1024;

    private int MostAcross => Components.Max(component => component.Across);

    private int MostDown => Components.Max(component => component.Down);

    /// <summary>Units of an interleaved scan in a row, and rows of them.</summary>
    public (int Across, int Down) Units => (Ceiling(Width, 8 * MostAcross), Ceiling(Height, 8 * MostDown));

    /// <summary>Reads the segment after its length.</summary>
    /// <exception cref="JpegException">It does not hold together, or says more than is read.</exception>
    public static JpegFrame Read(ReadOnlySpan<byte> segment, bool isProgressive)
    {
        if (segment.Length < 6 || segment.Length != 6 + (3 * segment[5]))
        {
            throw new JpegException("its frame header has a wrong length");
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        if (segment[0] != 8 || segment[5] is not (1 or 3))
        {
            throw new JpegException($"it has {segment[0]} bits and {segment[5]} components; 8 bits and 1 or 3 are read");
        }

        if (width == 0 || height == 0 || (long)width * height > MostPixels)
        {
            throw new JpegException($"it is {width} by {height} pixels; {MostPixels} in all are read");
        }

        var components = new List<JpegComponent>();
        for (var at = 6; at < segment.Length; at += 3)
        {
            var component = new JpegComponent(segment[at], segment[at + 1] >> 4, segment[at + 1] & 15, segment[at + 2]);
            if (component is not { Across: >= 1 and <= 4, Down: >= 1 and <= 4, Quantiser: <= 3 } || components.Any(other => other.Id == component.Id))
            {
                throw new JpegException("its frame header has a component that cannot be");
            }

            components.Add(component);
        }

        return new JpegFrame(isProgressive, width, height, components);
    }

    /// <summary>How many blocks of a component the picture itself has, each way; a unit at the edge may have more.</summary>
    public (int Across, int Down) Blocks(JpegComponent component) =>
        (Ceiling(Ceiling(Width * component.Across, MostAcross), 8), Ceiling(Ceiling(Height * component.Down, MostDown), 8));

    private static int Ceiling(int amount, int by) => (amount + by - 1) / by;
}
