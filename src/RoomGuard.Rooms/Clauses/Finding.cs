namespace RoomGuard.Rooms.Clauses;

/// <summary>What contradicts a part of clause 163. It stands until it is superseded: lost data never ends it.</summary>
/// <param name="Id">Its evidence id.</param>
/// <param name="Reason">What it says.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="IsByPerson">Whether a person said it; then only a newer attestation ends it.</param>
internal sealed record Finding(string Id, ReasonCode Reason, DateTimeOffset Since, bool IsByPerson)
{
    /// <summary>Since when the sensors have been good again, UTC; null while they are not, or say nothing.</summary>
    public DateTimeOffset? GoodSince { get; init; }
}

/// <summary>An event that took the force of every attestation before it.</summary>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Evidence">Its evidence id.</param>
internal sealed record Revocation(DateTimeOffset At, string Evidence);
