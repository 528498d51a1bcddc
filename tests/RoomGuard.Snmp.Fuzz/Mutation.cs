namespace RoomGuard.Snmp.Fuzz;

/// <summary>Turns packets into ones that nobody would send: bytes turned, lost, doubled, put in, lengths made wrong, two packets joined.</summary>
/// <remarks>The same seed gives the same packets on any machine. Not thread-safe.</remarks>
internal sealed class Mutation(ulong seed)
{
    private const int MostChanges = 6;
    private const int LongestPiece = 16;
    private static readonly byte[] Telling = [0x00, 0x01, 0x02, 0x04, 0x30, 0x7F, 0x80, 0x81, 0x82, 0x84, 0xA0, 0xA4, 0xA8, 0xFF];

    private ulong _state = seed;

    /// <summary>A packet of the corpus, changed in one to six places, in few more often than in many.</summary>
    public byte[] Next(IReadOnlyList<byte[]> corpus)
    {
        var bytes = new List<byte>(corpus[Below(corpus.Count)]);
        for (var left = 1 + Below(1 + Below(MostChanges)); left > 0; left--)
        {
            Change(bytes, corpus);
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes, IReadOnlyList<byte[]> corpus)
    {
        var at = Below(bytes.Count + 1);
        var piece = Math.Min(1 + Below(LongestPiece), bytes.Count - at);
        switch (Below(7))
        {
            case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << Below(8)); break;
            case 1 when at < bytes.Count: bytes[at] = (byte)Below(256); break;
            case 2 when at < bytes.Count: bytes[at] = Telling[Below(Telling.Length)]; break;
            case 3: bytes.RemoveRange(at, piece); break;
            case 4: bytes.Insert(at, Telling[Below(Telling.Length)]); break;
            case 5: bytes.InsertRange(Below(bytes.Count + 1), bytes.GetRange(at, piece)); break;
            case 6:
                var other = corpus[Below(corpus.Count)];
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.Skip(Below(other.Length)));
                break;
            default: break;
        }
    }

    // SplitMix64: small, and the same everywhere.
    private int Below(int limit)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)limit);
    }
}
