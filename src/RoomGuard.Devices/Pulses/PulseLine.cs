using System.Device.Gpio;
using RoomGuard.Devices.Contacts;
using RoomGuard.Devices.Contacts.Kernel;

namespace RoomGuard.Devices.Pulses;

/// <summary>One pulse output wired to one GPIO line: of an energy, fuel or water meter.</summary>
/// <param name="Line">The line's number on its chip.</param>
/// <param name="IsFalling">Whether a pulse begins by the fall of the level, as with a contact to ground and a pull-up.</param>
/// <param name="Debounce">How long a level must hold; shorter than half of the shortest pulse.</param>
/// <param name="Pull">What pulls the line between pulses.</param>
public sealed record PulseLine(int Line, bool IsFalling, TimeSpan Debounce, ContactPull Pull)
{
    /// <summary>Which edge is counted.</summary>
    internal PinEventTypes Edge => IsFalling ? PinEventTypes.Falling : PinEventTypes.Rising;

    /// <summary>A controller of this line alone, of which the kernel numbers the beginnings of pulses and nothing else.</summary>
    /// <param name="chip">The chip's file or label; null for that of the board's header.</param>
    public GpioController OpenKernel(string? chip, TimeProvider clock) => new(new KernelGpioDriver(chip, _ => Debounce, clock, Edge));
}
