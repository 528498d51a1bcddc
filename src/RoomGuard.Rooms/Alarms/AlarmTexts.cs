using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Alarms;

/// <summary>What people are told of an alarm, in three languages.</summary>
internal static class AlarmTexts
{
    internal static LocalText For(RoomDefinition room, AlarmCase @case)
    {
        var name = SignalCatalogue.Find(@case.Point.Signal)?.Name ?? LocalText.Same(@case.Point.Signal);
        return name;
    }
}
