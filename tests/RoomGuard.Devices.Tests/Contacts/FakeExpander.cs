using System.Device.I2c;

namespace RoomGuard.Devices.Tests.Contacts;

/// <summary>An MCP23017 by its data sheet: registers in pairs, an address that counts up, interrupt on change.</summary>
internal sealed class FakeExpander : I2cDevice
{
    private const int Control = 0x0a;
    private const int Count = 0x16;

    private readonly Lock _lock = new();
    private readonly byte[] _registers = new byte[Count];
    private ushort _levels;
    private int _at;

    public FakeExpander() => Reset();

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, 0x20);

    /// <summary>Whether it is on the bus.</summary>
    public bool IsThere { get; set; } = true;

    /// <summary>How often it was told what to be.</summary>
    public int Configured { get; private set; }

    /// <summary>Whether INT asks for a look.</summary>
    public bool Interrupts => (_registers[0x0e] | _registers[0x0f]) != 0;

    /// <summary>Which lines are pulled up.</summary>
    public int PullUps => Word(0x0c);

    /// <summary>As after a brown-out: what it was told is gone.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            Array.Clear(_registers);
            (_registers[0], _registers[1]) = (0xff, 0xff);
        }
    }

    /// <summary>Sets the level at a pin.</summary>
    public void Set(int line, bool isHigh)
    {
        lock (_lock)
        {
            var before = _levels;
            _levels = (ushort)(isHigh ? _levels | (1 << line) : _levels & ~(1 << line));
            var caused = (before ^ _levels) & Word(0x04);
            if (caused != 0 && !Interrupts)
            {
                Put(0x10, _levels);
                Put(0x0e, (ushort)caused);
            }
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_lock)
        {
            Answer();
            _at = buffer[0];
            foreach (var value in buffer[1..])
            {
                // Both addresses of the control register are one register; flags and captured levels are only read.
                if (_at is Control or (Control + 1))
                {
                    (_registers[Control], _registers[Control + 1]) = (value, value);
                    Configured++;
                }
                else if (_at is < 0x0e or > 0x13)
                {
                    _registers[_at] = value;
                }

                _at = (_at + 1) % Count;
            }
        }
    }

    public override void Read(Span<byte> buffer)
    {
        lock (_lock)
        {
            Answer();
            Put(0x12, _levels);
            for (var i = 0; i < buffer.Length; i++)
            {
                buffer[i] = _registers[_at];
                _at = (_at + 1) % Count;
            }

            Put(0x0e, 0);
        }
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    private void Answer()
    {
        if (!IsThere)
        {
            throw new IOException("Error 121 performing I2C data transfer.");
        }
    }

    private int Word(int at) => _registers[at] | (_registers[at + 1] << 8);

    private void Put(int at, ushort word) => (_registers[at], _registers[at + 1]) = ((byte)word, (byte)(word >> 8));
}
