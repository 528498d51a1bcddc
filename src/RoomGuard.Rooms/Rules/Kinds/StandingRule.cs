namespace RoomGuard.Rooms.Rules.Kinds;

/// <summary>A rule that a file can give a priority, delays and a source, but whose condition the program itself tells: silence, faults, tests, floods.</summary>
internal sealed record StandingRule(string Signal, string Rule) : AlarmRule(Signal, Rule);
