using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Rooms.Local;

/// <summary>When a siren or a beacon is on. Immutable.</summary>
/// <param name="Least">Alarms of less do not switch it on.</param>
/// <param name="OnlyAlone">Whether only while the centre is silent.</param>
/// <param name="Longest">How long it is on for one alarm; zero for as long as the alarm stands. A siren that sounds for days is unplugged.</param>
public sealed record OutputRule(AlarmPriority Least, bool OnlyAlone, TimeSpan Longest)
{
    /// <summary>Whether it is on.</summary>
    /// <param name="standing">The alarms of the rooms it is for.</param>
    /// <param name="isAlone">Whether the centre is silent.</param>
    /// <param name="silencedAt">When somebody last pressed the button that silences it; the alarms until then are known.</param>
    public bool IsOn(IEnumerable<Alarm> standing, bool isAlone, DateTimeOffset? silencedAt, DateTimeOffset now) => (isAlone || !OnlyAlone) && standing.Any(alarm =>
        alarm.State == AlarmCondition.Unacknowledged && !alarm.Test && alarm.Hold is null && alarm.Priority >= Least
        && (silencedAt is null || alarm.RaisedAt > silencedAt)
        && (Longest == TimeSpan.Zero || now - alarm.RaisedAt < Longest));
}
