using System.Text.Json;
using RoomGuard.Contract.Files;

namespace RoomGuard.Agent.Scanning;

/// <summary>One thing to try on each address.</summary>
/// <param name="Access">What is tried.</param>
/// <param name="Told">The entry as the operator wrote it, to be repeated in the proposal.</param>
internal sealed record ScanCredential(SnmpAccess Access, JsonElement Told)
{
    /// <summary>Most credentials one scan tries: it is no way to guess passwords.</summary>
    public const int Most = 10;

    /// <summary>Reads a file such as <c>{"credentials":[{"version":"2c","communityFile":"community"}]}</c>.</summary>
    /// <param name="faults">Everything wrong with it.</param>
    public static IReadOnlyList<ScanCredential> Read(string path, out IReadOnlyList<SettingsFault> faults)
    {
        var file = SettingsFile.Read(path);
        var reader = new SnmpAccessReader(new SettingsFolder(Path.GetDirectoryName(Path.GetFullPath(path))!));
        var accesses = file.Root.GetSections("credentials").Select(reader.Read).ToList();
        if (accesses.Count is 0 or > Most)
        {
            file.Root.Refuse("credentials", $"has {accesses.Count} entries; it must have from 1 to {Most}.");
        }

        faults = file.Close();
        if (faults.Count > 0)
        {
            return [];
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return [.. accesses.Zip(json.RootElement.GetProperty("credentials").EnumerateArray(), static (access, told) => new ScanCredential(access, told.Clone()))];
    }
}
