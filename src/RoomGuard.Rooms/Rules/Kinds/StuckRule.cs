namespace RoomGuard.Rooms.Rules.Kinds;

/// <summary>A gauge that gives the very same value for longer than it believably can.</summary>
/// <param name="After">How long that is; null for the room's own figure.</param>
internal sealed record StuckRule(string Signal, string Rule, TimeSpan? After) : AlarmRule(Signal, Rule);
