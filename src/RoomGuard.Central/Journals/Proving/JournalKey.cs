using System.Security.Cryptography;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Journals.Proving;

/// <summary>A key that signs for the centre: ECDSA on P-256 with SHA-256. Safe for several threads.</summary>
internal interface IJournalKey : IDisposable
{
    /// <summary>SubjectPublicKeyInfo, base64.</summary>
    string PublicKey { get; }

    /// <summary>The signature over a hash of SHA-256: DER, base64.</summary>
    /// <exception cref="CryptographicException">The key cannot be used now.</exception>
    string Sign(byte[] hash);
}

/// <summary>A key in a PEM file.</summary>
internal sealed class FileJournalKey : IJournalKey
{
    private const string Curve = "1.2.840.10045.3.1.7";

    private readonly ECDsa _key;
    private readonly Lock _lock = new();

    private FileJournalKey(ECDsa key)
    {
        _key = key;
        PublicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    /// <inheritdoc/>
    public string PublicKey { get; }

    /// <summary>The key of a file.</summary>
    /// <exception cref="CryptographicException">The file holds no private key on P-256.</exception>
    public static FileJournalKey Load(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key.ExportParameters(true).Curve.Oid.Value is Curve ? new FileJournalKey(key) : throw new CryptographicException("it is not on the curve P-256.");
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new CryptographicException($"{path} holds no private key that signs journals: {error.Message} Make one with: openssl ecparam -name prime256v1 -genkey -noout -out {path}", error);
        }
    }

    /// <summary>The key of a file, which is made when it is not there; only the account we run under may read it.</summary>
    public static FileJournalKey LoadOrMake(string path)
    {
        if (!File.Exists(path))
        {
            new DataFolder(Path.GetDirectoryName(path)!).Make();
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var part = path + ".new";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(part, options))
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes(made.ExportPkcs8PrivateKeyPem() + "\n"));
                file.Flush(flushToDisk: true);
            }

            try
            {
                File.Move(part, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another centre on the same folder was quicker: its key is the key.
                File.Delete(part);
            }
        }

        return Load(path);
    }

    /// <inheritdoc/>
    public string Sign(byte[] hash)
    {
        lock (_lock)
        {
            return Convert.ToBase64String(_key.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
