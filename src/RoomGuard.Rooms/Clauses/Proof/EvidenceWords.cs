namespace RoomGuard.Rooms.Clauses;

/// <summary>Kinds and qualities of evidence as the canonical form spells them.</summary>
internal static class EvidenceWords
{
    private static readonly string[] Kinds = ["sensor", "event", "attestation", "exclusion", "revocation", "finding", "equipment", "setting", "clock"];

    private static readonly string[] Qualities = ["good", "uncertain", "bad"];

    internal static string ToWord(this EvidenceKind kind) => Kinds[(int)kind];

    internal static string ToWord(this EvidenceQuality quality) => Qualities[(int)quality];

    internal static EvidenceKind Kind(string? word) => (EvidenceKind)IndexOf(Kinds, word);

    internal static EvidenceQuality Quality(string? word) => (EvidenceQuality)IndexOf(Qualities, word);

    private static int IndexOf(string[] words, string? word) => Array.IndexOf(words, word) is >= 0 and var index ? index : throw new FormatException($"\"{word}\" must be one of {string.Join(", ", words)}.");
}
