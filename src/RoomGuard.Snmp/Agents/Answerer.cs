using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Agents;

/// <summary>Answers a request PDU from a tree: RFC 3416 section 4.2. Knows neither communities nor users.</summary>
internal sealed class Answerer(IMibTree tree)
{
    /// <summary>Whether a PDU asks anything.</summary>
    public static bool IsRequest(PduKind kind) => kind is PduKind.Get or PduKind.GetNext or PduKind.GetBulk or PduKind.Set;

    /// <summary>The response to a request.</summary>
    /// <param name="roomBytes">Most bytes its varbinds may take.</param>
    public Pdu ResponseTo(Pdu request, bool mayWrite, int roomBytes) => request.Kind switch
    {
        PduKind.Get => Whole(request, [.. request.VarBinds.Select(asked => new VarBind(asked.Id, tree.Get(asked.Id)))], roomBytes),
        PduKind.GetNext => Whole(request, [.. request.VarBinds.Select(asked => Next(asked.Id))], roomBytes),
        PduKind.GetBulk => new Pdu(PduKind.Response, request.RequestId, 0, 0, Bulk(request, roomBytes)),
        _ => Set(request, mayWrite),
    };

    private static Pdu Whole(Pdu request, IReadOnlyList<VarBind> varBinds, int roomBytes)
    {
        using var room = new Room(roomBytes);
        return varBinds.All(room.Holds)
            ? new Pdu(PduKind.Response, request.RequestId, 0, 0, varBinds)
            : new Pdu(PduKind.Response, request.RequestId, (int)SnmpErrorStatus.TooBig, 0, []);
    }

    private VarBind Next(ObjectId after) => tree.TryGetNext(after, out var next) ? next : new VarBind(after, SnmpValue.EndOfMibView);

    /// <summary>Section 4.2.3: the non-repeaters once, then row after row of the rest, for as long as they fit and anything is left.</summary>
    private List<VarBind> Bulk(Pdu request, int roomBytes)
    {
        using var room = new Room(roomBytes);
        var answers = new List<VarBind>();
        var nonRepeaters = Math.Clamp(request.ErrorStatus, 0, request.VarBinds.Count);
        for (var i = 0; i < nonRepeaters; i++)
        {
            var next = Next(request.VarBinds[i].Id);
            if (!room.Holds(next))
            {
                return answers;
            }

            answers.Add(next);
        }

        var row = request.VarBinds.Skip(nonRepeaters).ToArray();
        var isOver = row.Length == 0;
        for (var repetition = 0; repetition < request.ErrorIndex && !isOver; repetition++)
        {
            isOver = true;
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = row[i].Value.Kind == SnmpKind.EndOfMibView ? row[i] : Next(row[i].Id);
                if (!room.Holds(row[i]))
                {
                    return answers;
                }

                answers.Add(row[i]);
                isOver &= row[i].Value.Kind == SnmpKind.EndOfMibView;
            }
        }

        return answers;
    }

    /// <summary>Sets in order and stops at the first refusal. What was set before it stays set: this agent plays devices that have no undo.</summary>
    private Pdu Set(Pdu request, bool mayWrite)
    {
        for (var i = 0; i < request.VarBinds.Count; i++)
        {
            var (id, value) = request.VarBinds[i];
            var status = mayWrite ? tree.Set(id, value) : SnmpErrorStatus.NoAccess;
            if (status != SnmpErrorStatus.NoError)
            {
                return request with { Kind = PduKind.Response, ErrorStatus = (int)status, ErrorIndex = i + 1 };
            }
        }

        return request with { Kind = PduKind.Response, ErrorStatus = 0, ErrorIndex = 0 };
    }

    /// <summary>The space that varbinds have in a message, measured by writing them.</summary>
    private sealed class Room(int bytes) : IDisposable
    {
        private readonly BerWriter _scratch = new();
        private int _left = bytes;

        public bool Holds(VarBind varBind)
        {
            _scratch.Clear();
            Pdu.WriteVarBind(_scratch, varBind);
            _left -= _scratch.Length;
            return _left >= 0;
        }

        public void Dispose() => _scratch.Dispose();
    }
}
