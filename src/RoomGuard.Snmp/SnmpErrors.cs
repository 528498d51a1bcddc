using System.Net;

namespace RoomGuard.Snmp;

/// <summary>An exchange with a device failed for a reason that lies with the device or the network.</summary>
public class SnmpException : Exception
{
    /// <summary>A failure of an exchange with <paramref name="device"/>.</summary>
    public SnmpException(IPEndPoint device, string message, Exception? cause = null)
        : base(message, cause) => Device = device;

    /// <summary>The device that was asked.</summary>
    public IPEndPoint Device { get; }

    /// <summary>Whether the same request may well succeed later without anybody's help.</summary>
    public virtual bool IsTransient => false;
}

/// <summary>A device gave no answer within the time allowed, after every retry.</summary>
/// <remarks>Transient: the poll that met it is over, the next one starts as usual.</remarks>
public sealed class SnmpTimeoutException(IPEndPoint device, int attempts, TimeSpan waited, Exception? cause = null)
    : SnmpException(device, Describe(device, attempts, waited, cause), cause)
{
    /// <summary>Requests sent, the first one included; 0 where none was, because the device has been silent before (<see cref="SnmpTarget.MaxBackOff"/>).</summary>
    public int Attempts { get; } = attempts;

    /// <summary>Time from the first request to giving up; without a request, the time since the silence was first noticed.</summary>
    public TimeSpan Waited { get; } = waited;

    /// <inheritdoc/>
    public override bool IsTransient => true;

    private static string Describe(IPEndPoint device, int attempts, TimeSpan waited, Exception? cause) => attempts == 0
        ? FormattableString.Invariant($"{device} has been silent for {waited.TotalSeconds:0.0} s and is left alone for a moment. ")
            + "SNMP says nothing to a wrong community or an unlisted manager: check those before the cable."
        : FormattableString.Invariant($"{device} did not answer {attempts} {(attempts == 1 ? "request" : "requests")} in {waited.TotalSeconds:0.0} s. ")
        + (cause is null
            ? "SNMP says nothing to a wrong community or an unlisted manager: check those before the cable."
            : $"This machine could not even send the last one: {cause.Message}.");
}

/// <summary>A device answered, and the answer is a refusal.</summary>
public sealed class SnmpErrorStatusException(IPEndPoint device, SnmpErrorStatus status, int index, ObjectId? id)
    : SnmpException(device, Describe(device, status, index, id))
{
    /// <summary>The refusal.</summary>
    public SnmpErrorStatus Status { get; } = status;

    /// <summary>Which varbind of the request it is about, counted from 1; 0 when it is about none.</summary>
    public int Index { get; } = index;

    /// <summary>The object at <see cref="Index"/>; null when the refusal is about none, or about one never asked for.</summary>
    public ObjectId? ObjectId { get; } = id;

    /// <summary>True for those that pass by themselves: genErr, resourceUnavailable, inconsistentValue.</summary>
    public override bool IsTransient => Status is SnmpErrorStatus.GenErr or SnmpErrorStatus.ResourceUnavailable or SnmpErrorStatus.InconsistentValue;

    private static string Describe(IPEndPoint device, SnmpErrorStatus status, int index, ObjectId? id) =>
        $"{device} refused with {NameOf(status)}"
        + (id is { } named ? $" because of {named} (varbind {index})." : index == 0 ? "." : $" because of varbind {index}, which was never asked for.");

    private static string NameOf(SnmpErrorStatus status) =>
        Enum.GetName(status) is { } name ? char.ToLowerInvariant(name[0]) + name[1..] : FormattableString.Invariant($"error-status {(int)status}");
}

/// <summary>A device answered in bytes that are no SNMP, or that answer another question.</summary>
public sealed class SnmpDecodeException(IPEndPoint device, int offset, string reason)
    : SnmpException(device, $"{device} answered what cannot be read: {reason} (at byte {offset}).")
{
    /// <summary>Where in the datagram reading stopped, counted from 0.</summary>
    public int Offset { get; } = offset;

    /// <summary>What was wrong there, without the device and the offset.</summary>
    public string Reason { get; } = reason;
}
