namespace RoomGuard.Snmp.Fuzz;

/// <summary>What came of mutated packets at one reader.</summary>
/// <param name="Understood">Packets that were still good.</param>
/// <param name="AllocatedBytes">Memory taken in all, the making of the packets included.</param>
/// <param name="Failure">The packet that made it throw, and what it threw; null when none did.</param>
internal sealed record FuzzFigures(string Target, long Packets, long Understood, TimeSpan Took, long AllocatedBytes, string? Failure)
{
    /// <summary>One line for a person.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Target}: {Packets} packets, {Understood} understood, {Took.TotalSeconds:0.0} s, {(double)AllocatedBytes / Math.Max(1, Packets):0} bytes each, ")
        + (Failure is null ? "no failure" : $"FAILED at {Failure}");
}
