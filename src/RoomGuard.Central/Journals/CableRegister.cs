using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals;

/// <summary>A cable that is connected now.</summary>
/// <param name="Id">What is written on it.</param>
/// <param name="Room">The room as <c>{site}/{room}</c>.</param>
/// <param name="Entry">Number of the entry of 35.4 that tells of it last.</param>
public sealed record Cable(string Id, string Room, long Entry)
{
    /// <summary>From where.</summary>
    public string? From { get; init; }

    /// <summary>To where.</summary>
    public string? To { get; init; }

    /// <summary>What kind, how long.</summary>
    public string? Type { get; init; }

    /// <summary>What for.</summary>
    public string? Service { get; init; }

    /// <summary>Since when, UTC; null when nobody said.</summary>
    public DateTimeOffset? ConnectedAt { get; init; }
}

/// <summary>The register of cables as journal 35.4 leaves it: of each cable its newest entry, with what later entries put right. Safe for several threads.</summary>
internal sealed class CableRegister(JournalLedger ledger)
{
    private const string Journal = "35.4";

    /// <summary>The cables that are connected now, in the order of their labels.</summary>
    /// <param name="site">Only of this site; null for all.</param>
    /// <param name="room">Only of this room, <c>{site}/{room}</c>; null for all.</param>
    public async Task<IReadOnlyList<Cable>> ReadAsync(string? site, string? room, CancellationToken stop)
    {
        var entries = new Dictionary<long, Fact>();
        await foreach (var entry in ledger.ReadAllAsync(Journal, stop))
        {
            var fields = Exports.EntryTeller.FieldsOf(entry);

            // A correction says only what was wrong; the rest stays. It counts from where the first entry stood.
            if (entry.Corrects is { } wrong && entries.Remove(wrong, out var corrected))
            {
                var whole = new Dictionary<string, JournalValue>(corrected.Fields, StringComparer.Ordinal);
                foreach (var (id, value) in fields)
                {
                    whole[id] = value;
                }

                entries[entry.No] = new Fact(corrected.Since, entry.No, entry.Room, whole);
            }
            else
            {
                entries[entry.No] = new Fact(entry.No, entry.No, entry.Room, fields);
            }
        }

        // The same label can be on cables of two sites.
        return
        [
            .. entries.Values.Where(fact => fact.Text("cable_id") is not null)
                .GroupBy(fact => (Site: fact.Room.Split('/')[0], Id: fact.Text("cable_id")!))
                .Select(cable => cable.MaxBy(fact => fact.Since)!)
                .Where(fact => !fact.Fields.ContainsKey("disconnected_at"))
                .Where(fact => (room is null || fact.Room == room) && (site is null || fact.Room.StartsWith(site + "/", StringComparison.Ordinal)))
                .Select(Read)
                .OrderBy(cable => cable.Id, StringComparer.Ordinal).ThenBy(cable => cable.Room, StringComparer.Ordinal),
        ];
    }

    private static Cable Read(Fact fact) => new(fact.Text("cable_id")!, fact.Room, fact.No)
    {
        From = fact.Text("from"),
        To = fact.Text("to"),
        Type = fact.Text("cable_type"),
        Service = fact.Text("service"),
        ConnectedAt = fact.Fields.GetValueOrDefault("connected_at") is JournalValue.Time connected ? connected.At : null,
    };

    private sealed record Fact(long Since, long No, string Room, IReadOnlyDictionary<string, JournalValue> Fields)
    {
        public string? Text(string column) => Fields.GetValueOrDefault(column) is JournalValue.Plain { Text: { Length: > 0 } text } ? text : null;
    }
}
