using RoomGuard.Contract.Samples;

namespace RoomGuard.Devices.Contacts;

/// <summary>What a contact is now: a change, or the same again after a period.</summary>
/// <param name="Line">Which contact.</param>
/// <param name="Reading">True, false, or the reason nothing is known.</param>
/// <param name="At">When it became so, for a change: the first edge, before debouncing. When it was looked at, otherwise.</param>
public sealed record ContactChange(ContactLine Line, Reading Reading, DateTimeOffset At);
