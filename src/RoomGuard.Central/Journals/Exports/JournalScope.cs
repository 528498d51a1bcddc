using System.Text.Json;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Journals.Exports;

/// <summary>Which entries of a journal an export shows. Immutable.</summary>
/// <param name="Journal">The journal.</param>
internal sealed record JournalScope(string Journal)
{
    /// <summary>Only this site; null for all. What concerns no single room is shown with every site.</summary>
    public string? Site { get; init; }

    /// <summary>Only this room, <c>{site}/{room}</c>; null for all.</summary>
    public string? Room { get; init; }

    /// <summary>Only what began then or later, UTC.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only what began before, UTC.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Whether every entry is shown.</summary>
    public bool IsWhole => this is { Site: null, Room: null, From: null, To: null };

    /// <summary>Whether an entry is shown.</summary>
    public bool Shows(string room, DateTimeOffset startedAt) =>
        (Room is null || Room == room)
        && (Site is null || room.Length == 0 || room.StartsWith(Site + "/", StringComparison.Ordinal))
        && !(startedAt < From) && !(startedAt >= To);

    /// <summary>What the head of an export says of it, as members of a JSON object.</summary>
    public string Head(DateTimeOffset at, LocalText title, string software) =>
        JsonSerializer.Serialize(new
        {
            journal = Journal,
            title,
            at = at.UtcDateTime,
            software,
            scope = new { site = Site, room = Room, from = From?.UtcDateTime, to = To?.UtcDateTime },
        }, Json)[1..^1];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
