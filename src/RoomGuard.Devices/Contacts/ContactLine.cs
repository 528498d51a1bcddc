namespace RoomGuard.Devices.Contacts;

/// <summary>One contact wired to one GPIO line: a leak rope's relay, a door switch, a smoke detector.</summary>
/// <param name="Line">The line's number as the GPIO driver counts.</param>
/// <param name="IsActiveLow">Whether a low level means true, as with a contact to ground and a pull-up.</param>
/// <param name="Debounce">How long a new level must hold before it is believed; 0 to 10 s.</param>
public sealed record ContactLine(int Line, bool IsActiveLow, TimeSpan Debounce);
