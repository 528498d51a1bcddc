using System.Text.Json;
using System.Text.Json.Serialization;
using RoomGuard.Central.Journals;

namespace RoomGuard.Central.Backups;

/// <summary>What a backup holds: the file <c>manifest.json</c> in it. Immutable.</summary>
public sealed record BackupManifest
{
    /// <summary>The form this program writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Its name in a backup.</summary>
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The form of the backup; a program refuses one that is newer than its own.</summary>
    public required int Format { get; init; }

    /// <summary>A name of its own, which its journal entry carries.</summary>
    public required string Id { get; init; }

    /// <summary>Name and version of the program that wrote it.</summary>
    public required string Software { get; init; }

    /// <summary>The schema of <c>state.db</c>.</summary>
    public required int Schema { get; init; }

    /// <summary>Where the state came from: <c>sqlite</c> or <c>postgresql</c>. In the backup it is SQLite in either case.</summary>
    public required string Source { get; init; }

    /// <summary>When it was begun, UTC. What was acknowledged before is in it.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was whole, UTC.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Its files.</summary>
    public required IReadOnlyList<BackupPart> Parts { get; init; }

    /// <summary>The newest entry of each journal.</summary>
    public required IReadOnlyList<JournalHead> Journals { get; init; }

    /// <summary>What does not hold in the chains of the journals, and did not before the backup; empty for journals that nobody touched.</summary>
    public required IReadOnlyList<JournalFault> Faults { get; init; }

    /// <summary>What is not in it and must be kept elsewhere: secrets, a series store of its own.</summary>
    public required IReadOnlyList<string> NotIncluded { get; init; }

    /// <summary>Sum of the parts, in bytes.</summary>
    [JsonIgnore]
    public long Bytes => Parts.Sum(part => part.Bytes);

    internal byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Shape);

    /// <exception cref="BackupException">It is no manifest, or one of a newer program.</exception>
    internal static BackupManifest Read(ReadOnlySpan<byte> json)
    {
        BackupManifest? manifest;
        try
        {
            // The form first: what a newer one means by the rest is not ours to guess.
            var form = JsonSerializer.Deserialize<Form>(json, Shape)?.Format;
            if (form > CurrentFormat)
            {
                throw new BackupException(FormattableString.Invariant($"The backup has form {form}; this program knows {CurrentFormat}. Restore it with the program that wrote it, or a newer one."));
            }

            manifest = JsonSerializer.Deserialize<BackupManifest>(json, Shape);
        }
        catch (JsonException error)
        {
            throw new BackupException($"{FileName} is not the manifest of a backup: {error.Message}", error);
        }

        if (manifest is null || manifest.Parts.Any(part => !part.IsPlain))
        {
            throw new BackupException($"{FileName} is not the manifest of a backup.");
        }

        return manifest;
    }

    private sealed record Form(int Format);
}

/// <summary>One file of a backup.</summary>
/// <param name="Name">Its path in the backup, parts parted by a slash.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hex.</param>
public sealed record BackupPart(string Name, long Bytes, string Sha256)
{
    // A name from outside must not lead out of the folder.
    internal bool IsPlain => Name.Length is > 0 and < 400 && !Name.Contains('\\', StringComparison.Ordinal) && Name.Split('/').All(part => part.Length > 0 && part is not ("." or ".."));
}

/// <summary>The newest entry of a journal.</summary>
/// <param name="Journal">The journal, for example <c>35.7</c>.</param>
/// <param name="No">The entry's number.</param>
/// <param name="Hash">The entry's hash.</param>
public sealed record JournalHead(string Journal, long No, string Hash);

/// <summary>A backup could not be written or restored. The message says what, and what to do.</summary>
public sealed class BackupException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>How far a backup or restore has come.</summary>
/// <param name="Step">What is being done, for a person.</param>
/// <param name="Done">Bytes done of it.</param>
/// <param name="Total">Bytes in all; 0 when nobody knows.</param>
public readonly record struct BackupProgress(string Step, long Done, long Total);
