using RoomGuard.Contract.Files;

namespace RoomGuard.Rooms.Rules;

/// <summary>How often what is tested by itself is entered.</summary>
public sealed record RoomTestRules
{
    /// <summary>Time from one check of a camera to the next; 1 d to 366 d. RoomGuard's proposal.</summary>
    public TimeSpan VideoInterval { get; init; } = TimeSpan.FromDays(31);

    internal static RoomTestRules Read(SettingsNode? node)
    {
        var defaults = new RoomTestRules();
        return node is null ? defaults : new RoomTestRules { VideoInterval = node.GetDuration("videoInterval", TimeSpan.FromDays(1), TimeSpan.FromDays(366), defaults.VideoInterval) };
    }
}
