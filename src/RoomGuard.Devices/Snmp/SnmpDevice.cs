using System.Net;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>One SNMP device to watch.</summary>
/// <param name="Address">Where its agent listens.</param>
/// <param name="Community">Its read community: a secret, in no log and not in <see cref="ToString"/>.</param>
/// <param name="Profile">A profile's id, or <see cref="Auto"/>.</param>
/// <param name="Timeout">Longest wait for one answer, in real time.</param>
public sealed record SnmpDevice(IPEndPoint Address, string Community, string Profile, TimeSpan Timeout)
{
    /// <summary>The profile name that lets the device say what it is.</summary>
    public const string Auto = "auto";

    /// <summary>Protocol version; v2c unless told.</summary>
    public SnmpVersion Version { get; init; } = SnmpVersion.V2c;

    /// <summary>Who asks, in SNMPv3; null in v1 and v2c.</summary>
    public SnmpUser? User { get; init; }

    /// <summary>The context of SNMPv3; empty on nearly every device.</summary>
    public string Context { get; init; } = "";

    /// <summary>Address and profile, without any credential.</summary>
    public override string ToString() => $"{Address} ({Profile})";

    /// <summary>How to ask it, as far as <paramref name="access"/> says; carefully before that is known.</summary>
    internal SnmpTarget Target(ProfileAccess? access) => new(Address)
    {
        Version = Version,
        Community = Community,
        User = User,
        Context = Context,
        Timeout = Timeout,
        UseBulk = access?.UseBulk ?? false,
        MaxVarbinds = access?.MaxVarbinds ?? 10,
        MaxRepetitions = 12,

        // Whoever polls keeps a pace of their own, and wants to know at the next poll that the device is back.
        MaxBackOff = TimeSpan.Zero,
    };
}
