namespace RoomGuard.Central.Ingest;

/// <summary>One boot of one agent: what its pack numbers count within.</summary>
internal readonly record struct BootKey(string Site, string Agent, string Boot);

/// <summary>Which packs of one boot of one agent are stored.</summary>
/// <param name="Boot">Whose packs.</param>
/// <param name="Sequences">Their numbers.</param>
internal sealed record Watermark(BootKey Boot, SequenceSet Sequences);
