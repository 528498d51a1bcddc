using System.Net;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Requests;

/// <summary>One request on its way: whom it went to, and the answer that will come, or null when its time is over.</summary>
internal sealed class PendingRequest(IPEndPoint device, SnmpVersion version)
    : TaskCompletionSource<Pdu?>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>The only address whose answer counts.</summary>
    public IPEndPoint Device { get; } = device;

    /// <summary>The version an answer must have.</summary>
    public SnmpVersion Version { get; } = version;
}
