namespace RoomGuard.Simulator;

/// <summary>A simulated dry contact, in the words of an agent's settings.</summary>
/// <param name="Line">GPIO line number below <c>class/gpio</c>.</param>
/// <param name="Room">The room it is in.</param>
/// <param name="Equipment">Equipment id, for example <c>leak-1</c>.</param>
/// <param name="Signal">The signal it is, for example <c>leak.wet</c>.</param>
/// <param name="IsActiveLow">Whether the line is low while the signal is true.</param>
public sealed record SimulatedContact(int Line, string Room, string Equipment, string Signal, bool IsActiveLow);
