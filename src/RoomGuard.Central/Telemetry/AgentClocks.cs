using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace RoomGuard.Central.Telemetry;

/// <summary>How far the clocks of agents are from ours, as their newest live samples and states show. Only those that are wrong are kept. Safe for several threads.</summary>
/// <remarks>A pack that waited at the broker looks like a clock that is behind, until the next one comes.</remarks>
internal sealed partial class AgentClocks
{
    // What the way through the broker takes, and a batch of an agent, is no fault of a clock.
    private static readonly TimeSpan Forgiven = TimeSpan.FromSeconds(15);

    // Below this nobody needs a line in a log.
    private static readonly TimeSpan WorthSaying = TimeSpan.FromMinutes(2);

    private const int MostKept = 10_000;
    private const int MostShown = 100;

    private readonly ConcurrentDictionary<(string Site, string Agent), TimeSpan> _offsets = new();
    private readonly ConcurrentDictionary<(string Site, string Agent), bool> _said = new();
    private readonly ILogger<AgentClocks> _logger;

    public AgentClocks(CentralMeter meter, ILogger<AgentClocks> logger)
    {
        _logger = logger;
        meter.Meter.CreateObservableGauge("roomguard.agent.clock_offset", Shown, "s", "Clock of an agent less ours, for the hundred agents whose clocks are furthest off.");
    }

    /// <summary>An agent stamped something now.</summary>
    /// <param name="at">Its stamp.</param>
    /// <param name="now">Our clock.</param>
    public void Note(string site, string agent, DateTimeOffset at, DateTimeOffset now)
    {
        var offset = at - now;
        var key = (site, agent);
        if (offset.Duration() < Forgiven)
        {
            if (!_offsets.IsEmpty)
            {
                _offsets.TryRemove(key, out _);
            }

            return;
        }

        if (_offsets.Count < MostKept || _offsets.ContainsKey(key))
        {
            _offsets[key] = offset;
        }

        if (offset.Duration() > WorthSaying && _said.Count < MostKept && _said.TryAdd(key, true))
        {
            Log.Skewed(_logger, site, agent, offset.Duration(), offset > TimeSpan.Zero ? "ahead of" : "behind");
        }
    }

    /// <summary>An agent stamped something, nobody knows when: only a stamp from the future says something of its clock.</summary>
    public void NoteAhead(string site, string agent, DateTimeOffset at, DateTimeOffset now)
    {
        if (at - now >= Forgiven)
        {
            Note(site, agent, at, now);
        }
    }

    private IEnumerable<Measurement<double>> Shown() => _offsets.OrderByDescending(offset => offset.Value.Duration()).Take(MostShown).Select(offset => new Measurement<double>(
        offset.Value.TotalSeconds,
        new KeyValuePair<string, object?>("site", offset.Key.Site),
        new KeyValuePair<string, object?>("agent", offset.Key.Agent)));

    private static partial class Log
    {
        [LoggerMessage(4021, LogLevel.Warning, "Samples of {Site}/{Agent} are stamped {Offset} {Direction} our clock: check its time synchronisation. Said once for each agent; roomguard_agent_clock_offset_seconds tells how it goes on.")]
        internal static partial void Skewed(ILogger logger, string site, string agent, TimeSpan offset, string direction);
    }
}
