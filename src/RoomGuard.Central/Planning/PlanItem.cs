using RoomGuard.Central.Sites;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Terms;

namespace RoomGuard.Central.Planning;

/// <summary>Something that is to be done by a day: attested again, tested, renewed. Immutable.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Item">The clause it is for: an item or half of 163, or <c>35.7</c> for tests; <c>contract</c> for contracts.</param>
/// <param name="Slot">Which of them: the evidence slot, the equipment, the contract's id.</param>
public sealed record PlanItem(PlanKind Kind, string Item, string Slot)
{
    /// <summary>The rooms it concerns, each as <c>{site}/{room}</c>; a contract may concern several, or none yet.</summary>
    public required IReadOnlyList<string> Rooms { get; init; }

    /// <summary>What people call the evidence or the equipment.</summary>
    public LocalText? Name { get; init; }

    /// <summary>The contract, if it is one.</summary>
    public MaintenanceContract? Contract { get; init; }

    /// <summary>When it was done last, UTC; null when it never was, and for contracts without a first day.</summary>
    public DateTimeOffset? Done { get; init; }

    /// <summary>When it is due, UTC; null when it never was done, and so is due now.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The last day on which it is not overdue yet, on the clocks of the site; null when it was never done.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Whether an event took its force before its time.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>The room; null when there is none, or several.</summary>
    public string? Room => Rooms is [var only] ? only : null;

    /// <summary>How long before it is due people are reminded of it.</summary>
    public TimeSpan Notice => Due is { } due && Done is { } done ? SlotTerm.NoticeOf(due - done) : SlotTerm.NoticeOf(TimeSpan.MaxValue);

    /// <summary>When people are reminded of it, UTC; null when it is due now.</summary>
    public DateTimeOffset? RemindAt => Due - Notice;

    /// <summary>How urgent it is.</summary>
    public PlanState StateAt(DateTimeOffset now) => Due is not { } due ? PlanState.Missing
        : due <= now ? PlanState.Overdue
        : RemindAt <= now ? PlanState.Soon
        : PlanState.Later;
}

/// <summary>What is planned.</summary>
public enum PlanKind
{
    /// <summary>Evidence of clause 163 that a person gives.</summary>
    Attestation,

    /// <summary>A test of a UPS.</summary>
    UpsTest,

    /// <summary>A test of a generator.</summary>
    GeneratorTest,

    /// <summary>A contract of maintenance.</summary>
    Contract,
}

/// <summary>How urgent something planned is.</summary>
public enum PlanState
{
    /// <summary>Its day is past.</summary>
    Overdue,

    /// <summary>It was never done.</summary>
    Missing,

    /// <summary>It is time to be reminded of it.</summary>
    Soon,

    /// <summary>There is time yet.</summary>
    Later,
}

/// <summary>States of a plan as the HTTP contract spells them.</summary>
public static class PlanWords
{
    private static readonly string[] States = ["overdue", "missing", "soon", "later"];

    /// <summary>The state's word.</summary>
    public static string ToWord(this PlanState state) => States[(int)state];
}
