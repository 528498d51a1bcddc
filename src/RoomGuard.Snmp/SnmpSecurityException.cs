using System.Net;

namespace RoomGuard.Snmp;

/// <summary>What can stand between an SNMPv3 user and a device: the Reports of RFC 3414 section 3.2 and RFC 3412 section 7.</summary>
public enum SnmpSecurityProblem
{
    /// <summary>The user may not use this combination of authentication and privacy there.</summary>
    UnsupportedLevel,

    /// <summary>The device's clock and ours cannot be brought together.</summary>
    NotInTimeWindow,

    /// <summary>The device knows no such user.</summary>
    UnknownUser,

    /// <summary>The device's engine id cannot be learned, or it changes while being asked.</summary>
    UnknownEngine,

    /// <summary>The device finds the digest wrong: password or protocol of authentication.</summary>
    WrongDigest,

    /// <summary>One side cannot decrypt what the other sent: password or protocol of privacy.</summary>
    DecryptionFailed,

    /// <summary>The device has no such context.</summary>
    UnknownContext,

    /// <summary>The device has the context and cannot reach it now.</summary>
    UnavailableContext,

    /// <summary>The device has nothing that answers this kind of request.</summary>
    UnknownPduHandler,

    /// <summary>The device reports something no standard names.</summary>
    Other,
}

/// <summary>A device and an SNMPv3 user do not come together.</summary>
/// <remarks>Mostly for a person to mend: only <see cref="SnmpSecurityProblem.NotInTimeWindow"/> and an unavailable context pass by themselves.</remarks>
public sealed class SnmpSecurityException(IPEndPoint device, SnmpUser user, SnmpSecurityProblem problem, string detail)
    : SnmpException(device, $"{device} and SNMPv3 user {user}: {detail} {AdviceOn(problem)}")
{
    /// <summary>The name of the user the request was made as.</summary>
    public string User { get; } = user.Name;

    /// <summary>What stood between.</summary>
    public SnmpSecurityProblem Problem { get; } = problem;

    /// <inheritdoc/>
    public override bool IsTransient => Problem is SnmpSecurityProblem.NotInTimeWindow or SnmpSecurityProblem.UnavailableContext;

    private static string AdviceOn(SnmpSecurityProblem problem) => problem switch
    {
        SnmpSecurityProblem.UnsupportedLevel => "Check which protocols and which security level this user has on the device.",
        SnmpSecurityProblem.NotInTimeWindow => "Check whether it restarts again and again, and whether two devices share its address or engine id.",
        SnmpSecurityProblem.UnknownUser => "Check the name, its upper and lower case included, and that the user is enabled on the device.",
        SnmpSecurityProblem.UnknownEngine => "Check whether two devices share its address, and whether SNMPv3 is enabled.",
        SnmpSecurityProblem.WrongDigest => "Check the authentication password and protocol.",
        SnmpSecurityProblem.DecryptionFailed => "Check the privacy password and protocol; for AES with 192 or 256 bits try the other key extension.",
        SnmpSecurityProblem.UnknownContext or SnmpSecurityProblem.UnavailableContext => "Check the context name; most devices have only the empty one.",
        SnmpSecurityProblem.UnknownPduHandler => "Check that its SNMP agent is enabled and not only a proxy.",
        _ => "Check its log.",
    };
}
