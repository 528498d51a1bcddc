using System.Text.Json;

namespace RoomGuard.Contract.Messages;

/// <summary>How far one journal had come when a checkpoint was made.</summary>
/// <param name="Journal">The journal, for example <c>35.1</c>.</param>
/// <param name="No">Number of its last entry; 0 for a journal without one.</param>
/// <param name="Hash">Hash of that entry, which holds the hash of the one before it; empty or nothing but zeros where there is none.</param>
/// <param name="Marks">Number of its last mark (a signature, a photo, a completion).</param>
/// <param name="MarksHash">Hash of that mark; empty or nothing but zeros where there is none.</param>
public sealed record JournalHead(string Journal, long No, string Hash, long Marks, string MarksHash)
{
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("journal", Journal);
        json.WriteNumber("no", No);
        json.WriteString("hash", Hash);
        json.WriteNumber("marks", Marks);
        json.WriteString("marksHash", MarksHash);
        json.WriteEndObject();
    }
}
