using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RoomGuard.Contract.Messages;

/// <summary>A checkpoint with its signature: topic <c>roomguard/1/{site}/journal-head</c>, retained. Immutable.</summary>
/// <remarks>The signature is ECDSA P-256 with SHA-256 (ASN.1 DER) over the checkpoint's canonical JSON: keys in ordinal order at every depth, no white space, numbers as they came.</remarks>
public sealed class SignedCheckpoint
{
    /// <summary>Largest document that is parsed, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    private const string CurveP256 = "1.2.840.10045.3.1.7";

    private static readonly JsonWriterOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] _signedBytes;
    private readonly byte[] _publicKey;
    private readonly byte[] _signature;

    internal SignedCheckpoint(Checkpoint checkpoint, JsonElement signed, byte[] publicKey, byte[] signature, byte[]? timestamp)
    {
        (Checkpoint, _publicKey, _signature, _signedBytes) = (checkpoint, publicKey, signature, WriteCanonical(signed));
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

    private static byte[] WriteCanonical(JsonElement element)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Canonical);
        WriteCanonical(json, element);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteCanonical(Utf8JsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    WriteCanonical(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    WriteCanonical(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.Number:
                json.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }
}
