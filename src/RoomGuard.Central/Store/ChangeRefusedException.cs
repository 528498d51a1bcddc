namespace RoomGuard.Central.Store;

/// <summary>The database works and does not take this change: a constraint, a trigger or a type is against it.</summary>
/// <param name="fault">Why.</param>
/// <param name="error">What the database said.</param>
internal sealed class ChangeRefusedException(DatabaseFault fault, Exception error) : Exception(fault.What, error)
{
    /// <summary>Why.</summary>
    public DatabaseFault Fault { get; } = fault;
}
