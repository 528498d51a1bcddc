namespace RoomGuard.Contract.Messages;

/// <summary>How far every journal of a centre had come at one moment, chained to the checkpoint before it.</summary>
/// <param name="At">When it was made, UTC.</param>
/// <param name="Centre">Which centre made it.</param>
/// <param name="Heads">Each journal once.</param>
/// <param name="Key">SHA-256 of the public key it is signed with, in lower-case hexadecimal.</param>
/// <param name="No">Its number; checkpoints count up.</param>
/// <param name="Previous">Hash of the checkpoint before it; empty for the first.</param>
public sealed record Checkpoint(DateTimeOffset At, string Centre, IReadOnlyList<JournalHead> Heads, string Key, long No, string Previous);
