using RoomGuard.Contract.Files;

namespace RoomGuard.Rooms.Rules;

/// <summary>When entries of journals must be signed.</summary>
public sealed record SigningRules
{
    /// <summary>Working days that an entry may wait for its signature; 1 to 60. RoomGuard's proposal: the decree names no term.</summary>
    public int Within { get; init; } = 5;

    internal static SigningRules Read(SettingsNode? node) => node is null ? new SigningRules() : new SigningRules { Within = node.GetInteger("within", 1, 60, new SigningRules().Within) };
}
