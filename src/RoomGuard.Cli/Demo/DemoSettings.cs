namespace RoomGuard.Cli.Demo;

/// <summary>What the command line asks of the demo.</summary>
/// <param name="Port">Port of the page on 127.0.0.1.</param>
/// <param name="Scenario">Name of a shipped scenario, or a path.</param>
/// <param name="Speed">How many times faster than life the site's clock runs.</param>
internal sealed record DemoSettings(int Port, string Scenario, double Speed)
{
    /// <summary>Real time until the demo ends by itself; null runs until it is told to stop.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>A seed instead of the scenario's own.</summary>
    public int? Seed { get; init; }
}
