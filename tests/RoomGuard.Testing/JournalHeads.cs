using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RoomGuard.Testing;

/// <summary>A centre that signs heads of journals, written from the contract by hand and not by the product's own code.</summary>
public sealed class JournalHeads : IDisposable
{
    private readonly ECDsa _key;

    /// <summary>A centre with a key of its own.</summary>
    public JournalHeads()
        : this(ECDsa.Create(ECCurve.NamedCurves.nistP256))
    {
    }

    /// <summary>A centre with a key that is given.</summary>
    public JournalHeads(ECDsa key) => _key = key;

    /// <summary>The public key: base64 of its SPKI.</summary>
    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    /// <summary>SHA-256 of the public key.</summary>
    public string KeyHash => Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()));

    /// <summary>A hash that stands for an entry.</summary>
    public static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    /// <summary>One head in canonical form.</summary>
    public static string Head(string journal, int no, string content = "", int marks = 0) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"hash":"{{Hash(journal + no + content)}}","journal":"{{journal}}","marks":{{marks}},"marksHash":"{{Hash("marks" + journal + marks)}}","no":{{no}}}""");

    /// <summary>The canonical words of a checkpoint.</summary>
    public string Words(int no, params string[] heads) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"at":"2026-11-22T12:00:00Z","centre":"Бас орталық","heads":[{{string.Join(',', heads)}}],"key":"{{KeyHash}}","no":{{no}},"previous":"{{Hash("checkpoint" + (no - 1))}}"}""");

    /// <summary>The message of a checkpoint.</summary>
    public string Message(int no, params string[] heads) => Message(Words(no, heads));

    /// <summary>The message of canonical words.</summary>
    /// <param name="told">The words as they travel; the signed ones unless told.</param>
    public string Message(string words, string? told = null) =>
        $$"""{"checkpoint":{{told ?? words}},"publicKey":"{{PublicKey}}","signature":"{{Sign(words)}}"}""";

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private string Sign(string words) => Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes(words), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
}
