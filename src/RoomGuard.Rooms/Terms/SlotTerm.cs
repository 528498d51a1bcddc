using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Terms;

/// <summary>One piece of evidence that people give of a room, and until when it holds. The one place that knows terms of attestations for plans, reminders and overdue alarms.</summary>
/// <param name="Part">The item of the clause, or its half: <c>163.4</c>, <c>163.10.a</c>.</param>
/// <param name="Slot">Which piece of evidence of that part; <see cref="Exclusion"/> for the statement that the part does not concern the room.</param>
/// <param name="Name">What people call it.</param>
public sealed record SlotTerm(string Part, string Slot, LocalText Name)
{
    /// <summary>Slot of a statement that an item does not concern the room.</summary>
    public const string Exclusion = "exclusion";

    private static readonly TimeSpan UsualTerm = TimeSpan.FromDays(365);

    /// <summary>What was given last; null when nothing ever was.</summary>
    public Attestation? Attestation { get; init; }

    /// <summary>Until when it holds, UTC, or since when it does not any more; null when it was never given.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Whether an event took its force before its time: a leak that of an inspection.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>When to remind of it, UTC; null when it was never given.</summary>
    public DateTimeOffset? RemindAt => GivenAt is { } given && Due is { } due ? due - NoticeOf(due - given) : null;

    /// <summary>When it was given last, by people or by an entry of a journal, UTC; null when it never was.</summary>
    public DateTimeOffset? GivenAt { get => field ?? Attestation?.At; init; }

    /// <summary>How long before its end something of this length is reminded of: 30 days, or 7 of what holds for a month at most.</summary>
    public static TimeSpan NoticeOf(TimeSpan length) => TimeSpan.FromDays(length.TotalDays <= 31 ? 7 : 30);

    /// <summary>Every piece of evidence that a room needs of people, or was given by them, in the order of the catalogue.</summary>
    public static IEnumerable<SlotTerm> Of(RoomDefinition room, RoomState state, DateTimeOffset now) =>
        Of(room.Requirements, new GivenEvidence(state.Attestations, state.Memory.Revocations, state.Memory.Happened), now);

    internal static IEnumerable<SlotTerm> Of(IReadOnlyList<Requirement> items, GivenEvidence given, DateTimeOffset now)
    {
        foreach (var part in items.SelectMany(item => item.Parts))
        {
            var exclusion = given.Attestations.GetValueOrDefault($"{part.Id}/{Exclusion}");
            var slots = SlotsOf(part, given).ToList();
            if (exclusion is null || exclusion.Statement == AttestationStatement.Applicable || slots.Exists(slot => slot.Attestation?.At >= exclusion.At && EndOf(exclusion, null) <= now))
            {
                foreach (var slot in slots)
                {
                    yield return slot;
                }
            }
            else
            {
                yield return new SlotTerm(part.Id, Exclusion, RoomTexts.Get("term.exclusion")) { Attestation = exclusion, Due = EndOf(exclusion, null) };
            }
        }
    }

    private static IEnumerable<SlotTerm> SlotsOf(RequirementPart part, GivenEvidence all)
    {
        var revocation = all.Revocations.GetValueOrDefault(part.Id);
        foreach (var slot in part.Slots)
        {
            // What sensors, settings and tests of equipment say is nobody's term.
            if (slot.Kind is SlotKind.Sensor or SlotKind.Setting || slot.Subject is not null
                || (all.Attestations.GetValueOrDefault($"{part.Id}/{slot.Id}") is var given && given is null && !slot.IsRequired))
            {
                continue;
            }

            if (slot.Kind == SlotKind.Event)
            {
                yield return LineOf(part, slot, given, all);
                continue;
            }

            var end = given is null ? (DateTimeOffset?)null : EndOf(given, slot);
            var isRevoked = given is not null && revocation is not null && revocation.ObservedAt >= given.At && revocation.ObservedAt < end;
            yield return new SlotTerm(part.Id, slot.Id, slot.Name) { Attestation = given, Due = isRevoked ? revocation!.ObservedAt : end, IsRevoked = isRevoked };
        }
    }

    // A line is due an interval after the newest one, whoever wrote it.
    private static SlotTerm LineOf(RequirementPart part, EvidenceSlot slot, Attestation? given, GivenEvidence all)
    {
        var entry = slot.Journal is { } journal ? all.Happened.Values.Where(one => one.Signal == journal).Max(one => (DateTimeOffset?)one.ObservedAt) : null;
        var last = entry > given?.At || given is null ? entry : given.At;
        return new SlotTerm(part.Id, slot.Id, slot.Name) { Attestation = given, GivenAt = last, Due = last + slot.Interval };
    }

    private static DateTimeOffset EndOf(Attestation attestation, EvidenceSlot? slot) => attestation.ValidUntil ?? attestation.At + (slot?.Term ?? UsualTerm);
}

/// <summary>What people gave of a room, what took its force, and what happened.</summary>
internal sealed record GivenEvidence(IReadOnlyDictionary<string, Attestation> Attestations, IReadOnlyDictionary<string, Evidence> Revocations, IReadOnlyDictionary<string, Evidence> Happened);
