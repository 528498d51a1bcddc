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
    public DateTimeOffset? RemindAt => Attestation is { } given && Due is { } due ? due - NoticeOf(due - given.At) : null;

    /// <summary>How long before its end something of this length is reminded of: 30 days, or 7 of what holds for a month at most.</summary>
    public static TimeSpan NoticeOf(TimeSpan length) => TimeSpan.FromDays(length.TotalDays <= 31 ? 7 : 30);

    /// <summary>Every piece of evidence that a room needs of people, or was given by them, in the order of the catalogue.</summary>
    public static IEnumerable<SlotTerm> Of(RoomState state, DateTimeOffset now) => Of(state.Attestations, state.Memory.Revocations, now);

    internal static IEnumerable<SlotTerm> Of(IReadOnlyDictionary<string, Attestation> attestations, IReadOnlyDictionary<string, Revocation> revocations, DateTimeOffset now)
    {
        foreach (var part in Catalogue.Current.Items.SelectMany(item => item.Parts))
        {
            var exclusion = attestations.GetValueOrDefault($"{part.Id}/{Exclusion}");
            var slots = SlotsOf(part, attestations, revocations.GetValueOrDefault(part.Id)).ToList();
            if (exclusion is null || slots.Exists(slot => slot.Attestation?.At >= exclusion.At && EndOf(exclusion, null) <= now))
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

    private static IEnumerable<SlotTerm> SlotsOf(RequirementPart part, IReadOnlyDictionary<string, Attestation> attestations, Revocation? revocation)
    {
        foreach (var slot in part.Slots)
        {
            if (slot.Kind == SlotKind.Sensor || (attestations.GetValueOrDefault($"{part.Id}/{slot.Id}") is var given && given is null && !slot.IsRequired))
            {
                continue;
            }

            var end = given is null ? (DateTimeOffset?)null : EndOf(given, slot);
            var isRevoked = given is not null && revocation is not null && revocation.At >= given.At && revocation.At < end;
            yield return new SlotTerm(part.Id, slot.Id, slot.Name) { Attestation = given, Due = isRevoked ? revocation!.At : end, IsRevoked = isRevoked };
        }
    }

    private static DateTimeOffset EndOf(Attestation attestation, EvidenceSlot? slot) => attestation.ValidUntil ?? attestation.At + (slot?.Term ?? UsualTerm);
}
