using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RoomGuard.Contract.Files;

namespace RoomGuard.Agent;

/// <summary>Files that a settings file names, by paths relative to its own folder.</summary>
internal sealed class SettingsFolder(string folder)
{
    private const int MaxSecretBytes = 4096;

    /// <summary>An absolute path.</summary>
    public string Resolve(string path) => Path.Combine(folder, path);

    /// <summary>The secret that a file holds on its first line; null, with a fault, when it cannot be read.</summary>
    public Secret? ReadSecret(SettingsNode node, string key)
    {
        var path = Resolve(node.GetText(key));
        return Try(node, key, path, () =>
        {
            if (new FileInfo(path).Length > MaxSecretBytes)
            {
                throw new IOException($"it has more than {MaxSecretBytes} bytes");
            }

            var line = File.ReadLines(path).FirstOrDefault("").Trim();
            return line.Length > 0 ? new Secret(line) : throw new IOException("its first line is empty");
        });
    }

    /// <summary>A file of certificates that can be read; its absolute path, or null with a fault.</summary>
    public string? CheckCertificates(SettingsNode node, string key)
    {
        if (!node.Has(key))
        {
            node.GetOptionalText(key);
            return null;
        }

        var path = Resolve(node.GetText(key));
        return Try(node, key, path, () =>
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(path);
            return certificates.Count > 0 ? path : throw new IOException("there is no certificate in it");
        });
    }

    /// <summary>A private key that belongs to the certificate; its absolute path, or null with a fault.</summary>
    public string? CheckKey(SettingsNode node, string key, string? certificateFile)
    {
        if (!node.Has(key))
        {
            node.GetOptionalText(key);
            return null;
        }

        var path = Resolve(node.GetText(key));
        return Try(node, key, path, () =>
        {
            if (certificateFile is not null)
            {
                using var pair = X509Certificate2.CreateFromPemFile(certificateFile, path);
            }

            return path;
        });
    }

    private static T? Try<T>(SettingsNode node, string key, string path, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            node.Refuse(key, $"names {path}, which cannot be used: {error.Message.TrimEnd('.')}.");
            return null;
        }
    }
}
