using RoomGuard.Contract.Files;

namespace RoomGuard.Rooms.Clause35;

/// <summary>Which journals a room's own signals fill. Immutable.</summary>
public sealed record JournalRules
{
    /// <summary>Whether visits are entered in journal 35.2; server rooms and combined ones have it unless set, for clause 35.2 names server rooms.</summary>
    public bool Access { get; init; }

    /// <summary>How long a door may stand open after one grant before the entry remarks that others may have come in too; 5 s to 1 h. RoomGuard's proposal.</summary>
    public TimeSpan TailgateAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The defaults for a type of room.</summary>
    public static JournalRules For(RoomType type) => new() { Access = type != RoomType.CrossConnect };

    internal static JournalRules Read(SettingsNode? node, RoomType type)
    {
        var defaults = For(type);
        return node is null
            ? defaults
            : new JournalRules
            {
                Access = node.GetFlag("access", defaults.Access),
                TailgateAfter = node.GetDuration("tailgateAfter", TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), defaults.TailgateAfter),
            };
    }
}
