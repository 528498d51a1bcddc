using RoomGuard.Simulator.World;

namespace RoomGuard.Simulator.Scenarios;

/// <summary>A scenario being played: step by step, orders in their time, with word of what happened. No clock, no files, no sockets.</summary>
/// <remarks>Not safe for several threads, except <see cref="State"/>, which any thread may read.</remarks>
internal sealed class ScenarioPlay
{
    private readonly Site _site;
    private readonly IReadOnlyList<ScenarioEvent> _events;
    private volatile SiteState _state;
    private int _next;

    /// <summary>The scenario at its beginning, under <paramref name="seed"/>.</summary>
    public ScenarioPlay(Scenario scenario, int seed)
    {
        _site = new Site(scenario.Site, seed);
        _events = scenario.Events;
        _state = _site.Begin();
    }

    /// <summary>The site as it is now.</summary>
    public SiteState State => _state;

    /// <summary>Gives the orders that are due and those of <paramref name="orders"/>, and lets one step pass.</summary>
    /// <returns>What happened, as source and sentence.</returns>
    public IReadOnlyList<(string Source, string Text)> Step(IEnumerable<SiteOrder> orders)
    {
        var before = _state;
        var after = before;
        List<(string Source, string Text)> news = [];
        foreach (var order in Due(before.At).Concat(orders))
        {
            after = _site.Apply(after, order);
            if (Chronicle.Tell(order) is { } told)
            {
                news.Add(told);
            }
        }

        after = _site.Step(after);
        news.AddRange(Chronicle.Between(_site.Plan, before, after));
        _state = after;
        return news;
    }

    private IEnumerable<SiteOrder> Due(TimeSpan at)
    {
        while (_next < _events.Count && _events[_next].At <= at)
        {
            yield return _events[_next++].Order;
        }
    }
}
