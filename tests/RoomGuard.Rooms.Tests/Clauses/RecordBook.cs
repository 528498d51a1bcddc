using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Rooms.Tests.Clauses;

/// <summary>Keeps the records and the evidence of a script, and replays them as an auditor does.</summary>
internal sealed class RecordBook
{
    internal RecordBook(IEnumerable<RoomEffect> effects)
    {
        foreach (var changed in effects.OfType<VerdictChanged>())
        {
            Records[changed.Record.Hash] = changed.Record.Content;
            foreach (var input in changed.Record.Inputs)
            {
                Evidence[input.Hash] = input.Content;
            }
        }
    }

    internal Dictionary<string, string> Records { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, string> Evidence { get; } = new(StringComparer.Ordinal);

    internal ReplayResult Replay(string content) => VerdictReplay.Check(
        content,
        hash => Evidence.GetValueOrDefault(hash),
        hash => hash == Catalogue.Current.Hash ? Catalogue.Current : null,
        hash => Records.GetValueOrDefault(hash));
}
