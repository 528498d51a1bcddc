using CsCheck;

namespace RoomGuard.Snmp.Tests;

public sealed class ObjectIdTests
{
    [Theory]
    [InlineData("1.3.6.1.2.1.1.1.0", "1.3.6.1.2.1.1.1.0", 9)]
    [InlineData(".1.3.6.1", "1.3.6.1", 4)]
    [InlineData("0.0", "0.0", 2)]
    [InlineData("2.999.4294967295", "2.999.4294967295", 3)]
    [InlineData("1", "1", 1)]
    public void The_dotted_form_is_read_with_and_without_a_leading_dot(string text, string printed, int length)
    {
        var id = ObjectId.Parse(text);

        Assert.Equal((printed, length), (id.ToString(), id.Length));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData("1..3")]
    [InlineData("..1.3")]
    [InlineData("1.3.six")]
    [InlineData("1.3.-6")]
    [InlineData("1.3.+6")]
    [InlineData("1.3. 6")]
    [InlineData("1.3.4294967296")]
    [InlineData("3.1")]
    [InlineData("1.40")]
    [InlineData("0.40.1")]
    [InlineData("iso.3.6")]
    [InlineData("1.3.٣")]
    public void Anything_else_is_refused(string? text) => Assert.False(ObjectId.TryParse(text, out _));

    [Fact]
    public void A_refusal_quotes_what_was_refused()
    {
        var error = Assert.Throws<FormatException>(() => ObjectId.Parse("1.3.six"));

        Assert.Equal("\"1.3.six\" is no object identifier: 1 to 128 numbers below 2^32 with dots between them.", error.Message);
    }

    [Fact]
    public void There_are_128_sub_identifiers_at_most()
    {
        var longest = new ObjectId(Enumerable.Repeat(1u, 128).ToArray());

        Assert.Equal(longest, ObjectId.Parse(longest.ToString()));
        Assert.False(ObjectId.TryParse(longest + ".1", out _));
        Assert.Throws<ArgumentException>(() => longest.Append(1));
    }

    [Fact]
    public void A_prefix_ends_on_a_whole_sub_identifier()
    {
        var apc = ObjectId.Parse("1.3.6.1.4.1.318");

        Assert.True(apc.StartsWith(apc));
        Assert.True(apc.Append(1, 3, 27).StartsWith(apc));
        Assert.True(apc.StartsWith(default));
        Assert.False(ObjectId.Parse("1.3.6.1.4.1.3180.1").StartsWith(apc));
        Assert.False(apc.StartsWith(apc.Append(1)));
    }

    [Fact]
    public void Order_is_that_of_numbers_and_a_prefix_comes_first()
    {
        ObjectId[] walk = [default, ObjectId.Parse("1.3"), ObjectId.Parse("1.3.2"), ObjectId.Parse("1.3.2.1"), ObjectId.Parse("1.3.10"), ObjectId.Parse("2.1"), ObjectId.Parse("2.4294967295")];

        Assert.Equal(walk, walk.Reverse().Order());
        Assert.True(walk[2] < walk[4] && walk[4] > walk[3] && walk[1] <= walk[2] && walk[2] >= walk[1]);
    }

    [Fact]
    public void What_is_printed_reads_back_equal() =>
        Generate.Id.Sample(id => ObjectId.Parse(id.ToString()) == id && ObjectId.Parse("." + id).GetHashCode() == id.GetHashCode());

    [Fact]
    public void An_appended_identifier_lies_below_and_after_its_prefix() =>
        Gen.Select(Generate.Id, Gen.UInt).Sample((id, more) =>
            id.Length == ObjectId.MaxLength || (id.Append(more).StartsWith(id) && id.Append(more) > id && id.Append(more)[^1] == more));
}
