using RoomGuard.Contract.Samples;

namespace RoomGuard.Rooms.Recognition.Generators;

/// <summary>Failed starts that a controller counts or flags, for those whose words do not show an engine that is being started.</summary>
internal static class FailedStarts
{
    internal static bool IsOne(EquipmentTrack track, Sample sample) =>
        track.Latest[sample.Point.Signal] is var seen && sample.Point.Signal switch
        {
            "gen.starts_failed" => sample.Reading.Kind == ReadingKind.Number && seen.Previous.Kind == ReadingKind.Number && sample.Reading.Number > seen.Previous.Number,
            "gen.alarm.start_failure" => sample.Reading == Reading.Of(true) && seen.Previous == Reading.Of(false),
            _ => false,
        };

    /// <summary>The run that failed: the one that is being started, or one that nothing else showed.</summary>
    internal static GeneratorRun Note(TrackTurn turn, GeneratorRun? run, Sample sample)
    {
        var (at, before) = (sample.At, turn.Track.Latest[sample.Point.Signal].PreviousAt);
        return run is { RunningAt: null }
            ? run with { FailedAt = run.FailedAt ?? at }
            : new GeneratorRun(at) { StoppedBefore = before, IsJoinedLate = at - before > TrackTurn.LongestPoll, StoppedAt = at, FailedAt = at, Mode = turn.Track.Text("gen.mode") };
    }

    /// <summary>Whether it happened some time within a break, so that nothing that comes after belongs to it.</summary>
    internal static bool IsOfBreak(GeneratorRun? run) => run is { IsJoinedLate: true, RunningAt: null, FailedAt: { } failed } && failed == run.StartedAt;

    /// <summary>Whether a backlog has told of it already.</summary>
    internal static bool IsTold(TrackTurn turn, GeneratorRun run) => IsOfBreak(run) && run.StoppedBefore is { } from
        && turn.Room.Journal.Drafted.Exists(mark => mark.Equipment == turn.Equipment && (mark.Kind is "generator_test" or "real_outage") && mark.From >= from && mark.From <= run.StartedAt);
}
