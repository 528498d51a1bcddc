using RoomGuard.Snmp.Ber;

namespace RoomGuard.Snmp.Messages;

/// <summary>A PDU of RFC 3416 section 3: request, response, trap and report share one shape.</summary>
/// <param name="Kind">Which of them; the v1 trap alone has another shape and is none of these.</param>
/// <param name="RequestId">Ties an answer to its question; 32 bits, signed.</param>
/// <param name="ErrorStatus">error-status; in a GETBULK, non-repeaters.</param>
/// <param name="ErrorIndex">error-index; in a GETBULK, max-repetitions.</param>
/// <param name="VarBinds">What is asked or answered, in order.</param>
internal sealed record Pdu(PduKind Kind, int RequestId, int ErrorStatus, int ErrorIndex, IReadOnlyList<VarBind> VarBinds)
{
    /// <summary>A request for the values of objects, or of those after them.</summary>
    public Pdu(PduKind kind, IReadOnlyList<ObjectId> ids, int nonRepeaters = 0, int maxRepetitions = 0)
        : this(kind, 0, nonRepeaters, maxRepetitions, []) => Ids = ids;

    /// <summary>What a request asks for, where it has nothing else to say of it; null where <see cref="VarBinds"/> holds all.</summary>
    public IReadOnlyList<ObjectId>? Ids { get; }

    /// <summary>Reads what follows the request-id of a PDU, and leaves the PDU's end to the caller.</summary>
    /// <param name="asked">What an answer is expected to name: an identifier that is the same is not made anew.</param>
    /// <returns>The PDU; meaningless if the reader has failed.</returns>
    public static Pdu ReadAfterRequestId(ref BerReader reader, PduKind kind, int requestId, IReadOnlyList<ObjectId>? asked = null)
    {
        var errorStatus = reader.Integer32();
        var errorIndex = reader.Integer32();
        var varBinds = new List<VarBind>(asked?.Count ?? 0);
        var outer = reader.Enter(BerTag.Sequence);
        while (!reader.AtEnd)
        {
            var afterVarBind = reader.Enter(BerTag.Sequence);
            var id = reader.Id(asked is not null && varBinds.Count < asked.Count ? asked[varBinds.Count] : default);
            varBinds.Add(new VarBind(id, reader.Value()));
            reader.Leave(afterVarBind);
        }

        reader.Leave(outer);
        return new Pdu(kind, requestId, errorStatus, errorIndex, varBinds);
    }

    /// <summary>Writes the whole PDU, last field first as the writer wants it.</summary>
    public void Write(BerWriter writer) => Write(writer, RequestId);

    /// <summary>Writes the whole PDU under another request-id.</summary>
    public void Write(BerWriter writer, int requestId)
    {
        var mark = writer.Length;
        for (var i = VarBinds.Count - 1; i >= 0; i--)
        {
            WriteVarBind(writer, VarBinds[i]);
        }

        for (var i = (Ids?.Count ?? 0) - 1; i >= 0; i--)
        {
            writer.Question(Ids![i]);
        }

        writer.Wrap(BerTag.Sequence, mark);
        writer.Signed(BerTag.Integer, ErrorIndex);
        writer.Signed(BerTag.Integer, ErrorStatus);
        writer.Signed(BerTag.Integer, requestId);
        writer.Wrap((byte)(BerTag.FirstPdu + (int)Kind), mark);
    }

    /// <summary>Writes one variable binding.</summary>
    public static void WriteVarBind(BerWriter writer, VarBind varBind)
    {
        var mark = writer.Length;
        writer.Value(varBind.Value);
        writer.Id(varBind.Id);
        writer.Wrap(BerTag.Sequence, mark);
    }
}
