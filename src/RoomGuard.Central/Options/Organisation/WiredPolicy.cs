using RoomGuard.Contract.Files;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Options;

/// <summary>With <c>organisation.wiredOnly</c>, refuses everything in the settings and the site files that says of itself that it is linked by radio.</summary>
internal static class WiredPolicy
{
    /// <summary>The clause that closes radio and cellular networks to state bodies, as faults name it.</summary>
    public const string Clause = "clause 131 of the Unified Requirements (decree 832 of 20 December 2016)";

    /// <summary>Notes a fault at each link by radio.</summary>
    /// <param name="settings">The settings file itself, which may hold sites too.</param>
    /// <param name="siteFiles">The site files.</param>
    public static void Check(SettingsFile settings, IEnumerable<SettingsFile> siteFiles)
    {
        foreach (var channel in settings.Root.GetSections("notify"))
        {
            Check(channel, $"channel \"{channel.GetText("channel", "?")}\"");
        }

        foreach (var site in siteFiles.Prepend(settings).SelectMany(file => file.Root.GetSections("sites")))
        {
            foreach (var room in site.GetSections("rooms"))
            {
                foreach (var equipment in room.GetSections("equipment"))
                {
                    Check(equipment, $"{site.GetText("id", "?")}/{room.GetText("id", "?")}/{equipment.GetText("id", "?")}");
                }
            }
        }
    }

    private static void Check(SettingsNode node, string what)
    {
        var link = node.GetText("link", LinkWords.Wired);
        if (LinkWords.All.ContainsKey(link) && LinkWords.IsRadio(link))
        {
            node.Refuse("link", $"is \"{link}\" for {what}, which is {(LinkWords.IsCellular(link) ? "a cellular network" : "radio")}; organisation.wiredOnly allows wires alone: {Clause}. Link it by wire, or take it away.");
        }
    }
}
