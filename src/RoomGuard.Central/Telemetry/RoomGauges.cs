using System.Diagnostics.Metrics;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Unassigned;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Telemetry;

/// <summary>Gauges of what the rooms are like now: how many, and how many alarms stand at which priority.</summary>
internal static class RoomGauges
{
    /// <summary>Adds the gauges to the meter.</summary>
    public static void Add(CentralMeter meter, RoomBoard board, UnassignedBook unassigned)
    {
        meter.Meter.CreateObservableGauge("roomguard.rooms", () => board.Rooms.Count, null, "Rooms watched.");
        meter.Meter.CreateObservableGauge("roomguard.unassigned", () => unassigned.Count, null, "Points that are published and not in the site model.");
        meter.Meter.CreateObservableCounter("roomguard.unassigned.dropped", () => unassigned.Dropped, null, "Points that had to leave the list of unassigned ones because there were too many.");
        meter.Meter.CreateObservableGauge("roomguard.alarms", () => Alarms(board), null, "Alarms whose condition stands, by priority; tests are not counted.");
    }

    private static IEnumerable<Measurement<int>> Alarms(RoomBoard board)
    {
        var alarms = board.Rooms.SelectMany(room => room.State.Alarms.Values).Where(alarm => alarm is { IsActive: true, Test: false }).ToLookup(alarm => alarm.Priority);
        foreach (var priority in Enum.GetValues<AlarmPriority>())
        {
            yield return new Measurement<int>(alarms[priority].Count(), new KeyValuePair<string, object?>("priority", priority.ToWord()));
        }
    }
}
