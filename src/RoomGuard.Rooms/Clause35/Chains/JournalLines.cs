using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RoomGuard.Rooms.Clause35;

/// <summary>The lines of an export that are not entries, marks or checkpoints.</summary>
public static class JournalLines
{
    /// <summary>The line that says where the chains end.</summary>
    public static string End(long entries, string hash, long marks, string marksHash) => string.Create(
        CultureInfo.InvariantCulture, $"{JournalExportForm.End}{{\"entries\":{entries},\"hash\":\"{hash}\",\"marks\":{marks},\"marksHash\":\"{marksHash}\"}},");

    /// <summary>The last line: the signature over SHA-256 of everything before it, and the brace that ends the export.</summary>
    public static string Seal(string signature, string publicKey) => $"{JournalExportForm.Seal}{{\"publicKey\":\"{publicKey}\",\"signature\":\"{signature}\"}}}}";

    /// <summary>The first line as a document; null when it is no JSON.</summary>
    internal static JsonDocument? Parse(ReadOnlyMemory<byte> head)
    {
        if (!head.Span.EndsWith(","u8))
        {
            return null;
        }

        byte[] whole = [.. head.Span[..^1], (byte)'}'];
        try
        {
            return JsonDocument.Parse(whole);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The seal of a line; null when it is none.</summary>
    internal static (string Signature, string PublicKey)? ReadSeal(ReadOnlyMemory<byte> line)
    {
        var text = Encoding.UTF8.GetString(line.Span);
        if (!text.StartsWith(JournalExportForm.Seal, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse("{" + text);
            var seal = document.RootElement.GetProperty("seal");
            return (seal.GetProperty("signature").GetString()!, seal.GetProperty("publicKey").GetString()!) is var (signature, key) && Seal(signature, key) == text ? (signature, key) : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether the seal is over these bytes.</summary>
    internal static bool VerifyHash(byte[] hash, (string Signature, string PublicKey) seal)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(seal.PublicKey), out _);
            return key.VerifyHash(hash, Convert.FromBase64String(seal.Signature), DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return false;
        }
    }
}
