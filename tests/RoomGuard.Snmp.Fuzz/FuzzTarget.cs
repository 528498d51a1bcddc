using System.Diagnostics;
using System.Net;
using RoomGuard.Snmp.Agents;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;
using RoomGuard.Snmp.Security;
using RoomGuard.Snmp.Traps;

namespace RoomGuard.Snmp.Fuzz;

/// <summary>One reader of what the network brings, and packets to mutate for it. It must come back, whatever it is given.</summary>
/// <param name="Take">Gives it one packet; true when it understood that.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Corpus, Func<byte[], bool> Take)
{
    private static readonly IPEndPoint Somebody = new(IPAddress.Loopback, 40_000);

    /// <summary>Every reader, each with a state of its own.</summary>
    public static IReadOnlyList<FuzzTarget> All()
    {
        var community = Fuzz.Corpus.Community();
        var secure = Fuzz.Corpus.Secure();
        byte[][] both = [.. community, .. secure];
        return
        [
            new("BER reader", both, ReadElements),
            new("community message", community, ReadCommunity),
            new("SNMPv3 head and scoped PDU", secure, ReadSecure),
            new("SNMPv3 behind a right digest", secure, ReadSigned),
            new("manager's conversation", secure, Converse()),
            new("trap receiver", both, Listen()),
            new("agent", both, Answer()),
        ];
    }

    /// <summary>Gives it mutated packets until one makes it throw, or all are done.</summary>
    public FuzzFigures Run(long iterations, ulong seed)
    {
        var mutation = new Mutation(seed);
        var understood = 0L;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        for (var i = 0L; i < iterations; i++)
        {
            var packet = mutation.Next(Corpus);
            string failure;
            try
            {
                understood += Take(packet) ? 1 : 0;
                continue;
            }
            catch (Exception error)
            {
                failure = $"packet {i}, {Convert.ToHexString(packet)}: {error}";
            }

            return new FuzzFigures(Name, i + 1, understood, watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - allocated, failure);
        }

        return new FuzzFigures(Name, iterations, understood, watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - allocated, null);
    }

    private static bool ReadElements(byte[] packet)
    {
        var reader = new BerReader(packet);
        for (var depth = 0; depth < 6 && !reader.AtEnd; depth++)
        {
            _ = reader.NextTag switch
            {
                >= BerTag.Sequence and not (>= BerTag.IpAddress and <= BerTag.EndOfMibView) => reader.Enter(reader.NextTag),
                _ => Skip(ref reader),
            };
        }

        return !reader.Failed;
    }

    private static int Skip(ref BerReader reader)
    {
        reader.Value();
        return 0;
    }

    private static bool ReadCommunity(byte[] packet)
    {
        var reader = new BerReader(packet);
        var head = CommunityMessage.ReadHead(ref reader);
        Pdu.ReadAfterRequestId(ref reader, head.Kind, head.RequestId);
        return !reader.Failed;
    }

    private static bool ReadSecure(byte[] packet) =>
        V3Head.TryRead(packet, out var head, out _) && ScopedPdu.TryRead(head, UserOf(head), out _, out _);

    /// <summary>A packet as one who holds the keys could make it: what is behind the digest is read too.</summary>
    private static bool ReadSigned(byte[] packet)
    {
        if (!V3Head.TryRead(packet, out var head, out _) || UserOf(head) is not { } user)
        {
            return false;
        }

        if (user.MacBytes > 0 && head.Mac.Length == user.MacBytes && packet.AsSpan().Overlaps(head.Mac, out var at))
        {
            packet.AsSpan(at, user.MacBytes).Clear();
            user.Sign(packet, at);
            if (!user.HasSigned(packet, packet.AsSpan(at, user.MacBytes)))
            {
                throw new InvalidOperationException("A digest just made is not right.");
            }
        }

        return ScopedPdu.TryRead(head, user, out _, out _);
    }

    private static LocalUser? UserOf(in V3Head head)
    {
        foreach (var user in new[] { Fuzz.Corpus.Open, Fuzz.Corpus.Secret, Fuzz.Corpus.Old })
        {
            var local = Fuzz.Corpus.Keys.For(user, Fuzz.Corpus.Engine);
            if (head.UserName.SequenceEqual(local.Name.Span))
            {
                return local;
            }
        }

        return null;
    }

    private static Func<byte[], bool> Converse()
    {
        var engines = new EngineTable(TimeProvider.System);
        var request = new Pdu(PduKind.Get, 1, 0, 0, []);
        return packet =>
        {
            // Every other conversation knows its device from before: otherwise nothing but a Report would ever be read.
            using var writer = new BerWriter();
            engines.Forget(Somebody);
            if (packet.Length % 2 == 0)
            {
                engines.Keep(Somebody, engines.Candidate(Fuzz.Corpus.Engine, new EngineMoment(1, 1)));
            }

            var exchange = new SecureExchange(engines, new SecurePeer(Somebody, Fuzz.Corpus.Open, ""), request);
            exchange.Write(writer, 1);
            var outcome = exchange.Take(packet);
            if (outcome.Step == SecureStep.AskAgain)
            {
                writer.Clear();
                exchange.Write(writer, 1);
                outcome = exchange.Take(packet);
            }

            return outcome.Step != SecureStep.Ignore;
        };
    }

    private static Func<byte[], bool> Listen()
    {
        var options = new TrapReceiverOptions { EngineId = Fuzz.Corpus.Engine, Users = [Fuzz.Corpus.Open, Fuzz.Corpus.Secret, Fuzz.Corpus.Old] };
        var listener = new SecureListener(options, TimeProvider.System);
        byte[][] communities = [[.. "public"u8]];
        return packet =>
        {
            using var answer = new BerWriter();
            var heard = V3Head.TryReadMessageId(packet, out _)
                ? listener.Open(packet, Somebody, answer)
                : NotificationReader.ReadCommunity(packet, communities, Somebody, answer);
            return heard.Fate == NotificationFate.Queued;
        };
    }

    private static Func<byte[], bool> Answer()
    {
        var tree = new MibTree();
        for (uint i = 1; i < 50; i++)
        {
            tree.Add(new ObjectId(1, 3, 6, 1, 2, 1, 33, 1, i, 0), i % 7 == 0 ? SnmpValue.Counter64(i) : SnmpValue.Integer((int)i));
        }

        const int MaxMessageBytes = 1472;
        var engine = new AuthoritativeEngine(Fuzz.Corpus.Engine, 1, [Fuzz.Corpus.Open, Fuzz.Corpus.Secret, Fuzz.Corpus.Old], TimeProvider.System);
        var secure = new SecureResponder(engine, new HashSet<string> { Fuzz.Corpus.Open.Name }, tree, MaxMessageBytes);
        var responder = new Responder("public", "public", tree, MaxMessageBytes, secure);
        return packet =>
        {
            using var answer = new BerWriter();
            var outcome = responder.Answer(packet, answer);
            return answer.Length <= Math.Max(MaxMessageBytes, packet.Length + 64)
                ? outcome == Responder.Outcome.Answered
                : throw new InvalidOperationException($"An answer of {answer.Length} bytes to {packet.Length}.");
        };
    }
}
