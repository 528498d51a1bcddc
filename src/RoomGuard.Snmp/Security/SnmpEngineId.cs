using System.Security.Cryptography;
using System.Text;

namespace RoomGuard.Snmp;

/// <summary>The name an SNMP engine has in SNMPv3: 5 to 32 bytes, the same for its whole life (RFC 3411 section 5).</summary>
/// <remarks>Immutable; equal when the bytes are.</remarks>
public sealed class SnmpEngineId : IEquatable<SnmpEngineId>
{
    /// <summary>Most bytes an engine id may have.</summary>
    public const int LongestBytes = 32;

    private const int ShortestBytes = 5;

    // RFC 3411: the top bit says that the fifth byte is a format; 4 is text of the administrator's, 5 is bytes. Enterprise 0 stands for nobody's.
    private static readonly byte[] TextPrefix = [0x80, 0, 0, 0, 4];
    private static readonly byte[] RandomPrefix = [0x80, 0, 0, 0, 5];

    private readonly byte[] _bytes;

    /// <summary>An engine id of these bytes.</summary>
    /// <exception cref="ArgumentException">Fewer than 5 or more than 32.</exception>
    public SnmpEngineId(ReadOnlySpan<byte> bytes)
        : this(bytes.ToArray())
    {
        if (bytes.Length is < ShortestBytes or > LongestBytes)
        {
            throw new ArgumentException($"An engine id has from {ShortestBytes} to {LongestBytes} bytes, not {bytes.Length}.", nameof(bytes));
        }
    }

    private SnmpEngineId(byte[] adopted) => _bytes = adopted;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>No engine: what a message to an engine yet unknown carries.</summary>
    internal static SnmpEngineId None { get; } = new(Array.Empty<byte>());

    internal ReadOnlySpan<byte> Span => _bytes;

    /// <summary>An engine id nobody else has: eight random bytes.</summary>
    public static SnmpEngineId Random() => new([.. RandomPrefix, .. RandomNumberGenerator.GetBytes(8)]);

    /// <summary>The engine id an administrator gives by name, of at most 27 bytes of UTF-8.</summary>
    /// <exception cref="ArgumentException">The name is empty or longer.</exception>
    public static SnmpEngineId OfName(string name)
    {
        var text = Encoding.UTF8.GetBytes(name);
        return text.Length > 0
            ? new SnmpEngineId([.. TextPrefix, .. text])
            : throw new ArgumentException("An engine id needs a name of at least one byte.", nameof(name));
    }

    /// <summary>Reads hexadecimal digits, with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">Other characters, or an odd number of them.</exception>
    /// <exception cref="ArgumentException">Fewer than 5 or more than 32 bytes.</exception>
    public static SnmpEngineId Parse(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        return new SnmpEngineId(Convert.FromHexString(hex.AsSpan(hex.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? 2 : 0)).AsSpan());
    }

    /// <inheritdoc/>
    public bool Equals(SnmpEngineId? other) => other is not null && Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SnmpEngineId);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>The bytes as hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexString(_bytes);

    /// <summary>What a device calls itself, taken as it is: some cards have fewer than 5 bytes.</summary>
    internal static SnmpEngineId OfDevice(ReadOnlySpan<byte> bytes) => new(bytes.ToArray());
}
