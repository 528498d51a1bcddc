namespace RoomGuard.Simulator.World.Power;

/// <summary>The public supply at the building's entry.</summary>
/// <param name="IsPresent">Whether the grid delivers.</param>
/// <param name="Supply">What a meter at the entry reads.</param>
internal sealed record Mains(bool IsPresent, Supply Supply)
{
    private static readonly TimeSpan VoltageWander = TimeSpan.FromMinutes(7);
    private static readonly TimeSpan FrequencyWander = TimeSpan.FromSeconds(40);

    /// <summary>What the grid delivers at <paramref name="at"/>: a volt or two of wander, a few hundredths of a hertz.</summary>
    public static Mains At(TimeSpan at, bool isPresent, Noise noise) => new(isPresent, isPresent ? Live(at, noise) : Supply.Dead);

    private static Supply Live(TimeSpan at, Noise noise) => new(
        231 + (2.4 * noise.Drift("l1", at, VoltageWander)),
        230.5 + (2.4 * noise.Drift("l2", at, VoltageWander)),
        232 + (2.4 * noise.Drift("l3", at, VoltageWander)),
        Supply.NominalHertz + (0.03 * noise.Drift("hertz", at, FrequencyWander)));
}
