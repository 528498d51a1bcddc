using System.Text;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Topics;

namespace RoomGuard.Contract.Tests.Topics;

public sealed class CentreTopicTests
{
    [Fact]
    public void It_is_spelt_as_the_contract_says_and_parses_what_it_prints()
    {
        Assert.Equal("roomguard/1/hq/centre", new CentreTopic("hq").ToString());
        Assert.True(CentreTopic.TryParse("roomguard/1/hq/centre", out var topic));
        Assert.Equal(new CentreTopic("hq"), topic);
    }

    [Theory]
    [InlineData("roomguard/1/hq/node-1/live")]
    [InlineData("roomguard/1/HQ/centre")]
    [InlineData("roomguard/2/hq/centre")]
    [InlineData("")]
    [InlineData(null)]
    public void Other_topics_are_not_the_centres(string? text) => Assert.False(CentreTopic.TryParse(text, out _));

    [Fact]
    public void What_a_centre_says_of_itself_is_read_back_and_anything_else_is_refused()
    {
        var state = new CentreState(true, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), "a");
        Assert.Equal("""{"online":true,"at":"2026-03-01T12:00:00+00:00","silo":"a"}""", Encoding.UTF8.GetString(MessageJson.Write(state)));
        Assert.True(MessageJson.TryRead(MessageJson.Write(state), out CentreState? read));
        Assert.Equal(state, read);
        Assert.False(MessageJson.TryRead("""{"online":true}"""u8, out read));
        Assert.False(MessageJson.TryRead("hello"u8, out read));
    }
}
