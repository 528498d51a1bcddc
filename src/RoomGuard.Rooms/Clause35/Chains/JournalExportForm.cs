namespace RoomGuard.Rooms.Clause35;

/// <summary>The lines of a journal's export, which is JSON with one entry, mark or checkpoint a line, so that it can be written and verified in one pass however long it is.</summary>
/// <remarks>
/// Head, <c>checkpoints</c>, <c>marks</c>, <c>entries</c>, <c>end</c>, <c>seal</c>, in this order. An entry is its content's members followed by <c>hash</c>, <c>no</c>, <c>previousHash</c> and <c>state</c>; one that
/// is not shown is <c>contentHash</c> with them. The seal signs every byte before it.
/// </remarks>
public static class JournalExportForm
{
    /// <summary>The form's name and version.</summary>
    public const string Name = "roomguard-journal-export/1";

    /// <summary>How the first line begins.</summary>
    public const string Start = "{\"form\":\"" + Name + "\",";

    /// <summary>The line that begins the checkpoints.</summary>
    public const string Checkpoints = "\"checkpoints\":[";

    /// <summary>The line that begins the marks.</summary>
    public const string Marks = "\"marks\":[";

    /// <summary>The line that begins the entries.</summary>
    public const string Entries = "\"entries\":[";

    /// <summary>The line that ends each of these.</summary>
    public const string ListEnd = "],";

    /// <summary>How the line of the ends of the chains begins.</summary>
    public const string End = "\"end\":";

    /// <summary>How the last line begins.</summary>
    public const string Seal = "\"seal\":";

    /// <summary>An entry or mark of the present form.</summary>
    /// <param name="content">Its canonical content; null for one that is not shown.</param>
    /// <param name="state">An entry's state; null for a mark.</param>
    public static string Line(string? content, string contentHash, long no, string previous, string hash, string? state) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{(content is null ? $"{{\"contentHash\":\"{contentHash}\"" : content.AsSpan(0, content.Length - 1))},\"hash\":\"{hash}\",\"no\":{no},\"previousHash\":\"{previous}\"{(state is null ? "" : $",\"state\":\"{state}\"")}}}");

    /// <summary>An entry of the first form, whose content holds its number and the hash of the one before.</summary>
    public static string OldLine(string content, string hash, string state) => $"{content.AsSpan(0, content.Length - 1)},\"hash\":\"{hash}\",\"state\":\"{state}\"}}";
}
