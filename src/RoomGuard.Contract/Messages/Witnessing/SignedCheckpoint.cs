using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using RoomGuard.Contract.Json;

namespace RoomGuard.Contract.Messages;

/// <summary>A checkpoint with its signature: topic <c>roomguard/1/{site}/journal-head</c>, retained. Immutable.</summary>
/// <remarks>The signature is ECDSA P-256 with SHA-256 (ASN.1 DER) over the checkpoint's canonical JSON (RFC 8785).</remarks>
public sealed class SignedCheckpoint
{
    /// <summary>Largest document that is parsed, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    private const string CurveP256 = "1.2.840.10045.3.1.7";

    private readonly byte[] _signedBytes;
    private readonly byte[] _publicKey;
    private readonly byte[] _signature;

    internal SignedCheckpoint(Checkpoint checkpoint, JsonElement signed, byte[] publicKey, byte[] signature, byte[]? timestamp)
    {
        (Checkpoint, _publicKey, _signature, _signedBytes) = (checkpoint, publicKey, signature, Jcs.Write(signed));
        HasTimestamp = timestamp is not null;
        KeyHash = Convert.ToHexStringLower(SHA256.HashData(publicKey));
    }

    /// <summary>What was signed.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>SHA-256 of the public key that came with it, in lower-case hexadecimal.</summary>
    public string KeyHash { get; }

    /// <summary>Whether a time stamp of a third party came with it. It is kept, not judged.</summary>
    public bool HasTimestamp { get; }

    /// <summary>The words that the signature is over, as UTF-8.</summary>
    public ReadOnlySpan<byte> SignedWords => _signedBytes;

    /// <summary>Parses such a message; false for anything that is not one, without throwing.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out SignedCheckpoint? checkpoint)
    {
        checkpoint = null;
        if (utf8.Length > MaxBytes || !IsUtf8(utf8))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = CheckpointReader.MaxDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            checkpoint = !reader.Read() ? CheckpointReader.Read(document.RootElement) : null;
        }
        catch (JsonException)
        {
            return false;
        }

        return checkpoint is not null;
    }

    /// <summary>Whether the key that came with it made the signature. Says nothing of whose key it is.</summary>
    public SignatureStanding CheckSignature()
    {
        if (KeyHash != Checkpoint.Key)
        {
            return SignatureStanding.Broken;
        }

        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(_publicKey, out var read);
            if (read != _publicKey.Length || key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != CurveP256)
            {
                return SignatureStanding.Untried;
            }

            return key.VerifyData(_signedBytes, _signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
                ? SignatureStanding.Valid
                : SignatureStanding.Broken;
        }
        catch (Exception error) when (error is CryptographicException or NotSupportedException or ArgumentException)
        {
            return SignatureStanding.Untried;
        }
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);
}
