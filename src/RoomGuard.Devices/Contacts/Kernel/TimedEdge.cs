using System.Device.Gpio;

namespace RoomGuard.Devices.Contacts.Kernel;

/// <summary>An edge with the time at which the kernel saw it. Immutable.</summary>
internal sealed class TimedEdge(PinEventTypes change, int pin, DateTimeOffset at, bool isAfterGap) : PinValueChangedEventArgs(change, pin)
{
    /// <summary>When the level began, UTC.</summary>
    public DateTimeOffset At => at;

    /// <summary>Whether edges before it were lost: only the level itself tells what is.</summary>
    public bool IsAfterGap => isAfterGap;
}
