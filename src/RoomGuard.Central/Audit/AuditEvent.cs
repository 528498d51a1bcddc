using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace RoomGuard.Central.Audit;

/// <summary>One thing that somebody did, for the audit trail. Goes into the transaction of what was done: <see cref="Store.StateChange.Audit"/>.</summary>
/// <param name="By">Who did it.</param>
/// <param name="What">What was done, two words with a point: <c>alarm.acknowledge</c>, <c>room.attest</c>, <c>site.reload</c>.</param>
/// <param name="Subject">What it was done to: a room as <c>{site}/{room}</c>, an alarm's id, a file.</param>
public sealed record AuditEvent(Actor By, string What, string Subject)
{
    /// <summary>Most characters of <see cref="Before"/> and of <see cref="After"/>.</summary>
    public const int MaxLength = 64 * 1024;

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>What of it was otherwise before, as compact JSON; null when there was nothing.</summary>
    public string? Before { get; init; }

    /// <summary>What of it is otherwise now, as compact JSON; null when there is nothing.</summary>
    public string? After { get; init; }

    /// <summary>The same event with what changed, each side any object; secrets must not be among it.</summary>
    public AuditEvent Changing(object? before, object? after) => this with { Before = Write(before), After = Write(after) };

    // A side that is too long would not be JSON any more when it is cut: how long it was is said instead.
    private static string? Write(object? side)
    {
        if (side is null)
        {
            return null;
        }

        var json = JsonSerializer.Serialize(side, Readable);
        return json.Length <= MaxLength ? json : JsonSerializer.Serialize(new { omitted = json.Length }, Readable);
    }
}
