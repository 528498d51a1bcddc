namespace RoomGuard.Simulator;

/// <summary>Something that happened in a simulated site, told in English.</summary>
/// <param name="At">When, on the clock that plays the scenario.</param>
/// <param name="Elapsed">When, in scenario time.</param>
/// <param name="Source">To whom or what, for example <c>ups-1</c>.</param>
/// <param name="Text">What, without its subject, for example <c>is on battery</c>.</param>
public sealed record SimulationEvent(DateTimeOffset At, TimeSpan Elapsed, string Source, string Text)
{
    /// <summary>Scenario time, source and text in one line.</summary>
    public override string ToString() => FormattableString.Invariant($"{Elapsed:d\\.hh\\:mm\\:ss} {Source} {Text}");
}
