using RoomGuard.Snmp.Ber;

namespace RoomGuard.Snmp.Tests.Ber;

public sealed class BerReaderTests
{
    [Theory]
    [InlineData("02 01 00", "Integer 0")]
    [InlineData("02 01 80", "Integer -128")]
    [InlineData("02 02 00 80", "Integer 128")]
    [InlineData("02 04 80 00 00 00", "Integer -2147483648")]
    [InlineData("41 05 00 FF FF FF FF", "Counter32 4294967295")]
    [InlineData("43 02 00 95", "TimeTicks 149")]
    [InlineData("46 09 00 FF FF FF FF FF FF FF FF", "Counter64 18446744073709551615")]
    [InlineData("04 03 41 42 43", "OctetString ABC")]
    [InlineData("06 0A 2B 06 01 04 01 BF 08 03 02 0A", "ObjectId 1.3.6.1.4.1.8072.3.2.10")]
    [InlineData("06 03 88 37 03", "ObjectId 2.999.3")]
    [InlineData("06 06 8F FF FF FF 7F 01", "ObjectId 2.4294967215.1")]
    [InlineData("06 05 90 80 80 80 4F", "ObjectId 2.4294967295")]
    [InlineData("40 04 C0 00 02 01", "IpAddress 192.0.2.1")]
    [InlineData("44 02 9F 78", "Opaque 0x9F78")]
    [InlineData("05 00", "Null")]
    [InlineData("80 00", "NoSuchObject")]
    [InlineData("81 00", "NoSuchInstance")]
    [InlineData("82 00", "EndOfMibView")]
    public void Proper_values_are_read(string hex, string printed) => Assert.Equal(printed, Read(hex));

    [Theory]
    [InlineData("02 04 00 00 00 05", "Integer 5")]
    [InlineData("02 0A 00 00 00 00 00 00 00 00 00 05", "Integer 5")]
    [InlineData("02 04 FF FF FF FB", "Integer -5")]
    [InlineData("02 00", "Integer 0")]
    [InlineData("02 05 00 FF FF FF FF", "Integer 4294967295")]
    [InlineData("41 04 FF FF FF FF", "Counter32 4294967295")]
    [InlineData("42 01 C8", "Gauge32 200")]
    [InlineData("42 08 FF FF FF FF FF FF FF FE", "Gauge32 4294967294")]
    [InlineData("43 00", "TimeTicks 0")]
    [InlineData("46 08 FF FF FF FF FF FF FF FF", "Counter64 18446744073709551615")]
    [InlineData("46 0B 00 00 00 FF FF FF FF FF FF FF FF", "Counter64 18446744073709551615")]
    [InlineData("47 01 07", "Gauge32 7")]
    [InlineData("04 81 02 41 42", "OctetString AB")]
    [InlineData("04 84 00 00 00 02 41 42", "OctetString AB")]
    [InlineData("04 86 00 00 00 00 00 02 41 42", "OctetString AB")]
    [InlineData("06 00", "ObjectId 0.0")]
    [InlineData("06 01 00", "ObjectId 0.0")]
    [InlineData("06 04 2B 80 80 06", "ObjectId 1.3.6")]
    [InlineData("05 01 00", "Null")]
    [InlineData("40 03 01 02 03", "IpAddress 0x010203")]
    public void Sloppy_values_of_field_devices_are_read(string hex, string printed) => Assert.Equal(printed, Read(hex));

    [Theory]
    [InlineData("", 0, "the message ends where a field should begin")]
    [InlineData("02", 0, "the message ends inside a length")]
    [InlineData("02 01", 0, "a field of 1 bytes where 0 are left")]
    [InlineData("04 82 01", 0, "the message ends inside a length")]
    [InlineData("04 84 7F FF FF FF", 0, "a field of 2147483647 bytes where 0 are left")]
    [InlineData("04 88 FF FF FF FF FF FF FF FF", 0, "a field of 2147483648 bytes where 0 are left")]
    [InlineData("04 80 41 00 00", 0, "a length of the indefinite form")]
    [InlineData("1F 81 01 00", 0, "a tag of several bytes")]
    [InlineData("01 01 FF", 0, "tag 0x01 is no type of SNMP")]
    [InlineData("02 09 7F 00 00 00 00 00 00 00 00", 0, "a number does not fit 64 bits")]
    [InlineData("02 09 00 80 00 00 00 00 00 00 00", 0, "a number does not fit 64 bits")]
    [InlineData("42 05 01 00 00 00 00", 0, "a number does not fit 32 bits")]
    [InlineData("46 09 01 00 00 00 00 00 00 00 00", 0, "a number does not fit 64 bits")]
    [InlineData("06 02 2B 86", 0, "an object identifier that is too long or not finished")]
    [InlineData("06 07 2B 90 80 80 80 00 01", 0, "a sub-identifier does not fit 32 bits")]
    [InlineData("06 05 90 80 80 80 50", 0, "a sub-identifier does not fit 32 bits")]
    public void What_cannot_be_read_says_where_and_why(string hex, int offset, string reason)
    {
        var reader = new BerReader(Packets.Hex(hex));

        var value = reader.Value();

        Assert.Equal((true, reason, offset), (reader.Failed, reader.Reason, reader.FaultOffset));
        Assert.False(value.TryGetNumber(out var number) && number != 0);
    }

    [Fact]
    public void An_identifier_of_128_sub_identifiers_is_read_and_one_more_is_not()
    {
        byte[] longest = [0x06, 0x7F, 0x2B, .. Enumerable.Repeat((byte)1, 126)];
        byte[] tooLong = [0x06, 0x81, 0x80, 0x2B, .. Enumerable.Repeat((byte)1, 127)];

        Assert.Equal(128, new BerReader(longest).Id().Length);
        var reader = new BerReader(tooLong);
        reader.Id();
        Assert.True(reader.Failed);
    }

    [Fact]
    public void Content_never_reaches_past_what_holds_it()
    {
        // The inner string claims three bytes, its sequence ends after two.
        var reader = new BerReader(Packets.Hex("30 04 04 03 41 42 43"));

        reader.Enter(BerTag.Sequence);
        reader.Content(BerTag.OctetString);

        Assert.Equal(("a field of 3 bytes where 2 are left", 2), (reader.Reason, reader.FaultOffset));
    }

    [Fact]
    public void The_first_fault_sticks_and_ends_every_loop()
    {
        var reader = new BerReader(Packets.Hex("01 00 02 01 05"));
        reader.Value();

        Assert.True(reader.AtEnd);
        Assert.Equal(0, reader.Integer32());
        Assert.Equal(0, reader.Id().Length);
        Assert.Equal(0, reader.NextTag);
        Assert.Equal("tag 0x01 is no type of SNMP", reader.Reason);
    }

    [Fact]
    public void What_stands_after_the_known_fields_is_skipped()
    {
        var reader = new BerReader(Packets.Hex("30 06 02 01 05 04 01 41 02 01 07"));

        var outer = reader.Enter(BerTag.Sequence);
        Assert.Equal(5, reader.Integer32());
        reader.Leave(outer);

        Assert.Equal(7, reader.Integer32());
        Assert.True(reader.AtEnd && !reader.Failed);
    }

    private static string Read(string hex)
    {
        var reader = new BerReader(Packets.Hex(hex));
        var value = reader.Value();
        Assert.True(reader.AtEnd && !reader.Failed, reader.Reason);
        return value.ToString();
    }
}
