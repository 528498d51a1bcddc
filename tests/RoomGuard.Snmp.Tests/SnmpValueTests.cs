using System.Net;
using System.Text;

namespace RoomGuard.Snmp.Tests;

public sealed class SnmpValueTests
{
    [Fact]
    public void Default_is_no_value_and_not_zero()
    {
        Assert.Equal(SnmpKind.Null, default(SnmpValue).Kind);
        Assert.False(default(SnmpValue).TryGetNumber(out _));
        Assert.NotEqual(SnmpValue.Integer(0), default);
    }

    [Fact]
    public void Numbers_keep_their_whole_range()
    {
        Assert.Equal(-2_147_483_648d, Number(SnmpValue.Integer(int.MinValue)));
        Assert.Equal(4_294_967_295d, Number(SnmpValue.Gauge32(uint.MaxValue)));
        Assert.Equal(4_294_967_295d, Number(SnmpValue.Counter32(uint.MaxValue)));
        Assert.Equal(4_294_967_295d, Number(SnmpValue.TimeTicks(uint.MaxValue)));
        Assert.Equal(18_446_744_073_709_551_615d, Number(SnmpValue.Counter64(ulong.MaxValue)));
    }

    [Fact]
    public void A_counter_too_large_for_a_long_is_read_as_unsigned_only()
    {
        var counter = SnmpValue.Counter64(ulong.MaxValue);

        Assert.False(counter.TryGetInteger(out var signed));
        Assert.True(counter.TryGetUnsigned(out var unsigned));
        Assert.Equal((0L, ulong.MaxValue), (signed, unsigned));
        Assert.False(SnmpValue.Integer(5).TryGetUnsigned(out _));
    }

    [Fact]
    public void Neither_text_nor_silence_is_a_number()
    {
        SnmpValue[] values = [SnmpValue.Text("50.0"), SnmpValue.Null, SnmpValue.NoSuchObject, SnmpValue.NoSuchInstance, SnmpValue.EndOfMibView, SnmpValue.Oid(ObjectId.Parse("1.3"))];

        Assert.All(values, value => Assert.False(value.TryGetNumber(out var number) || value.TryGetInteger(out _) || number != 0));
    }

    [Theory]
    [InlineData("536d6172742d555053", "Smart-UPS")]
    [InlineData("536d617274000000", "Smart")]
    [InlineData("32372c35c2b043", "27,5°C")]
    [InlineData("6c696e65310d0a6c696e6532", "line1\r\nline2")]
    [InlineData("", "")]
    [InlineData("0000", "")]
    [InlineData("ff0041", "0xFF0041")]
    [InlineData("41004200", "0x41004200")]
    [InlineData("c3", "0xC3")]
    public void Bytes_print_as_text_when_they_are_text(string hex, string text) =>
        Assert.Equal(text, SnmpValue.Octets(Convert.FromHexString(hex)).AsText());

    [Fact]
    public void Every_kind_prints()
    {
        Assert.Equal("-5", SnmpValue.Integer(-5).AsText());
        Assert.Equal("18446744073709551615", SnmpValue.Counter64(ulong.MaxValue).AsText());
        Assert.Equal("192.0.2.1", SnmpValue.IpAddress(IPAddress.Parse("192.0.2.1")).AsText());
        Assert.Equal("1.3.6", SnmpValue.Oid(ObjectId.Parse("1.3.6")).AsText());
        Assert.Equal("0x9F7804", SnmpValue.Opaque(new byte[] { 0x9F, 0x78, 4 }).AsText());
        Assert.Equal("noSuchInstance", SnmpValue.NoSuchInstance.AsText());
        Assert.Equal("", SnmpValue.Null.AsText());
        Assert.Equal("1.3.6 = Gauge32 7", new VarBind(ObjectId.Parse("1.3.6"), SnmpValue.Gauge32(7)).ToString());
    }

    [Fact]
    public void Bytes_are_copied_so_that_a_value_never_changes()
    {
        var bytes = Encoding.ASCII.GetBytes("before");
        var value = SnmpValue.Octets(bytes);

        Encoding.ASCII.GetBytes("after!").CopyTo(bytes, 0);

        Assert.Equal("before", value.AsText());
    }

    [Fact]
    public void Values_are_equal_by_kind_and_content()
    {
        Assert.Equal(SnmpValue.Text("a"), SnmpValue.Octets("a"u8.ToArray()));
        Assert.Equal(SnmpValue.Text("a").GetHashCode(), SnmpValue.Octets("a"u8.ToArray()).GetHashCode());
        Assert.NotEqual(SnmpValue.Text("a"), SnmpValue.Opaque("a"u8.ToArray()));
        Assert.NotEqual(SnmpValue.Gauge32(1), SnmpValue.Counter32(1));
        Assert.True(SnmpValue.Oid(ObjectId.Parse("1.3")) == SnmpValue.Oid(ObjectId.Parse("1.3")) && SnmpValue.Integer(1) != SnmpValue.Integer(2));
    }

    [Fact]
    public void An_address_is_IPv4() => Assert.Throws<ArgumentException>(() => SnmpValue.IpAddress(IPAddress.IPv6Loopback));

    private static double Number(SnmpValue value) => value.TryGetNumber(out var number) ? number : double.NaN;
}
