using System.Collections.Concurrent;
using System.Text;
using RoomGuard.Central.Ingest;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Topics;

namespace RoomGuard.Central.Starting;

/// <summary>Orders to agents that wait for their answers. Safe for several threads.</summary>
internal sealed class AnswerBook
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<CommandAnswer>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Takes an answer from any thread; one that nobody waits for is another machine's, or late.</summary>
    public void Hear(byte[] correlation, byte[] payload)
    {
        if (MessageJson.TryRead(payload, out CommandAnswer? answer) && _waiting.TryGetValue(Encoding.UTF8.GetString(correlation), out var waiting) && answer.Id == Encoding.UTF8.GetString(correlation))
        {
            waiting.TrySetResult(answer);
        }
    }

    /// <summary>Gives an order and waits for the answer, in real time.</summary>
    /// <returns>Whether the broker took it, and what the agent said; null when it said nothing in time.</returns>
    public async Task<(bool IsSent, CommandAnswer? Answer)> AskAsync(MqttLink link, (string Site, string Agent) agent, Command command, TimeSpan patience, CancellationToken stop)
    {
        var waiting = new TaskCompletionSource<CommandAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[command.Id] = waiting;
        try
        {
            var topic = new AgentTopic(agent.Site, agent.Agent, AgentTopicKind.Command);
            if (!await link.TryAskAsync(topic.ToString(), MessageJson.Write(command), (topic with { Kind = AgentTopicKind.Answer }).ToString(), Encoding.UTF8.GetBytes(command.Id), patience, stop))
            {
                return (false, null);
            }

            return (true, await waiting.Task.WaitAsync(patience, stop));
        }
        catch (TimeoutException)
        {
            return (true, null);
        }
        finally
        {
            _waiting.TryRemove(command.Id, out _);
        }
    }
}
