namespace RoomGuard.Contract.Messages;

/// <summary>How far one journal had come when a checkpoint was made.</summary>
/// <param name="Journal">The journal, for example <c>35.1</c>.</param>
/// <param name="No">Number of its last entry; 0 for a journal without one.</param>
/// <param name="Hash">Hash of that entry, which holds the hash of the one before it; empty where there is none.</param>
/// <param name="Marks">Number of its last mark (a signature, a photo, a completion).</param>
/// <param name="MarksHash">Hash of that mark; empty where there is none.</param>
public sealed record JournalHead(string Journal, long No, string Hash, long Marks, string MarksHash);
