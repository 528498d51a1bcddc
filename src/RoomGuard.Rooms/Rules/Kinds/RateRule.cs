namespace RoomGuard.Rooms.Rules.Kinds;

/// <summary>A value that changes too fast.</summary>
/// <param name="By">How much it must change, in the signal's unit; more than 0.</param>
/// <param name="Within">The longest time for it.</param>
/// <param name="IsRise">True: it rises. False: it falls.</param>
internal sealed record RateRule(string Signal, string Rule, double By, TimeSpan Within, bool IsRise) : AlarmRule(Signal, Rule);
