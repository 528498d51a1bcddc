using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Agents;

/// <summary>A tree as SNMPv1 sees it, and answers as it puts them: no 64-bit counters, no exceptions, six errors (RFC 3584 section 4).</summary>
internal sealed class V1View(IMibTree tree) : IMibTree
{
    /// <inheritdoc/>
    public SnmpValue Get(ObjectId id) => tree.Get(id) is { Kind: not SnmpKind.Counter64 } value ? value : SnmpValue.NoSuchObject;

    /// <inheritdoc/>
    public bool TryGetNext(ObjectId after, out VarBind next)
    {
        var isFound = tree.TryGetNext(after, out next);
        while (isFound && next.Value.Kind == SnmpKind.Counter64)
        {
            isFound = tree.TryGetNext(next.Id, out next);
        }

        return isFound;
    }

    /// <inheritdoc/>
    public SnmpErrorStatus Set(ObjectId id, SnmpValue value) => tree.Set(id, value);

    /// <summary>A response in the words of SNMPv1: any error leaves the varbinds as they were asked.</summary>
    public static Pdu Translate(Pdu request, Pdu response)
    {
        if (response.ErrorStatus != 0)
        {
            var status = StatusOf((SnmpErrorStatus)response.ErrorStatus);
            return request with { Kind = PduKind.Response, ErrorStatus = (int)status, ErrorIndex = response.ErrorIndex };
        }

        for (var i = 0; i < response.VarBinds.Count; i++)
        {
            if (response.VarBinds[i].Value.IsException)
            {
                return request with { Kind = PduKind.Response, ErrorStatus = (int)SnmpErrorStatus.NoSuchName, ErrorIndex = i + 1 };
            }
        }

        return response;
    }

    /// <summary>RFC 3584 section 4.4.</summary>
    private static SnmpErrorStatus StatusOf(SnmpErrorStatus status) => status switch
    {
        SnmpErrorStatus.WrongValue or SnmpErrorStatus.WrongEncoding or SnmpErrorStatus.WrongType or SnmpErrorStatus.WrongLength or SnmpErrorStatus.InconsistentValue => SnmpErrorStatus.BadValue,
        SnmpErrorStatus.NoAccess or SnmpErrorStatus.NotWritable or SnmpErrorStatus.NoCreation or SnmpErrorStatus.InconsistentName or SnmpErrorStatus.AuthorizationError => SnmpErrorStatus.NoSuchName,
        SnmpErrorStatus.ResourceUnavailable or SnmpErrorStatus.CommitFailed or SnmpErrorStatus.UndoFailed => SnmpErrorStatus.GenErr,
        _ => status,
    };
}
