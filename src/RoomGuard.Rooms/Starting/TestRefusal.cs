using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Starting;

/// <summary>Why a test may not be started now.</summary>
/// <param name="Code">The reason, for machines.</param>
/// <param name="Condition">What does not hold, or is not known to.</param>
/// <param name="Text">The reason, for people.</param>
public sealed record TestRefusal(string Code, TestCondition Condition, LocalText Text)
{
    /// <summary>Whether it is only not known: a value that it rests on is missing or old.</summary>
    public bool IsUnknown => Code == TestPreconditions.Stale;
}
