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
