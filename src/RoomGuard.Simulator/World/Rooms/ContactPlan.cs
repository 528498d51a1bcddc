namespace RoomGuard.Simulator.World.Rooms;

/// <summary>A dry contact wired to one GPIO line.</summary>
/// <param name="Line">GPIO line number, 0 to 1023.</param>
/// <param name="Room">The room it is in.</param>
/// <param name="Equipment">Equipment id, for example <c>leak-1</c>.</param>
/// <param name="Signal">A signal of the catalogue that is true or false.</param>
/// <param name="IsActiveLow">Whether the line is low while the signal is true.</param>
public sealed record ContactPlan(int Line, string Room, string Equipment, string Signal, bool IsActiveLow)
{
    /// <summary>Whether the signal is true when the scenario begins.</summary>
    public bool IsInitiallyOn { get; init; }

    /// <summary>Where scenario events find it: <c>{room}/{equipment}/{signal}</c>.</summary>
    public string Path => $"{Room}/{Equipment}/{Signal}";
}
