using System.Buffers.Text;

namespace RoomGuard.Rooms.Clause35;

/// <summary>An entry or mark of an export, taken apart from its end: what of the line is content, and where in the chain it says it stands.</summary>
internal readonly ref struct LinkLine
{
    private const int HashLength = 64;

    /// <summary>The line's bytes before the members of the link; the content but for its last brace.</summary>
    internal ReadOnlySpan<byte> Content { get; private init; }

    /// <summary>The link's hash as it is said to be.</summary>
    internal ReadOnlySpan<byte> Hash { get; private init; }

    /// <summary>The number; 0 when the content holds it.</summary>
    internal long No { get; private init; }

    /// <summary>The hash of the link before; empty when the content holds it.</summary>
    internal ReadOnlySpan<byte> Previous { get; private init; }

    /// <summary>The state; empty for a mark.</summary>
    internal ReadOnlySpan<byte> State { get; private init; }

    /// <summary>Takes a line apart, with or without the comma at its end. False for a line that is none of ours.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> line, out LinkLine read)
    {
        read = default;
        var rest = line.EndsWith(","u8) ? line[..^1] : line;
        if (!rest.EndsWith("}"u8))
        {
            return false;
        }

        rest = rest[..^1];
        ReadOnlySpan<byte> state = default;
        if (rest.EndsWith("\""u8) && rest[..^1].LastIndexOf((byte)'"') is var open and > 0 && rest[..open].EndsWith(",\"state\":"u8))
        {
            state = rest[(open + 1)..^1];
            rest = rest[..(open - ",\"state\":"u8.Length)];
        }

        var hash = TakeHash(ref rest, ",\"previousHash\":\""u8);
        var no = 0L;
        if (!hash.IsEmpty)
        {
            var mark = rest.LastIndexOf(",\"no\":"u8);
            if (mark < 0 || !Utf8Parser.TryParse(rest[(mark + 6)..], out no, out var used) || used != rest.Length - mark - 6 || no < 1)
            {
                return false;
            }

            rest = rest[..mark];
        }

        var own = TakeHash(ref rest, ",\"hash\":\""u8);
        if (own.IsEmpty || rest.IsEmpty)
        {
            return false;
        }

        read = new LinkLine
        {
            Content = rest,
            Hash = own,
            No = no,
            Previous = hash,
            State = state,
        };
        return true;
    }

    private static ReadOnlySpan<byte> TakeHash(scoped ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> key)
    {
        var length = key.Length + HashLength + 1;
        if (rest.Length < length || rest[^1] != (byte)'"' || !rest[^length..].StartsWith(key))
        {
            return default;
        }

        var hash = rest[^(HashLength + 1)..^1];
        foreach (var digit in hash)
        {
            if (digit is not ((>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f')))
            {
                return default;
            }
        }

        rest = rest[..^length];
        return hash;
    }
}
