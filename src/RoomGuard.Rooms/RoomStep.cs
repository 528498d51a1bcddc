using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Rooms;

/// <summary>What one call of <see cref="RoomLogic"/> decided: the room as it is now, and what the world must be told.</summary>
/// <param name="State">The room after the step; the same instance when nothing changed.</param>
/// <param name="Effects">What came of it, in order. A tick without effects may stay unstored: the next one finds the same again.</param>
public sealed record RoomStep(RoomState State, IReadOnlyList<RoomEffect> Effects)
{
    /// <summary>Whether something was decided that the next samples would not show again.</summary>
    public bool MustStore => Effects.Count > 0;
}

/// <summary>One thing the world must be told.</summary>
public abstract record RoomEffect;

/// <summary>An alarm was raised, acknowledged, held, released, returned or went back to normal.</summary>
/// <param name="Alarm">The alarm now; <see cref="AlarmCondition.Normal"/> when it is over.</param>
/// <param name="Previous">The alarm before; null when it is new.</param>
/// <param name="Telling">Whether people hear of it, and why or why not.</param>
public sealed record AlarmChanged(Alarm Alarm, Alarm? Previous, Telling Telling = Telling.NoNews) : RoomEffect;

/// <summary>Maintenance or a test was declared, or is over.</summary>
/// <param name="Window">The window now.</param>
/// <param name="Previous">The window before; null when it is new.</param>
public sealed record WindowChanged(ServiceWindow Window, ServiceWindow? Previous) : RoomEffect;

/// <summary>A journal entry is due.</summary>
public sealed record JournalDrafted(JournalDraft Draft) : RoomEffect;

/// <summary>An item's state or its reasons changed, or what people stated of it.</summary>
/// <param name="Verdict">The verdict now.</param>
/// <param name="Previous">The verdict before; null for a room's first.</param>
/// <param name="Record">What it was reached on.</param>
public sealed record VerdictChanged(Verdict Verdict, Verdict? Previous, VerdictRecord Record) : RoomEffect;
