namespace RoomGuard.Simulator.Scenarios;

/// <summary>The device profiles that the simulator plays, as agents' settings spell them.</summary>
internal static class DeviceProfiles
{
    /// <summary>UPS-MIB of RFC 1628.</summary>
    public const string Rfc1628 = "ups-mib";

    /// <summary>APC PowerNet.</summary>
    public const string PowerNet = "apc-ups";

    /// <summary>ComAp InteliLite 4.</summary>
    public const string ComAp = "comap";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Rfc1628, PowerNet, ComAp];
}
