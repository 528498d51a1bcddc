using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Requests;

/// <summary>Turns answers that refuse, or that answer something else, into exceptions.</summary>
internal static class Refusal
{
    /// <summary>The exception for an answer that carries an error-status.</summary>
    public static SnmpErrorStatusException Of(SnmpTarget target, Pdu answer, IReadOnlyList<ObjectId> asked)
    {
        ObjectId? id = answer.ErrorIndex > 0 && answer.ErrorIndex <= asked.Count ? asked[answer.ErrorIndex - 1] : null;
        return new SnmpErrorStatusException(target.Address, (SnmpErrorStatus)answer.ErrorStatus, answer.ErrorIndex, id);
    }

    /// <summary>Throws if the answer carries an error-status.</summary>
    public static void ThrowIfRefused(SnmpTarget target, Pdu answer, IReadOnlyList<ObjectId> asked)
    {
        if (answer.ErrorStatus != (int)SnmpErrorStatus.NoError)
        {
            throw Of(target, answer, asked);
        }
    }

    /// <summary>Throws if the answer has not one varbind for each object asked, or for a GET not the same objects.</summary>
    public static void ThrowIfOffTopic(SnmpTarget target, Pdu answer, PduKind kind, IReadOnlyList<ObjectId> asked)
    {
        if (answer.VarBinds.Count != asked.Count)
        {
            throw new SnmpDecodeException(target.Address, 0, $"{answer.VarBinds.Count} varbinds in answer to {asked.Count}");
        }

        for (var i = 0; kind == PduKind.Get && i < asked.Count; i++)
        {
            if (answer.VarBinds[i].Id != asked[i])
            {
                throw new SnmpDecodeException(target.Address, 0, $"varbind {i + 1} is {answer.VarBinds[i].Id} where {asked[i]} was asked for");
            }
        }
    }
}
