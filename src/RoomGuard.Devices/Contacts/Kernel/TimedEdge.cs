using System.Device.Gpio;

namespace RoomGuard.Devices.Contacts.Kernel;

/// <summary>An edge with the time at which the kernel saw it. Immutable.</summary>
internal sealed class TimedEdge(PinEventTypes change, int pin, DateTimeOffset at, bool isAfterGap) : PinValueChangedEventArgs(change, pin)
{
    /// <summary>When the level began, UTC.</summary>
    public DateTimeOffset At => at;

    /// <summary>Its number on its line, from 1 and without gaps, lost ones counted too; 0 where nobody numbers them.</summary>
    public uint No { get; init; }

    /// <summary>Whether edges before it were lost: only the level itself tells what is.</summary>
    public bool IsAfterGap => isAfterGap;
}
