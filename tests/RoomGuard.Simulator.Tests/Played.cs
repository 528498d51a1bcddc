using RoomGuard.Simulator.Scenarios;
using RoomGuard.Simulator.World;

namespace RoomGuard.Simulator.Tests;

/// <summary>A scenario played step by step in a test, with everything that happened in it.</summary>
internal sealed class Played
{
    private readonly ScenarioPlay _play;

    public Played(string scenario, int? seed = null)
    {
        Scenario = ScenarioLibrary.Read(scenario, out var faults)!;
        Assert.Empty(faults);
        _play = new ScenarioPlay(Scenario, seed ?? Scenario.Seed);
    }

    public Scenario Scenario { get; }

    public SiteState State => _play.State;

    public List<(TimeSpan At, string Source, string Text)> News { get; } = [];

    public static Played Calm(params SiteOrder[] orders)
    {
        var played = new Played("calm");
        played.Give(orders);
        return played;
    }

    public Played Give(params SiteOrder[] orders)
    {
        Keep(_play.Step(orders));
        return this;
    }

    public Played For(TimeSpan span, Action<SiteState>? look = null)
    {
        for (var end = State.At + span; State.At < end;)
        {
            Keep(_play.Step([]));
            look?.Invoke(State);
        }

        return this;
    }

    public TimeSpan When(string source, string text)
    {
        var (at, _, _) = News.FirstOrDefault(news => news.Source == source && news.Text.Contains(text, StringComparison.Ordinal));
        Assert.True(at > TimeSpan.Zero, $"\"{source} {text}\" is not among:\n{string.Join('\n', News)}");
        return at;
    }

    private void Keep(IEnumerable<(string Source, string Text)> news) => News.AddRange(news.Select(entry => (State.At, entry.Source, entry.Text)));
}
