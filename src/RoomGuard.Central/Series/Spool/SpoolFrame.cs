using System.Buffers;
using System.Buffers.Binary;

namespace RoomGuard.Central.Series.Spool;

/// <summary>One batch on the disk: length, checksum of the content, checksum of these two, content; all little-endian.</summary>
internal static class SpoolFrame
{
    /// <summary>Bytes before the content.</summary>
    public const int HeaderBytes = 12;

    /// <summary>Longest content. A batch of samples with the longest texts the contract lets through is shorter.</summary>
    public const int MaxContentBytes = 8 * 1024 * 1024;

    /// <summary>Writes a frame around <paramref name="content"/>.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> content)
    {
        var header = output.GetSpan(HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Checksum.Of(content));
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Checksum.Of(header[..8]));
        output.Advance(HeaderBytes);
        output.Write(content);
    }

    /// <summary>Reads a header.</summary>
    /// <param name="length">Length of the content, 0 to <see cref="MaxContentBytes"/>.</param>
    /// <param name="checksum">What the content's checksum must be.</param>
    /// <returns>False when this is no header, or a damaged one: nothing behind it can be found.</returns>
    public static bool TryReadHeader(ReadOnlySpan<byte> header, out int length, out uint checksum)
    {
        (length, checksum) = (0, 0);
        if (header.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) != Checksum.Of(header[..8]))
        {
            return false;
        }

        length = BinaryPrimitives.ReadInt32LittleEndian(header);
        checksum = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        return length is >= 0 and <= MaxContentBytes;
    }
}
