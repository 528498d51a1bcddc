using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RoomGuard.Contract.Json;

namespace RoomGuard.Rooms.Clause35;

/// <summary>Where every journal stood at one instant; its canonical form is signed. Immutable.</summary>
public sealed record Checkpoint
{
    /// <summary>Its number, from 1 without gaps.</summary>
    public required long No { get; init; }

    /// <summary>When, RFC 3339 UTC.</summary>
    public required string At { get; init; }

    /// <summary>Which centre, by its name in the cluster.</summary>
    public required string Centre { get; init; }

    /// <summary>The journals that have entries, in order.</summary>
    public required IReadOnlyList<CheckpointHead> Heads { get; init; }

    /// <summary>SHA-256 of the key that signs (SubjectPublicKeyInfo), 64 lower-case hex digits.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the checkpoint before; <see cref="ChainLink.None"/> for the first.</summary>
    public required string Previous { get; init; }

    /// <summary>The key that signs from the next one on, SubjectPublicKeyInfo in base64; null while it stays the same.</summary>
    public string? NextKey { get; init; }

    /// <summary>The canonical form (RFC 8785), which is signed.</summary>
    public string Write() => Encoding.UTF8.GetString(Jcs.Write(JsonSerializer.SerializeToElement(this, ChainJson.Default.Checkpoint)));

    /// <summary>The checkpoint of a text; null when it is none.</summary>
    public static Checkpoint? Read(JsonElement json)
    {
        try
        {
            return json.Deserialize(ChainJson.Default.Checkpoint) is { Heads: { } heads, Key: not null, Previous: not null } read && !heads.Contains(null!) ? read : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The head of one journal; null when it had none yet.</summary>
    public CheckpointHead? Find(string journal) => Heads.FirstOrDefault(head => head.Journal == journal);
}

/// <summary>Where one journal stood.</summary>
/// <param name="Journal">The journal, for example <c>35.7</c>.</param>
/// <param name="No">The number of its newest entry.</param>
/// <param name="Hash">The hash of that entry.</param>
/// <param name="Marks">The number of its newest mark.</param>
/// <param name="MarksHash">The hash of that mark; <see cref="ChainLink.None"/> before the first.</param>
public sealed record CheckpointHead(string Journal, long No, string Hash, long Marks, string MarksHash);

/// <summary>A checkpoint with its signature: what agents keep as witnesses and exports hold. Immutable.</summary>
/// <param name="Content">The canonical form of the checkpoint.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 over it, DER, base64.</param>
/// <param name="PublicKey">The key, SubjectPublicKeyInfo, base64.</param>
/// <param name="Timestamp">A time-stamp token of RFC 3161 over the signature's bytes, base64; null for none.</param>
public sealed record SignedCheckpoint(string Content, string Signature, string PublicKey, string? Timestamp)
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>SHA-256 of the content: what the next checkpoint names.</summary>
    public string Hash => ChainLink.HashOf(Content);

    /// <summary>SHA-256 of the key, 64 lower-case hex digits; empty for a key that is none.</summary>
    public string KeyId => KeyOf(PublicKey);

    /// <summary>The checkpoint as one JSON object on one line: <c>checkpoint</c>, <c>publicKey</c>, <c>signature</c>, <c>timestamp</c>.</summary>
    public string Write() =>
        $$"""{"checkpoint":{{Content}},"publicKey":"{{PublicKey}}","signature":"{{Signature}}"{{(Timestamp is null ? "" : $",\"timestamp\":\"{Timestamp}\"")}}}""";

    /// <summary>Reads such an object; null for anything else.</summary>
    public static SignedCheckpoint? Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("checkpoint", out var content) && Base64(root, "signature") is { } signature && Base64(root, "publicKey") is { } key
                ? new SignedCheckpoint(Encoding.UTF8.GetString(Jcs.Write(content)), signature, key, Base64(root, "timestamp"))
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What is signed; null when the content is no checkpoint.</summary>
    public Checkpoint? Open()
    {
        using var document = JsonDocument.Parse(Content);
        return Checkpoint.Read(document.RootElement);
    }

    /// <summary>Whether the signature is that of the key it brings.</summary>
    public bool IsSigned() => Verify(Encoding.UTF8.GetBytes(Content), Signature, PublicKey);

    /// <summary>Whether <paramref name="signature"/> over <paramref name="data"/> is that of a key.</summary>
    public static bool Verify(ReadOnlySpan<byte> data, string signature, string publicKey)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
            return key.VerifyData(data, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception error) when (error is CryptographicException or FormatException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    /// <summary>The id of a key in base64.</summary>
    public static string KeyOf(string publicKey)
    {
        var bytes = new byte[publicKey.Length];
        return Convert.TryFromBase64String(publicKey, bytes, out var length) ? ChainLink.HashOf(bytes.AsSpan(0, length)) : "";
    }

    private static string? Base64(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text && Convert.TryFromBase64String(text, new byte[text.Length], out _) ? text : null;
}
