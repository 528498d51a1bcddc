using System.Globalization;
using System.Text;

namespace RoomGuard.Snmp;

/// <summary>An object identifier: 1 to 128 sub-identifiers of 32 bits, ordered as SNMP orders a MIB (RFC 3416 section 4.2.2).</summary>
/// <remarks>Immutable, so safe on any thread. <c>default</c> has no sub-identifiers; it is a prefix of every other and sorts before them.</remarks>
public readonly struct ObjectId : IEquatable<ObjectId>, IComparable<ObjectId>
{
    /// <summary>Most sub-identifiers an object identifier may have (RFC 2578 section 3.5).</summary>
    public const int MaxLength = 128;

    private readonly uint[]? _subIds;

    /// <summary>An identifier of the given sub-identifiers.</summary>
    /// <exception cref="ArgumentException">More than 128 of them, or a start that no identifier has (see <see cref="TryParse"/>).</exception>
    public ObjectId(params ReadOnlySpan<uint> subIds)
        : this(subIds.ToArray())
    {
        if (Fault(subIds) is { } fault)
        {
            throw new ArgumentException(fault, nameof(subIds));
        }
    }

    private ObjectId(uint[] adopted) => _subIds = adopted.Length == 0 ? null : adopted;

    /// <summary>How many sub-identifiers there are, 0 to 128.</summary>
    public int Length => _subIds?.Length ?? 0;

    /// <summary>The sub-identifiers, first one first.</summary>
    public ReadOnlySpan<uint> SubIds => _subIds;

    /// <summary>One sub-identifier, counted from 0.</summary>
    /// <exception cref="IndexOutOfRangeException"><paramref name="index"/> is negative or not below <see cref="Length"/>.</exception>
    public uint this[int index] => SubIds[index];

    /// <summary>Whether both hold the same sub-identifiers.</summary>
    public static bool operator ==(ObjectId left, ObjectId right) => left.Equals(right);

    /// <summary>Whether the two differ in any sub-identifier.</summary>
    public static bool operator !=(ObjectId left, ObjectId right) => !left.Equals(right);

    /// <summary>Whether <paramref name="left"/> comes first in a walk.</summary>
    public static bool operator <(ObjectId left, ObjectId right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> comes later in a walk.</summary>
    public static bool operator >(ObjectId left, ObjectId right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> comes first in a walk or is the same.</summary>
    public static bool operator <=(ObjectId left, ObjectId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> comes later in a walk or is the same.</summary>
    public static bool operator >=(ObjectId left, ObjectId right) => left.CompareTo(right) >= 0;

    /// <summary>Reads the dotted form, with or without a leading dot.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is no object identifier; the message quotes it.</exception>
    public static ObjectId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var id) ? id : throw new FormatException($"\"{text}\" is no object identifier: 1 to 128 numbers below 2^32 with dots between them.");
    }

    /// <summary>Reads the dotted form, with or without a leading dot. False for anything else, without throwing.</summary>
    /// <remarks>X.660 gives the first number the values 0 to 2, and below 2 the second one 0 to 39: others have no encoding and are refused.</remarks>
    public static bool TryParse(string? text, out ObjectId id)
    {
        id = default;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        Span<uint> parts = stackalloc uint[MaxLength];
        var dotted = text.AsSpan(text[0] == '.' ? 1 : 0);
        var count = 0;
        foreach (var range in dotted.Split('.'))
        {
            if (count == MaxLength || !uint.TryParse(dotted[range], NumberStyles.None, CultureInfo.InvariantCulture, out parts[count]))
            {
                return false;
            }

            count++;
        }

        if (Fault(parts[..count]) is not null)
        {
            return false;
        }

        id = new ObjectId(parts[..count].ToArray());
        return true;
    }

    /// <summary>Whether this is <paramref name="prefix"/> or lies below it, on a whole sub-identifier.</summary>
    public bool StartsWith(ObjectId prefix) => SubIds.StartsWith(prefix.SubIds);

    /// <summary>This identifier with more sub-identifiers after it.</summary>
    /// <exception cref="ArgumentException">The result would have more than 128, or a start that no identifier has.</exception>
    public ObjectId Append(params ReadOnlySpan<uint> more) => new((ReadOnlySpan<uint>)[.. SubIds, .. more]);

    /// <summary>Order of a walk: by sub-identifiers from the left, a prefix before what lies below it.</summary>
    public int CompareTo(ObjectId other) => SubIds.SequenceCompareTo(other.SubIds);

    /// <inheritdoc/>
    public bool Equals(ObjectId other) => SubIds.SequenceEqual(other.SubIds);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ObjectId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var subId in SubIds)
        {
            hash.Add(subId);
        }

        return hash.ToHashCode();
    }

    /// <summary>The dotted form without a leading dot; empty for <c>default</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Length * 4);
        foreach (var subId in SubIds)
        {
            text.Append(text.Length == 0 ? "" : ".").Append(CultureInfo.InvariantCulture, $"{subId}");
        }

        return text.ToString();
    }

    /// <summary>Takes over an array that the reader has filled and checked; nobody else may keep it.</summary>
    internal static ObjectId Adopt(uint[] subIds) => new(subIds);

    /// <summary>What is left after the first <paramref name="length"/> sub-identifiers: an index, which may begin with any number.</summary>
    internal ObjectId From(int length) => new(SubIds[length..].ToArray());

    private static string? Fault(ReadOnlySpan<uint> subIds) => subIds switch
    {
        { Length: > MaxLength } => $"An object identifier has at most {MaxLength} sub-identifiers, this one has {subIds.Length}.",
        [> 2, ..] => $"An object identifier starts with 0, 1 or 2, this one with {subIds[0]}.",
        [< 2, > 39, ..] => $"Below {subIds[0]} the second sub-identifier is at most 39, this one is {subIds[1]}.",
        _ => null,
    };
}
