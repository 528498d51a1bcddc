using RoomGuard.Snmp.Messages;
using RoomGuard.Snmp.Security;

namespace RoomGuard.Snmp.Requests;

/// <summary>One datagram on its way: whom it went to, and what will be heard, or nothing when its time is over.</summary>
/// <param name="lane">The only device whose answer counts.</param>
/// <param name="version">The version an answer must have.</param>
/// <param name="request">What was asked.</param>
/// <param name="secure">The conversation it belongs to; null without SNMPv3.</param>
/// <param name="options">On which thread the asker goes on.</param>
internal sealed class PendingRequest(DeviceLane lane, SnmpVersion version, Pdu request, SecureExchange? secure, TaskCreationOptions options)
    : TaskCompletionSource<Heard>(options)
{
    public DeviceLane Lane { get; } = lane;

    public SnmpVersion Version { get; } = version;

    public Pdu Request { get; } = request;

    public SecureExchange? Secure { get; } = secure;
}

/// <summary>What came of one datagram: an answer, a reason to send another at once, or silence.</summary>
/// <param name="Answer">The answer; null where there is none.</param>
/// <param name="AskAgain">Whether the device has told what it takes to be asked rightly.</param>
internal readonly record struct Heard(Pdu? Answer, bool AskAgain)
{
    /// <summary>Nothing came in time.</summary>
    public static Heard Silence => default;
}
