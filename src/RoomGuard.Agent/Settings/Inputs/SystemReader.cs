using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices;
using RoomGuard.Devices.Sensors;

namespace RoomGuard.Agent;

/// <summary>Reads section <c>system</c>: the agent's own machine as so many sensors.</summary>
internal static class SystemReader
{
    private const string Driver = "system";
    private const string Disk = "disk_free";
    private const string Board = "board";

    // What every machine has, unless told; the rest is a Raspberry Pi's, or one time service's.
    private static readonly string[] OfEveryBoard = ["temperature", Disk, "memory_free", "clock_synced", "clock_error"];

    private static readonly Dictionary<string, string> Signals = new(StringComparer.Ordinal)
    {
        ["temperature"] = "agent.board_temp",
        ["undervoltage"] = "agent.undervoltage",
        ["throttled"] = "agent.throttled",
        [Disk] = "agent.disk_free",
        ["memory_free"] = "agent.memory_free",
        ["clock_synced"] = "agent.clock_synced",
        ["clock_offset"] = "agent.clock_offset",
        ["clock_error"] = "agent.clock_error",
    };

    /// <summary>The section.</summary>
    /// <param name="own">Where the agent's own points stand, unless the section says otherwise.</param>
    /// <param name="dataFolder">Whose disk is meant.</param>
    public static IEnumerable<SensorOptions> Read(SettingsNode? node, PointClaims claims, InputPlace own, string dataFolder)
    {
        if (node is null)
        {
            yield break;
        }

        var place = own with
        {
            Room = node.Has("room") ? AgentOptionsReader.Name(node, "room") : own.Room,
            Equipment = node.Has("equipment") ? AgentOptionsReader.Name(node, "equipment") : own.Equipment,
        };
        if (place.Room.Length == 0)
        {
            node.Refuse("room", "is missing: there is no other input whose room could be meant.");
        }

        var period = node.GetDuration("period", InputReader.ShortestPeriod, InputReader.LongestPeriod, TimeSpan.FromSeconds(60));
        foreach (var channel in node.Has("channels") ? node.GetTexts("channels").Distinct() : OfEveryBoard)
        {
            if (!Signals.TryGetValue(channel, out var id))
            {
                node.Refuse("channels", $"has \"{channel}\"; it must be of {string.Join(", ", Signals.Keys)}.");
                continue;
            }

            claims.Claim(node, place, id);
            yield return new SensorOptions(Catalog.Drivers[Driver], new SensorChannel(channel == Disk ? dataFolder : Board, channel, SignalCatalogue.Find(id)!), place, period);
        }
    }
}
