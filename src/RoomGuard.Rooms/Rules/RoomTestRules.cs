using RoomGuard.Contract.Files;

namespace RoomGuard.Rooms.Rules;

/// <summary>How tests are started from the centre, and how often what is tested by itself is entered.</summary>
public sealed record RoomTestRules
{
    /// <summary>Whether two persons may have a UPS begin its quick self-test; false unless set.</summary>
    public bool RemoteStart { get; init; }

    /// <summary>Time from one check of a camera to the next; 1 d to 366 d. RoomGuard's proposal.</summary>
    public TimeSpan VideoInterval { get; init; } = TimeSpan.FromDays(31);

    internal static RoomTestRules Read(SettingsNode? node)
    {
        var defaults = new RoomTestRules();
        return node is null
            ? defaults
            : new RoomTestRules
            {
                RemoteStart = node.GetFlag("remoteStart", defaults.RemoteStart),
                VideoInterval = node.GetDuration("videoInterval", TimeSpan.FromDays(1), TimeSpan.FromDays(366), defaults.VideoInterval),
            };
    }
}
