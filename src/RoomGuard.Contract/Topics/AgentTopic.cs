using System.Diagnostics.CodeAnalysis;
using RoomGuard.Contract.Points;

namespace RoomGuard.Contract.Topics;

/// <summary>The last part of an agent's topic: what is said there.</summary>
public enum AgentTopicKind
{
    /// <summary>Who the agent is and which points it has; retained.</summary>
    Birth,

    /// <summary>Whether it is connected; retained, and its will.</summary>
    State,

    /// <summary>The newest samples.</summary>
    Live,

    /// <summary>Samples kept while the broker was away.</summary>
    Backlog,

    /// <summary>What is durable at the centre.</summary>
    Receipt,

    /// <summary>An order to the agent.</summary>
    Command,

    /// <summary>What the agent says to an order: the response topic that the centre names.</summary>
    Answer,
}

/// <summary>A topic of contract version 1: <c>roomguard/1/{site}/{agent}/{kind}</c>.</summary>
/// <remarks><c>1</c> is the version of the contract; a change that an old reader would misread makes it 2.</remarks>
public readonly record struct AgentTopic(string Site, string Agent, AgentTopicKind Kind)
{
    /// <summary>The first levels of every topic of this version.</summary>
    public const string Root = "roomguard/1";

    /// <summary>The topic as MQTT spells it; <see cref="TryParse"/> of it gives this value back.</summary>
    public override string ToString() => $"{Root}/{Site}/{Agent}/{Word(Kind)}";

    /// <summary>The filter that matches this kind of topic of every agent of every site.</summary>
    public static string FilterFor(AgentTopicKind kind) => $"{Root}/+/+/{Word(kind)}";

    /// <summary>Parses a topic of this contract. False for any other, without throwing: brokers carry other people's topics.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AgentTopic topic)
    {
        topic = default;
        if (text?.Split('/') is not ["roomguard", "1", var site, var agent, var word]
            || !PointName.IsValid(site) || !PointName.IsValid(agent) || KindOf(word) is not { } kind)
        {
            return false;
        }

        topic = new AgentTopic(site, agent, kind);
        return true;
    }

    private static string Word(AgentTopicKind kind) => kind switch
    {
        AgentTopicKind.Birth => "birth",
        AgentTopicKind.State => "state",
        AgentTopicKind.Live => "live",
        AgentTopicKind.Backlog => "backlog",
        AgentTopicKind.Receipt => "receipt",
        AgentTopicKind.Command => "command",
        AgentTopicKind.Answer => "answer",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of topic."),
    };

    private static AgentTopicKind? KindOf(string word) => word switch
    {
        "birth" => AgentTopicKind.Birth,
        "state" => AgentTopicKind.State,
        "live" => AgentTopicKind.Live,
        "backlog" => AgentTopicKind.Backlog,
        "receipt" => AgentTopicKind.Receipt,
        "command" => AgentTopicKind.Command,
        "answer" => AgentTopicKind.Answer,
        _ => null,
    };
}
