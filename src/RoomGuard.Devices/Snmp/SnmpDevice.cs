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

    /// <summary>Address and profile, without the community.</summary>
    public override string ToString() => $"{Address} ({Profile})";

    /// <summary>How to ask it, as far as <paramref name="access"/> says; carefully before that is known.</summary>
    internal SnmpTarget Target(ProfileAccess? access) => new(Address)
    {
        Community = Community,
        Timeout = Timeout,
        UseBulk = access?.UseBulk ?? false,
        MaxVarbinds = access?.MaxVarbinds ?? 10,
        MaxRepetitions = 12,
        MaxBackOff = Timeout,
    };
}
