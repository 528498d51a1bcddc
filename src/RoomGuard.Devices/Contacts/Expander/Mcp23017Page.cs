using System.Buffers.Binary;
using System.Device.I2c;

namespace RoomGuard.Devices.Contacts.Expander;

/// <summary>The registers of an MCP23017 that one poll reads, from IOCON to GPIO (data sheet DS20001952, registers in pairs). Pure.</summary>
/// <param name="Control">IOCON, read twice as it stands there twice.</param>
/// <param name="Pulls">GPPU: which lines are pulled up.</param>
/// <param name="Caused">INTF: which lines caused the interrupt that waits.</param>
/// <param name="Captured">INTCAP: the levels when it was caused.</param>
/// <param name="Levels">GPIO: the levels now.</param>
internal readonly record struct Mcp23017Page(ushort Control, ushort Pulls, ushort Caused, ushort Captured, ushort Levels)
{
    /// <summary>Bytes of it.</summary>
    internal const int Size = 10;

    private const byte Direction = 0x00;
    private const byte Polarity = 0x02;
    private const byte InterruptEnable = 0x04;
    private const byte InterruptControl = 0x08;
    private const byte ControlRegister = 0x0a;
    private const byte PullUp = 0x0c;

    // Where the control register is while the banks are apart; in pairs it is the second half of InterruptEnable, which is written anew soon.
    private const byte ControlOfBanks = 0x05;

    // One interrupt for both halves, and an open drain. Never zero: so a chip that forgot is known by it.
    private const byte Kept = 0x44;

    /// <summary>Reads it.</summary>
    internal static Mcp23017Page Read(I2cDevice device, Span<byte> bytes)
    {
        device.WriteRead([ControlRegister], bytes[..Size]);
        return Parse(bytes[..Size]);
    }

    /// <summary>What these bytes say.</summary>
    internal static Mcp23017Page Parse(ReadOnlySpan<byte> bytes) => new(Word(bytes), Word(bytes[2..]), Word(bytes[4..]), Word(bytes[6..]), Word(bytes[8..]));

    /// <summary>Makes every line an input, with pull-ups, interrupts at each change, and nothing left of what another program told the chip.</summary>
    internal static void Configure(I2cDevice device, ushort pulls, ushort interrupts)
    {
        device.Write([ControlOfBanks, 0]);
        Write(device, Direction, 0xffff);
        Write(device, Polarity, 0);
        Write(device, InterruptControl, 0);
        Write(device, InterruptEnable, interrupts);
        device.Write([ControlRegister, Kept]);
        Write(device, PullUp, pulls);
    }

    /// <summary>Whether the chip still holds what it was told: after a reset or a brown-out it does not.</summary>
    internal bool Holds(ushort pulls) => Control == ((Kept << 8) | Kept) && Pulls == pulls;

    private static void Write(I2cDevice device, byte register, ushort word) => device.Write([register, (byte)word, (byte)(word >> 8)]);

    private static ushort Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
