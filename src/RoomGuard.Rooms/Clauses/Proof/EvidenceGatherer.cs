using System.Globalization;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Clauses;

/// <summary>Makes evidence of what a room knows: once for a step, by item when one is judged.</summary>
internal sealed class EvidenceGatherer
{
    private static readonly TimeSpan OffsetTolerance = TimeSpan.FromSeconds(2);

    private readonly RoomTurn _turn;
    private readonly Dictionary<string, List<Evidence>> _bySignal = new(StringComparer.Ordinal);

    internal EvidenceGatherer(RoomTurn turn, Catalogue catalogue)
    {
        _turn = turn;
        foreach (var (_, point) in turn.Points)
        {
            if (catalogue.Signals.Contains(point.Point.Signal))
            {
                if (!_bySignal.TryGetValue(point.Point.Signal, out var list))
                {
                    _bySignal[point.Point.Signal] = list = [];
                }

                list.Add(Of(point));
            }
        }
    }

    /// <summary>All that may speak of an item.</summary>
    internal List<Evidence> For(Requirement item)
    {
        var all = new List<Evidence>();
        foreach (var part in item.Parts)
        {
            AddValues(all, part);
            AddStatements(all, part);
            AddEvents(all, part);
            if (_turn.Findings.TryGetValue(part.Id, out var finding))
            {
                all.Add(finding with { Part = part.Id });
            }

            if (_turn.Revocations.TryGetValue(part.Id, out var revocation))
            {
                all.Add(revocation with { Part = part.Id });
            }
        }

        if (_turn.SkewedAt is { } skewed && _turn.Now - skewed < VerdictEngine.SkewStands && all.Exists(one => one.Kind == EvidenceKind.Sensor))
        {
            all.Add(new Evidence { Id = Stamped("clock", skewed), Kind = EvidenceKind.Clock, Source = "agent", ObservedAt = skewed });
        }

        return all;
    }

    /// <summary>The evidence id of a point's newest value.</summary>
    internal static string IdOf(PointState point) => Stamped($"point/{point.Point.Equipment}/{point.Point.Signal}", point.Known.IsPresent ? point.KnownAt : point.At);

    internal static string Stamped(string id, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{id}@{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");

    /// <summary>What somebody attested, as evidence.</summary>
    internal static Evidence Of(Attestation attestation, Requirement item) => new()
    {
        Id = "attestation/" + attestation.Id,
        Kind = attestation.Statement is AttestationStatement.NotApplicable or AttestationStatement.Applicable ? EvidenceKind.Exclusion : EvidenceKind.Attestation,
        Part = attestation.Item,
        Slot = attestation.Slot,
        Source = attestation.Signer,
        ObservedAt = attestation.At,
        ReceivedAt = attestation.ReceivedAt,
        Supports = attestation.Statement.Supports(item.AsksAbsence),
        Value = attestation.Statement.ToWord(),
        ExpiresAt = attestation.Statement == AttestationStatement.Applicable ? attestation.At : attestation.ValidUntil,
        Answers = attestation.Answers,
        Role = attestation.Role,
        Place = attestation.Place,
        Note = attestation.Note,
        Document = attestation.Document,
        Attachments = attestation.Attachments,
    };

    private void AddValues(List<Evidence> all, RequirementPart part)
    {
        foreach (var signal in part.Slots.SelectMany(slot => slot.Signals).Concat(part.ContradictedBy.SelectMany(Catalogue.SignalsOf)))
        {
            if (_bySignal.TryGetValue(signal, out var values) && !all.Contains(values[0]))
            {
                all.AddRange(values);
            }
        }
    }

    private void AddStatements(List<Evidence> all, RequirementPart part)
    {
        foreach (var key in part.Slots.Select(slot => slot.Id).Append("exclusion"))
        {
            if (_turn.Attestations.TryGetValue($"{part.Id}/{key}", out var attestation) && _turn.Catalogue.Find(attestation.Item) is { } item)
            {
                Add(all, Of(attestation, item));
            }
        }
    }

    private void AddEvents(List<Evidence> all, RequirementPart part)
    {
        foreach (var slot in part.Slots)
        {
            if (slot.Kind != SlotKind.Event)
            {
                continue;
            }

            foreach (var (equipment, since) in _turn.Watched.Where(watched => slot.Subject is not null && watched.Key.StartsWith(slot.Subject + "/", StringComparison.Ordinal)))
            {
                all.Add(new Evidence { Id = "equipment/" + equipment[(slot.Subject!.Length + 1)..], Kind = EvidenceKind.Equipment, Source = equipment[(slot.Subject.Length + 1)..], ObservedAt = since, Since = since, Value = slot.Subject });
            }

            foreach (var happened in _turn.Happened.Values)
            {
                if (happened.Signal == (slot.Subject ?? slot.Journal))
                {
                    Add(all, happened);
                }
            }
        }

        if (part.ContradictedBy.Any(rule => rule.Kind == ContradictionKind.Openings))
        {
            all.AddRange(_turn.Openings.Select(at => new Evidence { Id = Stamped("opening", at), Kind = EvidenceKind.Event, Source = "door", ObservedAt = at, Signal = UnmatchedOpening.Signal, Value = SensorValue.True }));
        }
    }

    // A statement of a whole item stands once for each of its parts.
    private static void Add(List<Evidence> all, Evidence one)
    {
        if (!all.Exists(known => known.Id == one.Id))
        {
            all.Add(one);
        }
    }

    private Evidence Of(PointState point)
    {
        var isFaulty = point.Last is { IsPresent: false, Absence: not AbsenceReason.Silent } && point.IsHeard;
        var staleAt = point.KnownAt + Freshness.LimitOf(_turn, point);
        return new Evidence
        {
            Id = IdOf(point),
            Kind = EvidenceKind.Sensor,
            Source = point.Point.Equipment,
            Signal = point.Point.Signal,
            ObservedAt = point.Known.IsPresent ? point.KnownAt : point.At,
            Value = isFaulty ? SensorValue.None : point.Known.IsPresent ? point.Known.ToString() : null,
            Since = point.Known.IsPresent ? point.KnownSince : null,

            // Away agents make a value history at once.
            StaleAt = !point.Known.IsPresent ? null : point.IsStale && staleAt > _turn.Now ? point.KnownAt : staleAt,
            Quality = isFaulty ? EvidenceQuality.Bad : point.Quality == TimeQuality.Unsynced || IsOffset(point) ? EvidenceQuality.Uncertain : EvidenceQuality.Good,
        };
    }

    private bool IsOffset(PointState point) =>
        point.Agent is { } agent && _turn.Points.TryGetValue(TextPool.Join(agent, "agent.clock_offset"), out var offset)
        && offset is { IsStale: false, Known.Kind: ReadingKind.Number } && Math.Abs(offset.Known.Number) > OffsetTolerance.TotalSeconds;
}
