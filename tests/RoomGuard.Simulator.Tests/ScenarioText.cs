using RoomGuard.Testing;

namespace RoomGuard.Simulator.Tests;

/// <summary>Texts of scenarios that come with RoomGuard, for tests that change something in them.</summary>
internal static class ScenarioText
{
    public static string Calm => File.ReadAllText(Repository.Path("src", "RoomGuard.Simulator", "Scenarios", "calm.json"));
}
