using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RoomGuard.Contract.Files;

namespace RoomGuard.Central.Options;

/// <summary>Finds the files that a settings file names, relative to its own folder, and reads secrets out of them.</summary>
internal sealed class SettingsPaths(string settingsFile)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(settingsFile))!;

    /// <summary>The absolute form of <paramref name="path"/>.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, _folder);

    /// <summary>The absolute path at <paramref name="key"/>, whose file must be readable; null when the key is absent.</summary>
    public string? File(SettingsNode node, string key)
    {
        if (node.GetOptionalText(key) is not { Length: > 0 } text)
        {
            return null;
        }

        var path = Resolve(text);
        if (Problem(path) is { } problem)
        {
            node.Refuse(key, $"is \"{text}\", which cannot be read: {problem}");
        }

        return path;
    }

    /// <summary>The first line of the file at <paramref name="key"/>; null when the key is absent.</summary>
    public Secret? Secret(SettingsNode node, string key)
    {
        if (File(node, key) is not { } path || Problem(path) is not null)
        {
            return null;
        }

        var text = System.IO.File.ReadLines(path).FirstOrDefault("").Trim();
        if (text.Length == 0)
        {
            node.Refuse(key, "names a file whose first line is empty; the secret stands there.");
        }

        return new Secret(text);
    }

    /// <summary>The files of a certificate and its key at two keys of <paramref name="node"/>: both or none, and they must fit each other.</summary>
    public (string? Certificate, string? Key) Certificate(SettingsNode node)
    {
        var (certificate, key) = (File(node, "certificate"), File(node, "key"));
        if (certificate is null != key is null)
        {
            node.Refuse("has one of certificate and key; both or none must be there.");
        }
        else if (certificate is not null && key is not null && Problem(certificate) is null && Problem(key) is null)
        {
            Try(node, "certificate", () => X509Certificate2.CreateFromPemFile(certificate, key).Dispose());
        }

        return (certificate, key);
    }

    /// <summary>The file of an authority's certificates at <paramref name="key"/>, at least one.</summary>
    public string Authority(SettingsNode node, string key)
    {
        if (File(node, key) is not { } path)
        {
            node.Refuse(key, "is missing; it names the PEM file of the authority that signed the other side's certificate.");
            return "";
        }

        if (Problem(path) is null)
        {
            Try(node, key, () =>
            {
                var authorities = new X509Certificate2Collection();
                authorities.ImportFromPemFile(path);
                if (authorities.Count == 0)
                {
                    throw new CryptographicException("it holds no certificate");
                }
            });
        }

        return path;
    }

    private static void Try(SettingsNode node, string key, Action read)
    {
        try
        {
            read();
        }
        catch (CryptographicException error)
        {
            node.Refuse(key, $"names a file that cannot be used: {error.Message}");
        }
        catch (ArgumentException)
        {
            // How the platform says that a key and a certificate do not fit.
            node.Refuse(key, "names a file that cannot be used: the key is another certificate's.");
        }
    }

    private static string? Problem(string path)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(path);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }
}
