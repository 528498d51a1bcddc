using RoomGuard.Contract.Topics;

namespace RoomGuard.Contract.Tests.Topics;

public sealed class AgentTopicTests
{
    public static TheoryData<AgentTopicKind> Kinds => [.. Enum.GetValues<AgentTopicKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_parses_what_it_prints(AgentTopicKind kind)
    {
        var topic = new AgentTopic("hq", "node-1", kind);
        Assert.True(AgentTopic.TryParse(topic.ToString(), out var parsed));
        Assert.Equal(topic, parsed);
    }

    [Fact]
    public void The_live_topic_is_spelt_as_the_contract_says() =>
        Assert.Equal("roomguard/1/hq/node-1/live", new AgentTopic("hq", "node-1", AgentTopicKind.Live).ToString());

    [Theory]
    [InlineData("roomguard/2/hq/node-1/live")]
    [InlineData("roomguard/1/hq/node-1/lives")]
    [InlineData("roomguard/1/hq/live")]
    [InlineData("roomguard/1/hq/centre")]
    [InlineData("roomguard/1/HQ/node-1/live")]
    [InlineData("roomguard/1/+/node-1/live")]
    [InlineData("zigbee2mqtt/plug")]
    [InlineData("")]
    [InlineData(null)]
    public void Other_topics_are_not_ours(string? text) => Assert.False(AgentTopic.TryParse(text, out _));
}
