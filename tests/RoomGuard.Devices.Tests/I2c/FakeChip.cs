using System.Device.I2c;

namespace RoomGuard.Devices.Tests.I2c;

/// <summary>A chip on a bus of the test's own: answers what was written to it last.</summary>
internal sealed class FakeChip(Func<byte[], byte[]> answer) : I2cDevice
{
    private byte[] _written = [];

    /// <summary>Everything that was written, in order.</summary>
    public List<byte[]> Written { get; } = [];

    /// <summary>How often the chip was let go.</summary>
    public int Closed { get; private set; }

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, 0x44);

    public override void Read(Span<byte> buffer)
    {
        var bytes = answer(_written);
        buffer.Fill(0xff);
        bytes.AsSpan(0, Math.Min(bytes.Length, buffer.Length)).CopyTo(buffer);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _written = buffer.ToArray();
        Written.Add(_written);
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    protected override void Dispose(bool disposing)
    {
        Closed++;
        base.Dispose(disposing);
    }
}
