using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RoomGuard.Contract.Json;

namespace RoomGuard.Contract.Messages;

/// <summary>How far every journal of a centre had come at one moment, chained to the checkpoint before it; its canonical form is signed. Immutable.</summary>
public sealed record Checkpoint
{
    /// <summary>Its number, from 1 without gaps.</summary>
    public required long No { get; init; }

    /// <summary>When it was made, UTC, to the microsecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Which centre made it, by its name in the cluster.</summary>
    public required string Centre { get; init; }

    /// <summary>The journals that have entries, each once.</summary>
    public required IReadOnlyList<JournalHead> Heads { get; init; }

    /// <summary>SHA-256 of the public key it is signed with (SubjectPublicKeyInfo), 64 lower-case hex digits.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the checkpoint before it: nothing but zeros for the first.</summary>
    public required string Previous { get; init; }

    /// <summary>The key that signs from the next one on, SubjectPublicKeyInfo in base64; null while it stays the same.</summary>
    public string? NextKey { get; init; }

    /// <summary>When it was made, as it is written.</summary>
    public string AtText => At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>How far one journal had come; null when it had no entry yet.</summary>
    public JournalHead? Find(string journal) => Heads.FirstOrDefault(head => head.Journal == journal);

    /// <summary>The canonical form (RFC 8785), which is signed.</summary>
    public string Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("no", No);
            json.WriteString("at", AtText);
            json.WriteString("centre", Centre);
            json.WriteString("key", Key);
            json.WriteString("previous", Previous);
            if (NextKey is not null)
            {
                json.WriteString("nextKey", NextKey);
            }

            json.WriteStartArray("heads");
            foreach (var head in Heads)
            {
                head.Write(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(Jcs.Canonicalise(buffer.WrittenMemory));
    }
}
