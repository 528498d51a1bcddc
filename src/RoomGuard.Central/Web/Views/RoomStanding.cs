using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Web.Views;

/// <summary>How a room stands, in one word.</summary>
public enum RoomStanding
{
    /// <summary>Data comes in and no alarm of weight stands.</summary>
    Normal,

    /// <summary>A warning stands.</summary>
    Warning,

    /// <summary>Nothing usable comes from the room. Never the same as normal.</summary>
    NoData,

    /// <summary>A critical alarm stands.</summary>
    Critical,
}

/// <summary>Finds a room's standing and says it.</summary>
internal static class RoomStandings
{
    /// <summary>The standing of <paramref name="room"/>. Alarms that a test caused do not count: they are recorded, and worry nobody.</summary>
    public static RoomStanding Of(RoomState room)
    {
        var worst = AlarmPriority.Info;
        foreach (var alarm in room.Alarms.Values)
        {
            worst = alarm is { IsActive: true, Test: false } && alarm.Priority > worst ? alarm.Priority : worst;
        }

        return worst switch
        {
            AlarmPriority.Critical => RoomStanding.Critical,
            _ when IsBlind(room) => RoomStanding.NoData,
            AlarmPriority.Warning => RoomStanding.Warning,
            _ => RoomStanding.Normal,
        };
    }

    /// <summary>Whether not one point of the room has a fresh value.</summary>
    public static bool IsBlind(RoomState room)
    {
        foreach (var point in room.Points.Values)
        {
            if (point is { IsHeard: true, IsStale: false, Last.IsPresent: true })
            {
                return false;
            }
        }

        return true;
    }

    extension(RoomStanding standing)
    {
        /// <summary>The word of the HTTP contract and of the texts: <c>normal</c>, <c>warning</c>, <c>no_data</c>, <c>critical</c>.</summary>
        public string Word => standing switch
        {
            RoomStanding.Normal => "normal",
            RoomStanding.Warning => "warning",
            RoomStanding.NoData => "no_data",
            RoomStanding.Critical => "critical",
            _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "Not a standing."),
        };

        /// <summary>How it looks.</summary>
        public Tone Tone => standing switch
        {
            RoomStanding.Normal => Tone.Good,
            RoomStanding.Warning => Tone.Warn,
            RoomStanding.NoData => Tone.Void,
            RoomStanding.Critical => Tone.Bad,
            _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "Not a standing."),
        };
    }
}
