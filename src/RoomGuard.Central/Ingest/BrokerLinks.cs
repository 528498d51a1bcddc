using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Options;
using RoomGuard.Central.Starting;
using RoomGuard.Contract.Topics;

namespace RoomGuard.Central.Ingest;

/// <summary>The connections of this machine to the broker: one when it is alone, several when machines share the packs.</summary>
/// <remarks>
/// Packs are shared (<c>$share/{group}/…</c>), each machine with a session of its own. Births and states say what is true until the next one, so
/// they must be heard in their order: only the machine that leads hears them, on a session that goes over with the lead. What a dead machine's session
/// still holds is nobody's but that session's, so the leader takes the session over until its machine is back.
/// </remarks>
internal sealed class BrokerLinks
{
    private static readonly AgentTopicKind[] Packs = [AgentTopicKind.Live, AgentTopicKind.Backlog];
    private static readonly AgentTopicKind[] News = [AgentTopicKind.Birth, AgentTopicKind.State];

    // Not shared: each machine hears all answers, and knows its own by their correlation data.
    private static readonly string Answers = AgentTopic.FilterFor(AgentTopicKind.Answer);

    private readonly BrokerOptions _options;
    private readonly ClusterSeat _seat;
    private readonly Func<string, IReadOnlyList<string>, MqttLink> _open;
    private readonly bool _isShared;
    private volatile MqttLink? _news;

    public BrokerLinks(CentralOptions options, ClusterSeat seat, Inflow inflow, AnswerBook answers, ILogger<MqttLink> logger)
    {
        (_options, _seat, _isShared) = (options.Broker, seat, options.Broker.Share is not null);
        _open = (clientId, filters) => new MqttLink(_options, clientId, filters, inflow, logger) { Answers = answers.Hear };
        var silo = options.Cluster?.Silo;
        Main = _isShared ? _open(SessionOf(silo ?? "alone"), [.. PackFilters(), Answers]) : _open(_options.ClientId, [.. News.Concat(Packs).Select(AgentTopic.FilterFor), Answers]);
    }

    /// <summary>The connection that packs come on, and receipts go out on.</summary>
    public MqttLink Main { get; }

    /// <summary>Whether no other machine takes packs from the same sessions.</summary>
    public bool IsAlone => !_isShared;

    /// <summary>Stays connected until <paramref name="stop"/>; what arrives goes to <paramref name="messages"/>.</summary>
    public Task RunAsync(ChannelWriter<IncomingMessage> messages, CancellationToken stop) => _isShared
        ? Task.WhenAll(
            Main.RunAsync(messages, stop),
            _seat.LeadAsync(end => HearNewsAsync(messages, end), stop),
            _seat.LeadAsync(end => InheritAsync(messages, end), stop))
        : Main.RunAsync(messages, stop);

    /// <summary>Has the broker send births again: rooms that were not this centre's when they came may be by now.</summary>
    public Task HearBirthsAgainAsync(CancellationToken stop) => (_isShared ? _news : Main)?.SubscribeAgainAsync(stop) ?? Task.CompletedTask;

    private async Task HearNewsAsync(ChannelWriter<IncomingMessage> messages, CancellationToken stop)
    {
        var news = _open(SessionOf("news"), [.. News.Select(AgentTopic.FilterFor)]);
        _news = news;
        try
        {
            await news.RunAsync(messages, stop);
        }
        finally
        {
            _news = null;
        }
    }

    private async Task InheritAsync(ChannelWriter<IncomingMessage> messages, CancellationToken stop)
    {
        var inherited = new Dictionary<string, (CancellationTokenSource End, Task Running)>(StringComparer.Ordinal);
        try
        {
            while (true)
            {
                var next = _seat.Next;
                var absent = _seat.Absent;
                foreach (var name in absent.Where(name => !inherited.ContainsKey(name)))
                {
                    var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
                    inherited[name] = (end, _open(SessionOf(name), PackFilters()).RunAsync(messages, end.Token));
                }

                foreach (var (name, link) in inherited.Where(link => !absent.Contains(link.Key)).ToList())
                {
                    inherited.Remove(name);
                    await EndAsync(link);
                }

                await next.WaitAsync(stop);
            }
        }
        finally
        {
            await Task.WhenAll(inherited.Values.Select(EndAsync));
        }
    }

    private static async Task EndAsync((CancellationTokenSource End, Task Running) link)
    {
        await link.End.CancelAsync();
        await link.Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        link.End.Dispose();
    }

    private string SessionOf(string name) => $"{_options.ClientId}-{name}";

    private IReadOnlyList<string> PackFilters() => [.. Packs.Select(kind => $"$share/{_options.Share}/{AgentTopic.FilterFor(kind)}")];
}
