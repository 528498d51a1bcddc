using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using RoomGuard.Contract.Json;

namespace RoomGuard.Contract.Messages;

/// <summary>A checkpoint with its signature: topic <c>roomguard/1/{site}/journal-head</c>, retained; agents keep it as witnesses, exports hold it. Immutable.</summary>
/// <param name="Content">The checkpoint's canonical JSON (RFC 8785): the words that are signed.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 over them, ASN.1 DER, base64.</param>
/// <param name="PublicKey">The key, SubjectPublicKeyInfo, base64.</param>
/// <param name="Timestamp">A time-stamp token of RFC 3161 over the signature's bytes, base64; null for none. It is kept, not judged.</param>
public sealed record SignedCheckpoint(string Content, string Signature, string PublicKey, string? Timestamp)
{
    /// <summary>Largest document that is parsed, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int MaxDepth = 16;
    private const string CurveP256 = "1.2.840.10045.3.1.7";

    /// <summary>SHA-256 of the content, 64 lower-case hex digits: what the next checkpoint names.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Content)));

    /// <summary>SHA-256 of the key, 64 lower-case hex digits; empty for a key that is no base64.</summary>
    public string KeyId => KeyOf(PublicKey);

    /// <summary>Parses such a message; false for anything that is not one, without throwing.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out SignedCheckpoint? checkpoint)
    {
        checkpoint = null;
        if (utf8.Length > MaxBytes || !Utf8.IsValid(utf8))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            checkpoint = !reader.Read() ? Read(document.RootElement) : null;
        }
        catch (JsonException)
        {
            return false;
        }

        return checkpoint is not null;
    }

    /// <summary>The message: one JSON object on one line.</summary>
    public string Write() =>
        $$"""{"checkpoint":{{Content}},"publicKey":"{{PublicKey}}","signature":"{{Signature}}"{{(Timestamp is null ? "" : $",\"timestamp\":\"{Timestamp}\"")}}}""";

    /// <summary>What is signed; null when the content is no checkpoint, which it always is when the message was read.</summary>
    public Checkpoint? Open()
    {
        try
        {
            using var document = JsonDocument.Parse(Content, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object ? CheckpointReader.Read(document.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the key that came with it made the signature, and is the one that the checkpoint names. Says nothing of whose key it is.</summary>
    public SignatureStanding CheckSignature() => Open()?.Key == KeyId ? Check(Encoding.UTF8.GetBytes(Content), Signature, PublicKey) : SignatureStanding.Broken;

    /// <summary>Whether a key made <paramref name="signature"/> over <paramref name="data"/>.</summary>
    public static SignatureStanding Check(ReadOnlySpan<byte> data, string signature, string publicKey)
    {
        try
        {
            using var key = ECDsa.Create();
            var bytes = Convert.FromBase64String(publicKey);
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            if (read != bytes.Length || key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != CurveP256)
            {
                return SignatureStanding.Untried;
            }

            return key.VerifyData(data, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
                ? SignatureStanding.Valid
                : SignatureStanding.Broken;
        }
        catch (Exception error) when (error is CryptographicException or NotSupportedException or ArgumentException or FormatException)
        {
            return SignatureStanding.Untried;
        }
    }

    /// <summary>The id of a key in base64: SHA-256 of its bytes, 64 lower-case hex digits; empty for what is no base64.</summary>
    public static string KeyOf(string publicKey)
    {
        var bytes = new byte[publicKey.Length];
        return Convert.TryFromBase64String(publicKey, bytes, out var length) ? Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, length))) : "";
    }

    private static SignedCheckpoint? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || CheckpointReader.Part(root, "checkpoint", JsonValueKind.Object) is not { } signed)
        {
            return null;
        }

        // A member that is there twice would be one thing to the reader and another to whoever signed it: such a thing has no canonical form.
        Jcs.Write(root);
        var stamp = CheckpointReader.Base64(root, "timestamp");
        return CheckpointReader.Read(signed) is not null
            && CheckpointReader.Base64(root, "publicKey") is { Length: > 0 } publicKey
            && CheckpointReader.Base64(root, "signature") is { Length: > 0 } signature
            && (stamp is not null || !root.TryGetProperty("timestamp", out _))
                ? new SignedCheckpoint(Encoding.UTF8.GetString(Jcs.Write(signed)), signature, publicKey, stamp)
                : null;
    }
}
