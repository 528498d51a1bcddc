using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Contacts;
using RoomGuard.Devices.Contacts.Expander;

namespace RoomGuard.Agent;

/// <summary>The contacts to watch. Section <c>contacts</c>.</summary>
/// <param name="UsesTree">Whether the lines are files below <c>sysfs</c>, rather than the board's own.</param>
/// <param name="Lines">The contacts.</param>
public sealed record ContactsOptions(bool UsesTree, IReadOnlyList<ContactOptions> Lines)
{
    /// <summary>The GPIO chip's file or label; null for that of the board's header.</summary>
    public string? Chip { get; init; }

    /// <summary>More contacts, over I2C.</summary>
    public IReadOnlyList<ExpanderOptions> Expanders { get; init; } = [];

    /// <summary>Every contact, the board's own first.</summary>
    public IEnumerable<ContactOptions> All => Lines.Concat(Expanders.SelectMany(expander => expander.Lines));
}

/// <summary>The contacts of one expander. An entry of <c>contacts.expanders</c>.</summary>
/// <param name="Chip">The expander.</param>
/// <param name="Lines">Its contacts.</param>
public sealed record ExpanderOptions(ExpanderChip Chip, IReadOnlyList<ContactOptions> Lines);

/// <summary>One contact to watch. An entry of <c>contacts.lines</c>.</summary>
/// <param name="Line">The GPIO line and how it is wired.</param>
/// <param name="Place">Whose reading it is.</param>
/// <param name="Signal">The signal: true or false.</param>
/// <param name="Period">How often it is looked at, and said again, without an edge; 1 s to 1 h, 60 s unless set.</param>
public sealed record ContactOptions(ContactLine Line, InputPlace Place, Signal Signal, TimeSpan Period);
