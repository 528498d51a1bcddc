using System.Collections.Immutable;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Alarms.Crowds;

/// <summary>How many alarms came to a room lately.</summary>
/// <param name="Times">When, UTC; oldest first.</param>
/// <param name="IsOn">Whether they are more than one person can follow.</param>
/// <param name="Count">How many came since they were; also those that were told one by one before.</param>
internal sealed record FloodWatch(ImmutableList<DateTimeOffset> Times, bool IsOn, int Count);

/// <summary>Finds the time in which more alarms come to a room than one person can follow; then what is not critical is told together.</summary>
internal sealed class Flood(RoomTurn turn)
{
    /// <summary>Signal of the point that stands for all alarms of a room.</summary>
    internal const string Signal = "room.alarms";

    private const int MostTimes = 1000;

    private static readonly FloodWatch None = new([], false, 0);

    internal FloodWatch Watch { get; private set; } = turn.Before.Memory.Flood ?? None;

    internal bool IsOn => Watch.IsOn;

    /// <summary>The alarm of the flood.</summary>
    internal AlarmCase Case => AlarmCase.Of(
        turn, new PointId(turn.Room.Site, turn.Room.Id, "room", Signal), AlarmRules.Flood, AlarmPriority.Critical, Reading.Of((double)Watch.Count));

    /// <summary>Takes in a new alarm that people are to hear of; true when a flood begins by it.</summary>
    internal bool Note(DateTimeOffset raisedAt)
    {
        if (turn.Rules.Book.Find(Signal, AlarmRules.Flood) is null)
        {
            return false;
        }

        var times = Recent(raisedAt).Add(raisedAt);
        times = times.Count > MostTimes ? times.RemoveAt(0) : times;
        var begins = !IsOn && times.Count > turn.Rules.Crowds.FloodAlarms;
        Watch = new FloodWatch(times, IsOn || begins, begins ? times.Count : IsOn ? Watch.Count + 1 : 0);
        return begins;
    }

    /// <summary>Lets time pass; true when the flood ends by it.</summary>
    internal bool Advance(DateTimeOffset now)
    {
        if (Watch.Times.IsEmpty && !IsOn)
        {
            return false;
        }

        var times = Recent(now);
        var ends = IsOn && times.Count < turn.Rules.Crowds.FloodOverBelow;
        if (ends || times != Watch.Times)
        {
            Watch = new FloodWatch(times, IsOn && !ends, Watch.Count);
        }

        return ends;
    }

    /// <summary>The digest of a flood that is over.</summary>
    /// <param name="standing">How many of its alarms still stand and were not told one by one.</param>
    internal LocalText Digest(int standing) => RoomTexts.Fill(
        RoomTexts.Get("alarm.flood.over"), ("value", Amounts.Of(Watch.Count, "")), ("count", Amounts.Of(standing, "")));

    private ImmutableList<DateTimeOffset> Recent(DateTimeOffset now)
    {
        var from = now - turn.Rules.Crowds.FloodWithin;
        return Watch.Times.IsEmpty || Watch.Times[0] > from ? Watch.Times : Watch.Times.RemoveAll(at => at <= from);
    }
}
