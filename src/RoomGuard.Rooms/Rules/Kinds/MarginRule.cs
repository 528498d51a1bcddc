namespace RoomGuard.Rooms.Rules.Kinds;

/// <summary>A value that comes too near to that of another signal of the same equipment, for example the dew point to the air.</summary>
/// <param name="Above">The signal that must stay above this one.</param>
/// <param name="Least">By how much it must, in their unit.</param>
/// <param name="Deadband">How much more it takes to be good again; 0 or more.</param>
internal sealed record MarginRule(string Signal, string Rule, string Above, double Least, double Deadband) : AlarmRule(Signal, Rule);
