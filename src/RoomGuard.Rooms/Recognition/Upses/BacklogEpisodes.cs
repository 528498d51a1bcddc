namespace RoomGuard.Rooms.Recognition.Upses;

/// <summary>Puts together what live samples and a backlog show of one stretch on battery.</summary>
internal static class BacklogEpisodes
{
    /// <summary>The live episode with its beginning as the backlog shows it, should live samples have come only while it went on.</summary>
    internal static UpsEpisode Whole(TrackTurn turn, UpsEpisode tail)
    {
        if (turn.IsBehind || tail is not { BreakFrom: { } from, BatteryFrom: { } battery }
            || turn.Room.Tracks.Find(turn.Equipment, isBehind: true)?.Ups is not { IsOnBattery: true, Episode: { BatteryFrom: { } began } head } || began < from || began >= battery)
        {
            return tail;
        }

        turn.Room.Tracks.DropEpisodeBehind(turn.Equipment);
        return tail with
        {
            StartedAt = head.StartedAt,
            BatteryFrom = began,
            TestFrom = head.TestFrom ?? tail.TestFrom,
            TestUntil = tail.TestUntil ?? head.TestUntil,
            Result = tail.Result ?? head.Result,
            IsDateNew = head.IsDateNew || tail.IsDateNew,
            IsTestTheCause = head.IsTestTheCause || tail.IsTestTheCause,
            InputLowAt = head.InputLowAt ?? tail.InputLowAt,
            InputGoneAt = head.InputGoneAt ?? (head.HasTestSign ? tail.InputGoneAt : tail.InputGoneAt is null ? null : began),
            WasInputHealthy = head.WasInputHealthy,
            IsPlanned = head.IsPlanned || tail.IsPlanned,
            Before = head.Before,
            Spreads = head.Spreads.Merge(tail.Spreads),
        };
    }

    /// <summary>Takes over what the backlog showed so far, before another one takes its place.</summary>
    internal static void Absorb(TrackTurn turn)
    {
        if (turn.Track.Ups is { Episode: { } episode } watch && Whole(turn, episode) is var whole && !ReferenceEquals(whole, episode))
        {
            turn.Track = turn.Track with { Ups = watch with { Episode = whole } };
        }
    }
}
