namespace RoomGuard.Rooms.Rules.Kinds;

/// <summary>Several points of one signal in a room that say the same: n of m.</summary>
/// <param name="Needed">How many must say so; 2 or more.</param>
/// <param name="Of">How many points of the signal the room must have for the rule to mean anything.</param>
/// <param name="Vote">What one of them says.</param>
internal sealed record QuorumRule(string Signal, string Rule, int Needed, int Of, AlarmRule Vote) : AlarmRule(Signal, Rule);
