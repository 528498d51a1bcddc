using CsCheck;
using RoomGuard.Snmp.Agents;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Tests.Messages;

/// <summary>Random bytes, and real packets with bytes turned, lost, doubled and put in: every one is read or refused, in bounded memory.</summary>
public sealed class HostilePacketTests
{
    // A varbind of six bytes costs an identifier, a place in a list that doubles, and no more.
    private const int BytesAllocatedPerByteRead = 64;
    private const int BytesAllocatedAtAll = 4096;

    private static readonly Gen<byte[]> Random = Gen.Byte.Array[0, 400];

    private static readonly Gen<byte[]> Mutated =
        Gen.Select(Gen.OneOf(Packets.GetRequest, Packets.GetResponse, Packets.BulkRequest), Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1000], Gen.Byte).Array[1, 8])
            .Select((packet, changes) => changes.Aggregate(packet, (bytes, change) => Change(bytes, change.Item1, change.Item2, change.Item3)));

    [Fact]
    public void Random_bytes_are_read_or_refused() => Random.Sample(ReadsOrRefuses, iter: 50_000);

    [Fact]
    public void Mutated_packets_are_read_or_refused() => Mutated.Sample(ReadsOrRefuses, iter: 200_000);

    [Fact]
    public void An_agent_answers_mutated_requests_or_is_silent()
    {
        var tree = new MibTree();
        for (uint i = 1; i < 50; i++)
        {
            tree.Add(new ObjectId(1, 3, 6, 1, 2, 1, 1, i, 0), SnmpValue.Integer((int)i));
        }

        var responder = new Responder("public", "public", tree, 1472);
        var answered = 0;
        Mutated.Sample(
            packet =>
            {
                using var answer = new BerWriter();
                var outcome = responder.Answer(packet, answer);
                Assert.Equal(outcome == Responder.Outcome.Answered, answer.Length > 0);
                Assert.True(answer.Length <= 1472, $"An answer of {answer.Length} bytes.");
                answered += answer.Length > 0 ? 1 : 0;
            },
            iter: 50_000,
            threads: 1);

        Assert.True(answered > 1_000, $"Only {answered} mutations were still requests: this test mutates too much.");
    }

    [Fact]
    public void Deep_nesting_costs_nothing()
    {
        byte[] nested = [.. Enumerable.Repeat<byte[]>([0x30, 0x84, 0x00, 0x00, 0xFF, 0xFF], 10_000).SelectMany(header => header)];

        Assert.True(Refuses(nested, out var allocated));
        Assert.True(allocated < BytesAllocatedAtAll, $"{allocated} bytes");
    }

    [Fact]
    public void The_largest_datagram_of_the_smallest_varbinds_is_read_in_bounded_memory()
    {
        byte[] varBinds = [.. Enumerable.Repeat<byte[]>([0x30, 0x04, 0x06, 0x00, 0x05, 0x00], 10_900).SelectMany(varBind => varBind)];
        byte[] packet = [0x30, 0x82, 0xFF, 0x8E, 0x02, 0x01, 0x01, 0x04, 0x00, 0xA2, 0x82, 0xFF, 0x85, 0x02, 0x01, 0x01, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00, 0x30, 0x82, 0xFF, 0x78, .. varBinds];

        ReadsOrRefuses(packet);
        Assert.False(Refuses(packet, out _));
    }

    private static void ReadsOrRefuses(byte[] packet)
    {
        Refuses(packet, out var allocated);
        Assert.True(allocated <= BytesAllocatedAtAll + (packet.Length * BytesAllocatedPerByteRead), $"{packet.Length} bytes took {allocated} bytes of memory: {Convert.ToHexString(packet)}");
    }

    private static bool Refuses(byte[] packet, out long allocated)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reader = new BerReader(packet);
        var head = CommunityMessage.ReadHead(ref reader);
        if (!reader.Failed)
        {
            Pdu.ReadAfterRequestId(ref reader, head.Kind, head.RequestId);
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return reader.Failed;
    }

    private static byte[] Change(byte[] bytes, int kind, int at, byte with)
    {
        if (bytes.Length == 0)
        {
            return [with];
        }

        at %= bytes.Length;
        return kind switch
        {
            0 => [.. bytes[..at], with, .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + (with % 8))..]],
            2 => [.. bytes[..at], with, .. bytes[at..]],
            _ => [.. bytes[..at], (byte)(bytes[at] ^ (1 << (with % 8))), .. bytes[(at + 1)..]],
        };
    }
}
