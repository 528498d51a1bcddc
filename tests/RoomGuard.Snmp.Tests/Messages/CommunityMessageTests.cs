using CsCheck;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Tests.Messages;

public sealed class CommunityMessageTests
{
    [Fact]
    public void The_response_of_a_real_agent_is_read()
    {
        var (version, community, pdu) = Read(Packets.GetResponse);

        Assert.Equal((SnmpVersion.V2c, "public", PduKind.Response, 0x6437A780), (version, community, pdu.Kind, pdu.RequestId));
        Assert.Equal(
            [
                "1.3.6.1.2.1.1.2.0 = ObjectId 1.3.6.1.4.1.8072.3.2.10",
                "1.3.6.1.2.1.1.3.0 = TimeTicks 149",
                "1.3.6.1.2.1.1.9.9.9 = NoSuchObject",
                "1.3.6.1.2.1.2.2.1.10.1 = Counter32 447063",
                "1.3.6.1.2.1.31.1.1.1.6.1 = Counter64 447063",
                "1.3.6.1.2.1.2.2.1.5.1 = Gauge32 10000000",
                "1.3.6.1.2.1.4.20.1.1.127.0.0.1 = IpAddress 127.0.0.1",
            ],
            pdu.VarBinds.Select(varBind => varBind.ToString()));
    }

    [Theory]
    [MemberData(nameof(RealPackets))]
    public void What_Net_SNMP_wrote_is_written_again_byte_for_byte(byte[] packet)
    {
        var (version, community, pdu) = Read(packet);

        Assert.Equal(packet, Write(version, community, pdu));
    }

    public static TheoryData<byte[]> RealPackets() => [Packets.GetRequest, Packets.GetResponse, Packets.BulkRequest];

    [Fact]
    public void Whatever_is_written_is_read_back() =>
        Gen.Select(Gen.OneOf(SnmpVersion.V1, SnmpVersion.V2c), Gen.String[0, 40].Where(text => !text.Any(char.IsSurrogate)), Generate.Pdu).Sample(
            (version, community, pdu) =>
            {
                var read = Read(Write(version, community, pdu));

                Assert.Equal((version, community), (read.Version, read.Community));
                Assert.Equal(pdu, read.Pdu with { VarBinds = pdu.VarBinds });
                Assert.Equal(pdu.VarBinds, read.Pdu.VarBinds);
            },
            iter: 2_000);

    [Theory]
    [InlineData("30 0B 02 01 03 04 01 70 A0 03 02 01 01", "a version that has no community")]
    [InlineData("30 0B 02 01 01 04 01 70 A4 03 02 01 01", "tag 0xA4 is no PDU that has a request-id")]
    [InlineData("30 0B 02 01 01 04 01 70 A9 03 02 01 01", "tag 0xA9 is no PDU that has a request-id")]
    [InlineData("30 0B 02 01 01 05 01 70 A0 03 02 01 01", "tag 0x05 where 0x04 belongs")]
    [InlineData("30 06 02 01 01 04 01 70", "tag 0x00 is no PDU that has a request-id")]
    [InlineData("31 00", "tag 0x31 where 0x30 belongs")]
    [InlineData("30 10 02 01 01 04 01 70 A0 08 02 06 01 00 00 00 00 00", "a number does not fit 32 bits")]
    public void A_head_that_is_none_says_why(string hex, string reason)
    {
        var reader = new BerReader(Packets.Hex(hex));

        CommunityMessage.ReadHead(ref reader);

        Assert.Equal(reason, reader.Reason);
    }

    private static byte[] Write(SnmpVersion version, string community, Pdu pdu)
    {
        using var writer = new BerWriter();
        CommunityMessage.Write(writer, version, System.Text.Encoding.UTF8.GetBytes(community), pdu);
        return writer.Written.ToArray();
    }

    private static (SnmpVersion Version, string Community, Pdu Pdu) Read(byte[] packet)
    {
        var reader = new BerReader(packet);
        var head = CommunityMessage.ReadHead(ref reader);
        var pdu = Pdu.ReadAfterRequestId(ref reader, head.Kind, head.RequestId);
        Assert.True(!reader.Failed, reader.Reason);
        return (head.Version, System.Text.Encoding.UTF8.GetString(head.Community), pdu);
    }
}
