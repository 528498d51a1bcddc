using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Simulator.Scenarios;

/// <summary>Makes a scenario of a settings file; every fault goes to the file.</summary>
internal static class ScenarioReader
{
    /// <summary>Reads the whole file. The result is only good when the file has no faults.</summary>
    public static Scenario Read(SettingsFile file)
    {
        var root = file.Root;
        var id = ReadName(root, "id");
        var name = ReadText(root.GetSection("name"));
        var site = new SiteReader(ReadName(root, "site"));
        var seed = root.GetInteger("seed", 0, int.MaxValue, 1);
        var plan = site.Read(root);
        return new Scenario(id, name, plan)
        {
            Seed = seed,
            Ports = site.Ports,
            Events = new EventReader(plan).Read(root),
        };
    }

    /// <summary>A name that can be part of a point.</summary>
    internal static string ReadName(SettingsNode node, string key)
    {
        var name = node.GetText(key);
        if (name.Length > 0 && !PointName.IsValid(name))
        {
            node.Refuse(key, $"is \"{name}\"; it must be {PointName.Rule}.");
        }

        return name;
    }

    /// <summary>A text in the three languages.</summary>
    internal static LocalText ReadText(SettingsNode node) => new(node.GetText("kk"), node.GetText("ru"), node.GetText("en"));
}
