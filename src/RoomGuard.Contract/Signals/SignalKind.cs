namespace RoomGuard.Contract.Signals;

/// <summary>What a signal's values are.</summary>
public enum SignalKind
{
    /// <summary>A number that goes up and down.</summary>
    Gauge,

    /// <summary>One of a few named states, or true and false where the signal names no states.</summary>
    State,

    /// <summary>A number that only grows, until the device forgets it.</summary>
    Counter,

    /// <summary>Something that happened at an instant; its value is text.</summary>
    Event,
}
