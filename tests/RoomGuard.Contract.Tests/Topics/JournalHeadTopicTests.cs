using RoomGuard.Contract.Topics;

namespace RoomGuard.Contract.Tests.Topics;

public sealed class JournalHeadTopicTests
{
    [Fact]
    public void What_it_prints_it_parses()
    {
        var topic = new JournalHeadTopic("hq");
        Assert.Equal("roomguard/1/hq/journal-head", topic.ToString());
        Assert.True(JournalHeadTopic.TryParse(topic.ToString(), out var read));
        Assert.Equal(topic, read);
        Assert.False(AgentTopic.TryParse(topic.ToString(), out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("roomguard/1/hq/centre")]
    [InlineData("roomguard/2/hq/journal-head")]
    [InlineData("roomguard/1/Head Quarters/journal-head")]
    [InlineData("roomguard/1/hq/node-1/journal-head")]
    public void Other_topics_are_not_it(string? text) => Assert.False(JournalHeadTopic.TryParse(text, out _));
}
