using RoomGuard.Contract.Signals;
using RoomGuard.Simulator.World;

namespace RoomGuard.Simulator.Scenarios;

/// <summary>A site and what happens in it, at which scenario time. Immutable.</summary>
/// <param name="Id">The scenario's name, for example <c>quiet-day-with-tests</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Site">The site it plays in.</param>
public sealed record Scenario(string Id, LocalText Name, SitePlan Site)
{
    /// <summary>Seed of everything that looks like chance. The same scenario under the same seed repeats byte for byte.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What is done to the site, in order of time.</summary>
    public IReadOnlyList<ScenarioEvent> Events { get; init; } = [];

    /// <summary>UDP ports that the scenario fixes, by device id; the operating system chooses the others.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; init; } = new Dictionary<string, int>();
}

/// <summary>One order and when it is given.</summary>
/// <param name="At">Scenario time, from zero.</param>
/// <param name="Order">What is done.</param>
public sealed record ScenarioEvent(TimeSpan At, SiteOrder Order);
