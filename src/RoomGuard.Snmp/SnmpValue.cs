using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;

namespace RoomGuard.Snmp;

/// <summary>One value as an agent gave it: a number, bytes, an identifier, nothing, or the reason there is none.</summary>
/// <remarks>Immutable, so safe on any thread. <c>default</c> is <see cref="Null"/>, never zero.</remarks>
public readonly struct SnmpValue : IEquatable<SnmpValue>
{
    // Signed for Integer; the unsigned kinds keep their 64 bits here as they are.
    private readonly long _number;
    private readonly object? _content;

    private SnmpValue(SnmpKind kind, long number = 0, object? content = null)
    {
        Kind = kind;
        _number = number;
        _content = content;
    }

    /// <summary>No value.</summary>
    public static SnmpValue Null => default;

    /// <summary>The exception noSuchObject.</summary>
    public static SnmpValue NoSuchObject => new(SnmpKind.NoSuchObject);

    /// <summary>The exception noSuchInstance.</summary>
    public static SnmpValue NoSuchInstance => new(SnmpKind.NoSuchInstance);

    /// <summary>The exception endOfMibView.</summary>
    public static SnmpValue EndOfMibView => new(SnmpKind.EndOfMibView);

    /// <summary>Which of the types this is.</summary>
    public SnmpKind Kind { get; }

    /// <summary>Whether the agent said that there is no value, and why: noSuchObject, noSuchInstance, endOfMibView.</summary>
    public bool IsException => Kind is SnmpKind.NoSuchObject or SnmpKind.NoSuchInstance or SnmpKind.EndOfMibView;

    /// <summary>The bytes of OctetString, Opaque and IpAddress; empty for every other kind.</summary>
    public ReadOnlyMemory<byte> Bytes => _content as byte[];

    /// <summary>The 64 bits as they travel: <see langword="long"/> for Integer, <see langword="ulong"/> for the unsigned kinds.</summary>
    internal long Bits => _number;

    /// <summary>Whether two values are of one kind and equal.</summary>
    public static bool operator ==(SnmpValue left, SnmpValue right) => left.Equals(right);

    /// <summary>Whether two values differ in kind or content.</summary>
    public static bool operator !=(SnmpValue left, SnmpValue right) => !left.Equals(right);

    /// <summary>An INTEGER.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "INTEGER is what SMIv2 calls it.")]
    public static SnmpValue Integer(int value) => new(SnmpKind.Integer, value);

    /// <summary>A Gauge32 or Unsigned32.</summary>
    public static SnmpValue Gauge32(uint value) => new(SnmpKind.Gauge32, value);

    /// <summary>A Counter32.</summary>
    public static SnmpValue Counter32(uint value) => new(SnmpKind.Counter32, value);

    /// <summary>TimeTicks, in hundredths of a second.</summary>
    public static SnmpValue TimeTicks(uint hundredths) => new(SnmpKind.TimeTicks, hundredths);

    /// <summary>A Counter64.</summary>
    public static SnmpValue Counter64(ulong value) => new(SnmpKind.Counter64, unchecked((long)value));

    /// <summary>An OCTET STRING holding <paramref name="text"/> as UTF-8.</summary>
    public static SnmpValue Text(string text) => new(SnmpKind.OctetString, content: Encoding.UTF8.GetBytes(text));

    /// <summary>An OCTET STRING holding a copy of <paramref name="bytes"/>.</summary>
    public static SnmpValue Octets(ReadOnlyMemory<byte> bytes) => Octets(SnmpKind.OctetString, bytes.Span);

    /// <summary>An Opaque holding a copy of <paramref name="bytes"/>.</summary>
    public static SnmpValue Opaque(ReadOnlyMemory<byte> bytes) => Octets(SnmpKind.Opaque, bytes.Span);

    /// <summary>An IpAddress.</summary>
    /// <exception cref="ArgumentException"><paramref name="address"/> is not IPv4: the type has no room for more.</exception>
    public static SnmpValue IpAddress(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4
            ? new SnmpValue(SnmpKind.IpAddress, content: bytes)
            : throw new ArgumentException($"IpAddress holds an IPv4 address, {address} is none.", nameof(address));
    }

    /// <summary>An OBJECT IDENTIFIER.</summary>
    public static SnmpValue Oid(ObjectId id) => new(SnmpKind.ObjectId, content: id);

    /// <summary>The amount of a numeric kind; false, and 0, for every other. TimeTicks stay hundredths of a second.</summary>
    /// <remarks>A Counter64 above 2^53 loses its last digits: use <see cref="TryGetUnsigned"/> where they matter.</remarks>
    public bool TryGetNumber(out double number)
    {
        number = Kind switch
        {
            SnmpKind.Integer => _number,
            SnmpKind.Counter32 or SnmpKind.Gauge32 or SnmpKind.TimeTicks or SnmpKind.Counter64 => unchecked((ulong)_number),
            _ => 0,
        };
        return Kind == SnmpKind.Integer || IsUnsigned;
    }

    /// <summary>The exact whole number of a numeric kind; false, and 0, for every other and for a Counter64 from 2^63 up.</summary>
    public bool TryGetInteger(out long number)
    {
        var fits = Kind == SnmpKind.Integer || (IsUnsigned && _number >= 0);
        number = fits ? _number : 0;
        return fits;
    }

    /// <summary>The exact number of a counter, gauge or TimeTicks; false, and 0, for every other kind.</summary>
    public bool TryGetUnsigned(out ulong number)
    {
        number = IsUnsigned ? unchecked((ulong)_number) : 0;
        return IsUnsigned;
    }

    /// <summary>The identifier of an OBJECT IDENTIFIER; false, and <c>default</c>, for every other kind.</summary>
    public bool TryGetOid(out ObjectId id)
    {
        id = _content is ObjectId held ? held : default;
        return Kind == SnmpKind.ObjectId;
    }

    /// <summary>The value for a person: text without trailing NULs, <c>0x…</c> for bytes that are no UTF-8 text, numbers in digits, identifiers and addresses with dots, exceptions by their name; empty for <see cref="Null"/>.</summary>
    public string AsText() => Kind switch
    {
        SnmpKind.Null => "",
        SnmpKind.Integer => _number.ToString(CultureInfo.InvariantCulture),
        SnmpKind.Counter32 or SnmpKind.Gauge32 or SnmpKind.TimeTicks or SnmpKind.Counter64 => unchecked((ulong)_number).ToString(CultureInfo.InvariantCulture),
        SnmpKind.ObjectId => _content is ObjectId id ? id.ToString() : "",
        SnmpKind.IpAddress when Bytes.Length == 4 => new IPAddress(Bytes.Span).ToString(),
        SnmpKind.OctetString => TextOf(Bytes.Span),
        SnmpKind.IpAddress or SnmpKind.Opaque => "0x" + Convert.ToHexString(Bytes.Span),
        SnmpKind.NoSuchObject => "noSuchObject",
        SnmpKind.NoSuchInstance => "noSuchInstance",
        SnmpKind.EndOfMibView => "endOfMibView",
        _ => throw new InvalidOperationException($"SnmpKind has a case that AsText does not know: {Kind}."),
    };

    /// <summary>Kind and value, for logs and test output.</summary>
    public override string ToString() => Kind == SnmpKind.Null || IsException ? Kind.ToString() : $"{Kind} {AsText()}";

    /// <inheritdoc/>
    public bool Equals(SnmpValue other) =>
        Kind == other.Kind && _number == other._number && (_content, other._content) switch
        {
            (byte[] mine, byte[] theirs) => mine.AsSpan().SequenceEqual(theirs),
            var (mine, theirs) => Equals(mine, theirs),
        };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SnmpValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Kind);
        hash.Add(_number);
        if (_content is byte[] bytes)
        {
            hash.AddBytes(bytes);
        }
        else
        {
            hash.Add(_content);
        }

        return hash.ToHashCode();
    }

    /// <summary>A whole number as it came: field devices send an INTEGER wider than 32 bits, and it is kept.</summary>
    internal static SnmpValue Whole(SnmpKind kind, long bits) => new(kind, bits);

    /// <summary>Bytes of <paramref name="kind"/>, copied.</summary>
    internal static SnmpValue Octets(SnmpKind kind, ReadOnlySpan<byte> bytes) => new(kind, content: bytes.ToArray());

    private bool IsUnsigned => Kind is SnmpKind.Counter32 or SnmpKind.Gauge32 or SnmpKind.TimeTicks or SnmpKind.Counter64;

    private static string TextOf(ReadOnlySpan<byte> bytes)
    {
        // Cards written in C count the terminator, or pad the whole field with it.
        var text = bytes.TrimEnd((byte)0);
        return IsText(text) ? Encoding.UTF8.GetString(text) : "0x" + Convert.ToHexString(bytes);
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) != System.Buffers.OperationStatus.Done
                || (Rune.IsControl(rune) && rune.Value is not ('\t' or '\r' or '\n')))
            {
                return false;
            }

            bytes = bytes[used..];
        }

        return true;
    }
}
