using RoomGuard.Contract.Samples;

namespace RoomGuard.Rooms.Tests.Alarms.Kinds;

/// <summary>Plays samples in packs of given sizes, for tests of what must not depend on them.</summary>
internal static class KindDay
{
    /// <summary>Every change of an alarm, as text.</summary>
    internal static List<string> Play(string room, IReadOnlyList<Sample> samples, IReadOnlyList<int> sizes)
    {
        var script = new RoomScript(room);
        for (var (sent, i) = (0, 0); sent < samples.Count; i++)
        {
            var pack = samples.Skip(sent).Take(sizes[i % sizes.Count]).ToList();
            sent += pack.Count;
            script.Send(pack, pack[^1].At);
        }

        return [.. script.Effects.OfType<AlarmChanged>().Select(change =>
            $"{change.Alarm.Id} {change.Alarm.Point} {change.Alarm.Rule} {change.Alarm.State} {change.Alarm.Since:O} {change.Alarm.RaisedAt:O} {change.Alarm.ReturnedAt:O} {change.Alarm.Text.En}")];
    }
}
