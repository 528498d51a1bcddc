using System.Formats.Asn1;
using System.Numerics;
using CsCheck;
using RoomGuard.Snmp.Ber;

namespace RoomGuard.Snmp.Tests.Ber;

/// <summary>The platform's own DER writer is the witness here.</summary>
public sealed class BerWriterTests
{
    [Fact]
    public void Signed_numbers_are_the_bytes_of_DER() =>
        Gen.OneOf(Gen.Long, Gen.Int.Select(number => (long)number), Gen.Long[-40_000, 40_000]).Sample(number =>
            Assert.Equal(Der(writer => writer.WriteInteger(number)), Ours(writer => writer.Signed(BerTag.Integer, number))));

    [Fact]
    public void Unsigned_numbers_are_the_bytes_of_DER() =>
        Gen.OneOf(Gen.ULong, Gen.ULong[0, 70_000]).Sample(number =>
            Assert.Equal(Der(writer => writer.WriteInteger(new BigInteger(number))), Ours(writer => writer.Unsigned(BerTag.Integer, number))));

    [Fact]
    public void Bytes_are_the_bytes_of_DER_at_every_form_of_length() =>
        Gen.OneOf(Gen.Int[0, 300], Gen.Int[65_500, 70_000]).Sample(
            length => Assert.Equal(Der(writer => writer.WriteOctetString(new byte[length])), Ours(writer => writer.Octets(BerTag.OctetString, new byte[length]))),
            iter: 300);

    [Fact]
    public void Identifiers_are_the_bytes_of_DER() =>
        Generate.Id.Sample(id => Assert.Equal(Der(writer => writer.WriteObjectIdentifier(id.ToString())), Ours(writer => writer.Id(id))));

    [Fact]
    public void A_prefix_of_one_sub_identifier_gets_a_zero_after_it()
    {
        Assert.Equal("060128", Convert.ToHexString(Ours(writer => writer.Id(ObjectId.Parse("1")))));
        Assert.Equal("060100", Convert.ToHexString(Ours(writer => writer.Id(default))));
    }

    private static byte[] Ours(Action<BerWriter> write)
    {
        using var writer = new BerWriter();
        write(writer);
        return writer.Written.ToArray();
    }

    private static byte[] Der(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }
}
