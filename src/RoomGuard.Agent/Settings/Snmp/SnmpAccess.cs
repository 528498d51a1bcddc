using RoomGuard.Snmp;

namespace RoomGuard.Agent;

/// <summary>By what a device lets itself be read: a community in SNMPv1 and v2c, a user in SNMPv3.</summary>
/// <param name="Version">Protocol version.</param>
/// <param name="Community">The community: a secret. Not used in SNMPv3.</param>
/// <param name="User">Who asks, in SNMPv3; null in v1 and v2c.</param>
/// <param name="Context">The context of SNMPv3; empty on nearly every device.</param>
public sealed record SnmpAccess(SnmpVersion Version, string Community, SnmpUser? User, string Context)
{
    /// <summary>Version and user, without any secret.</summary>
    public override string ToString() => User is null ? $"SNMP{Version.ToString().ToLowerInvariant()}" : $"SNMPv3 as {User}";
}
