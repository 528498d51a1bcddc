namespace RoomGuard.Rooms.Recognition.Generators;

/// <summary>Puts together what live samples and a backlog show of one run.</summary>
internal static class BacklogRuns
{
    /// <summary>The live run with its end as the backlog shows it, should live samples have come only later.</summary>
    internal static GeneratorWatch PullBack(TrackTurn turn, GeneratorWatch watch)
    {
        if (turn.IsBehind || watch.Run is not { StoppedAt: { } stopped } tail || turn.Room.Tracks.RunBehind(turn.Equipment) is not { } head || head.StartedAt != tail.StartedAt || !(head.StoppedAt < stopped))
        {
            return watch;
        }

        turn.Room.Tracks.DropRunBehind(turn.Equipment);
        return watch with { Run = head };
    }

    /// <summary>The live run with its beginning as the backlog shows it, should live samples have begun only later.</summary>
    internal static GeneratorRun Whole(TrackTurn turn, GeneratorRun tail)
    {
        if (!tail.IsJoinedLate || turn.IsBehind || turn.Room.Tracks.RunBehind(turn.Equipment) is not { } head || head.StartedAt >= tail.StartedAt)
        {
            return tail;
        }

        turn.Room.Tracks.DropRunBehind(turn.Equipment);
        return head with
        {
            StoppedAt = tail.StoppedAt,
            Attempts = head.Attempts + tail.Attempts,
            FailedAt = head.RunningAt is null && tail.RunningAt is null ? head.FailedAt ?? tail.FailedAt : null,
            RunningAt = head.RunningAt ?? tail.RunningAt,
            ReadyAt = head.ReadyAt ?? (head.RunningAt is null ? tail.ReadyAt : null),
            LoadedAt = head.LoadedAt ?? tail.LoadedAt,
            MainsLostAt = head.MainsLostAt ?? tail.MainsLostAt,
            IsTransferred = head.IsTransferred || tail.IsTransferred,
            LoadedEnough = head.LoadedEnough + tail.LoadedEnough,
            Spreads = head.Spreads.Merge(tail.Spreads),
            Alarms = head.Alarms.Union(tail.Alarms),
        };
    }

    /// <summary>The run that goes on after one whose end a backlog showed.</summary>
    internal static GeneratorRun Next(GeneratorRun run, EnginePhase phase, DateTimeOffset at) => new(run.ResumedAt ?? at)
    {
        IsJoinedLate = run.ResumedAt is null,
        RunningAt = phase == EnginePhase.Starting ? null : run.ResumedAt ?? at,
        LoadedAt = phase == EnginePhase.OnLoad ? run.ResumedAt ?? at : null,
        Mode = run.Mode,
    };

    /// <summary>Takes over what the backlog showed so far, before another one takes its place.</summary>
    internal static void Absorb(TrackTurn turn)
    {
        if (turn.Track.Generator is { Run: { } run } watch && Whole(turn, run) is var whole && !ReferenceEquals(whole, run))
        {
            turn.Track = turn.Track with { Generator = watch with { Run = whole } };
        }
    }
}
