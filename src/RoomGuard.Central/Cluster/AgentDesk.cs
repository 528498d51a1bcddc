using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Ingest;
using RoomGuard.Contract.Senml;

namespace RoomGuard.Central.Cluster;

/// <summary>Brings what agents say of themselves to their owners, beside the stream of samples: a thousand births a second must not delay one alarm.</summary>
/// <remarks>
/// Births and states say what is true until the next one. Of those that wait, only the newest of an agent is brought, and the others are acknowledged with no more
/// ado. The broker keeps them (they are retained) and gives them again to whoever subscribes, so one that is acknowledged early is not lost by a kill.
/// </remarks>
internal sealed partial class AgentDesk(RoomSilo silo, NewsRouter router, RefusalLog refusals, ILogger<AgentDesk> logger)
{
    /// <summary>Most agents of all sites together: a stranger who invents names must not fill memory and database.</summary>
    public const int MostAgents = 20_000;

    // Births of so many agents may wait without an acknowledgement; the rest of what the broker may have on its way is for packs.
    private const int MostUnacknowledged = 1_000;

    private const int AtOnce = 64;

    private readonly ConcurrentDictionary<AgentName, Saying> _waiting = new();
    private readonly HashSet<AgentName> _known = [];
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private bool _isFull;

    /// <summary>Agents that wait to be brought.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Starts anew with the agents that are known already.</summary>
    public void Start(IEnumerable<(string Site, string Agent)> known)
    {
        _waiting.Clear();
        _known.Clear();
        _known.UnionWith(known.Select(agent => new AgentName(agent.Site, agent.Agent)));
    }

    /// <summary>Takes in a birth or a state. Never waits. For the loop that reads.</summary>
    /// <returns>Messages to be acknowledged at once: they are superseded, refused, or too many wait already.</returns>
    public IEnumerable<IncomingMessage> Take(AgentNews news, IncomingMessage message)
    {
        var name = new AgentName(news.Site, news.Agent);
        if (!IsAdmitted(name, news))
        {
            return [message];
        }

        var early = new List<IncomingMessage>(2);
        var isCrowded = _waiting.Count >= MostUnacknowledged;
        _waiting.AddOrUpdate(
            name,
            _ => new Saying().With(news, isCrowded ? null : message),
            (_, before) =>
            {
                early.AddRange(before.MessageOf(news) is { } old ? [old] : []);
                return before.With(news, isCrowded ? null : message);
            });
        if (isCrowded)
        {
            early.Add(message);
        }

        _signal.Writer.TryWrite(true);
        return early;
    }

    /// <summary>Brings until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await foreach (var _ in _signal.Reader.ReadAllAsync(stop))
        {
            await Parallel.ForEachAsync(
                _waiting.Keys,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
                async (name, end) =>
                {
                    if (_waiting.TryRemove(name, out var saying))
                    {
                        await BringAsync(name, saying, end);
                    }
                });
        }
    }

    private async Task BringAsync(AgentName name, Saying saying, CancellationToken stop)
    {
        if (saying.Birth is { } birth)
        {
            await router.CallAsync(() => silo.Agent(name.Site, name.Agent).BirthAsync(birth.Boot, [.. birth.Points]), stop);
        }

        if (saying.Connection is { } connection)
        {
            await router.CallAsync(() => silo.Agent(name.Site, name.Agent).ConnectAsync(connection.IsOnline), stop);
        }

        foreach (var message in saying.Messages)
        {
            await message.AcknowledgeAsync(stop);
        }
    }

    // An agent that nobody has heard of and that serves no room of ours changes nothing here.
    private bool IsAdmitted(AgentName name, AgentNews news)
    {
        if (_known.Contains(name))
        {
            return true;
        }

        if (news is BirthNews { Points.Count: 0 })
        {
            return false;
        }

        if (_known.Count < MostAgents)
        {
            return _known.Add(name);
        }

        refusals.Add(new Refusal(RefusalReason.TooManyAgents, -1, $"{name.Site}/{name.Agent} is one more than {MostAgents}"), $"{name.Site}/{name.Agent}");
        if (!_isFull)
        {
            _isFull = true;
            Log.Full(logger, MostAgents);
        }

        return false;
    }

    private readonly record struct AgentName(string Site, string Agent);

    /// <summary>The newest birth and the newest state of one agent, with their messages.</summary>
    private sealed record Saying
    {
        public BirthNews? Birth { get; private init; }

        public ConnectionNews? Connection { get; private init; }

        private IncomingMessage? BirthMessage { get; init; }

        private IncomingMessage? ConnectionMessage { get; init; }

        public IEnumerable<IncomingMessage> Messages => new[] { BirthMessage, ConnectionMessage }.OfType<IncomingMessage>();

        public IncomingMessage? MessageOf(AgentNews news) => news is BirthNews ? BirthMessage : ConnectionMessage;

        public Saying With(AgentNews news, IncomingMessage? message) => news switch
        {
            BirthNews birth => this with { Birth = birth, BirthMessage = message },
            ConnectionNews connection => this with { Connection = connection, ConnectionMessage = message },
            _ => throw new ArgumentOutOfRangeException(nameof(news), news, "Not what an agent says of itself."),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(4135, LogLevel.Error, "{Most} agents are known; further ones are refused (too_many_agents). Samples of any agent are still taken. Look for whoever invents names at the broker.")]
        internal static partial void Full(ILogger logger, int most);
    }
}
