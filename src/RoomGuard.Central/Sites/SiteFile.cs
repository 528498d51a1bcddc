using RoomGuard.Contract.Files;

namespace RoomGuard.Central.Sites;

/// <summary>One file of a site model: YAML when its name ends so, JSON otherwise.</summary>
public static class SiteFile
{
    /// <summary>Name of the file beside the first site file that holds what was adopted.</summary>
    public const string Adopted = "adopted.json";

    /// <summary>Whether a file of this name is read as YAML.</summary>
    public static bool IsYaml(string path) => Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML";

    /// <summary>Reads a file; faults are in it.</summary>
    public static SettingsFile Read(string path) => SettingsFile.Read(path, IsYaml(path) ? YamlNotation.Read : null);

    /// <summary>The site files of a list, and the file of what was adopted when it is there.</summary>
    public static IReadOnlyList<string> WithAdopted(IReadOnlyList<string> paths) =>
        AdoptedBeside(paths) is { } adopted && File.Exists(adopted) ? [.. paths, adopted] : paths;

    /// <summary>The file of what was adopted; null when there is no site file that it could stand beside.</summary>
    public static string? AdoptedBeside(IReadOnlyList<string> paths) => paths.Count == 0 ? null : Path.Combine(Path.GetDirectoryName(paths[0])!, Adopted);
}
