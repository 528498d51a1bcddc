using System.Buffers.Binary;

namespace RoomGuard.Devices.I2c;

/// <summary>A word as Sensirion's chips send it: two bytes, the higher first, and their CRC-8 (polynomial 0x31, initially 0xff; data sheets of SHT3x, 4.12, and SHT4x, 4.4).</summary>
internal static class SensirionWord
{
    /// <summary>Bytes of a word with its checksum.</summary>
    internal const int Size = 3;

    private const byte Polynomial = 0x31;

    /// <summary>The word; false when its checksum does not hold.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out ushort word)
    {
        word = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return Crc(bytes[..2]) == bytes[2];
    }

    /// <summary>The checksum of some bytes.</summary>
    internal static byte Crc(ReadOnlySpan<byte> bytes)
    {
        byte crc = 0xff;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (byte)((crc & 0x80) != 0 ? (crc << 1) ^ Polynomial : crc << 1);
            }
        }

        return crc;
    }
}
