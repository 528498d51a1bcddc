namespace RoomGuard.Devices.Contacts;

/// <summary>One contact wired to one GPIO line: a leak rope's relay, a door switch, a smoke detector.</summary>
/// <param name="Line">The line's number as the GPIO driver counts.</param>
/// <param name="IsActiveLow">Whether a low level means true, as with a contact to ground and a pull-up.</param>
/// <param name="Debounce">How long a new level must hold before it is believed; 0 to 10 s.</param>
public sealed record ContactLine(int Line, bool IsActiveLow, TimeSpan Debounce)
{
    /// <summary>What pulls the line while its contact is open; up unless set: without it an open contact to ground floats, and may read as closed for ever.</summary>
    public ContactPull Pull { get; init; } = ContactPull.Up;

    /// <summary>Whether the driver debounces the line itself: then every edge it tells has held.</summary>
    public bool IsDebounced { get; init; }

    /// <summary>How long a level must still hold after it was told.</summary>
    internal TimeSpan Hold => IsDebounced ? TimeSpan.Zero : Debounce;
}

/// <summary>What pulls a line while its contact is open.</summary>
public enum ContactPull
{
    /// <summary>Nothing on the chip: there is a resistor outside, or something drives the line.</summary>
    None,

    /// <summary>Up: the contact is to ground.</summary>
    Up,

    /// <summary>Down: the contact is to the supply.</summary>
    Down,
}
