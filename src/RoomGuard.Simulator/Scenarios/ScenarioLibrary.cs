using RoomGuard.Contract.Files;

namespace RoomGuard.Simulator.Scenarios;

/// <summary>The scenarios that come with RoomGuard, and those in files of the user's own.</summary>
public static class ScenarioLibrary
{
    private const string Prefix = "scenarios/";
    private const string Suffix = ".json";

    /// <summary>Names of the scenarios that come with RoomGuard.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(ScenarioLibrary).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal)];

    /// <summary>Reads the scenario of that name, or else the file at that path.</summary>
    /// <param name="faults">Everything wrong with it, each with its line; empty when the scenario is given back.</param>
    /// <returns>The scenario, or null when it has any fault.</returns>
    public static Scenario? Read(string nameOrPath, out IReadOnlyList<SettingsFault> faults)
    {
        var file = Open(nameOrPath);
        var scenario = ScenarioReader.Read(file);
        faults = file.Close();
        return faults.Count == 0 ? scenario : null;
    }

    private static SettingsFile Open(string nameOrPath)
    {
        using var stream = typeof(ScenarioLibrary).Assembly.GetManifestResourceStream(Prefix + nameOrPath + Suffix);
        if (stream is null)
        {
            return SettingsFile.Read(nameOrPath);
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return SettingsFile.Parse(bytes, nameOrPath + Suffix);
    }
}
