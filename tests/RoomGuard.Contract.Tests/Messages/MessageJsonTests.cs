using System.Text;
using CsCheck;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Contract.Tests.Messages;

public sealed class MessageJsonTests
{
    [Fact]
    public void A_birth_reads_as_the_contract_spells_it()
    {
        var birth = new Birth("node-1", "roomguard-agent 0.1.0", "b-1", new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), [new BirthPoint("ups-1/ups.load", "srv-1", "ups-1", "ups.load", "%", 10, "snmp:ups-mib")]);
        var json = Encoding.UTF8.GetString(MessageJson.Write(birth));
        Assert.Equal(
            """{"agent":"node-1","software":"roomguard-agent 0.1.0","boot":"b-1","started":"2026-11-22T12:00:00+00:00","points":[{"n":"ups-1/ups.load","room":"srv-1","equipment":"ups-1","signal":"ups.load","u":"%","period":10,"source":"snmp:ups-mib"}]}""",
            json);
        Assert.True(MessageJson.TryRead(Encoding.UTF8.GetBytes(json), out Birth? read));
        Assert.Equal(birth.Points, read.Points);
    }

    [Fact]
    public void The_receipt_reads_as_the_contract_spells_it() =>
        Assert.Equal("""{"boot":"b-1","upto":9,"missing":[3,4]}""", Encoding.UTF8.GetString(MessageJson.Write(new Receipt("b-1", 9, [3, 4]))));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"online":"yes","at":"2026-11-22T12:00:00Z"}""")]
    [InlineData("""{"online":true}""")]
    public void A_state_that_lacks_something_is_refused(string json) => Assert.False(MessageJson.TryRead(Encoding.UTF8.GetBytes(json), out AgentState? _));

    [Fact]
    public void Any_bytes_are_read_or_refused_without_a_throw() =>
        Gen.Byte.Array[0, 100].Sample(bytes =>
        {
            MessageJson.TryRead(bytes, out Birth? _);
            MessageJson.TryRead(bytes, out AgentState? _);
            MessageJson.TryRead(bytes, out Receipt? _);
        }, iter: 5_000);

    [Fact]
    public void Pack_properties_survive_the_wire()
    {
        var properties = new PackProperties("b-1", 42, TimeQuality.Holdover);
        Assert.True(PackProperties.TryRead(properties.ToPairs(), out var read));
        Assert.Equal(properties, read);
    }

    [Theory]
    [InlineData("seq", "-1")]
    [InlineData("seq", "0")]
    [InlineData("seq", "x")]
    [InlineData("boot", "")]
    [InlineData("time", "late")]
    public void A_pack_property_of_ours_that_does_not_parse_is_refused(string name, string text) =>
        Assert.False(PackProperties.TryRead([new(name, text)], out _));

    [Fact]
    public void A_stranger_without_properties_is_welcome()
    {
        Assert.True(PackProperties.TryRead([new("trace", "1")], out var properties));
        Assert.False(properties.IsNumbered);
        Assert.Equal(TimeQuality.Synced, properties.Quality);
    }
}
