using RoomGuard.Contract.Files;

namespace RoomGuard.Rooms.Rules;

/// <summary>Whether tests of this room's equipment may be started from the centre.</summary>
public sealed record RemoteTestRules
{
    /// <summary>Whether two persons may have a UPS begin its quick self-test; false unless set.</summary>
    public bool RemoteStart { get; init; }

    internal static RemoteTestRules Read(SettingsNode? node) => node is null ? new RemoteTestRules() : new RemoteTestRules { RemoteStart = node.GetFlag("remoteStart", false) };
}
