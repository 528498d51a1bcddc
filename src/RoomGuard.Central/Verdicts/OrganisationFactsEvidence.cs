using System.Globalization;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Options;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Verdicts;

/// <summary>Makes evidence of what the settings say of clauses 38(4), 47 and 131, and of what journals say of the centre itself. Pure.</summary>
internal static class OrganisationFactsEvidence
{
    private static readonly TimeSpan LeastTotal = TimeSpan.FromDays(1096);

    private static readonly TimeSpan LeastOnline = TimeSpan.FromDays(62);

    /// <summary>The evidence. The newest backup and the newest restore test count, whatever came of them: one that failed is no reason to look at an older one.</summary>
    /// <param name="since">Since when the settings have been these, UTC.</param>
    /// <param name="backups">The newest entries of journal 35.5.</param>
    public static IReadOnlyList<Evidence> Of(OrganisationFacts facts, DateTimeOffset since, IEnumerable<JournalEntry> backups) =>
    [
        Setting("retention", facts.RetentionTotal >= LeastTotal && facts.RetentionOnline >= LeastOnline, since, string.Create(CultureInfo.InvariantCulture, $"total {facts.RetentionTotal.TotalDays} d; online {facts.RetentionOnline.TotalDays} d")),
        Setting("authentication", facts.ObjectClass switch { null => null, 3 => true, _ => facts.HasMultiFactor }, since, string.Join(' ', facts.Reasons47)),
        Setting("wired", facts.RadioFound.Count > 0 ? false : facts.IsWiredOnly ? true : null, since, string.Join(' ', facts.Reasons131)),
        .. backups.GroupBy(entry => entry.Kind, StringComparer.Ordinal).Select(kind => Event(kind.MaxBy(entry => entry.StartedAt)!)),
    ];

    private static Evidence Setting(string name, bool? supports, DateTimeOffset since, string value) =>
        new() { Id = "setting/" + name, Kind = EvidenceKind.Setting, Source = "roomguard", Signal = name, ObservedAt = since, Supports = supports, Value = value };

    private static Evidence Event(JournalEntry entry) => new()
    {
        Id = $"journal/{entry.Journal}/{entry.No}",
        Kind = EvidenceKind.Event,
        Source = "roomguard",
        Signal = $"{entry.Journal}/{entry.Kind}",
        ObservedAt = entry.EndedAt ?? entry.StartedAt,
        ReceivedAt = entry.RecordedAt,
        Value = entry.Result,
    };
}
