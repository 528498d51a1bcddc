using System.Collections.Immutable;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Clause35.Power;
using RoomGuard.Rooms.Recognition.Generators;

namespace RoomGuard.Rooms.Recognition;

/// <summary>Follows a generator's run: stopped, starting, running, on load, cooldown, stopped; over when it has stood still for a while.</summary>
internal static class GeneratorRecogniser
{
    internal static void Step(TrackTurn turn, Sample sample)
    {
        var watch = BacklogRuns.PullBack(turn, turn.Track.Generator ?? new GeneratorWatch());
        var phase = PhaseOf(turn);
        if (phase != EnginePhase.Unknown && phase != watch.Phase)
        {
            watch = Move(turn, watch, phase, sample.At);
        }

        if (FailedStarts.IsOne(turn.Track, sample))
        {
            watch = NoteFailure(turn, watch, sample);
        }

        // The poll that finds it stopped may say why.
        if (watch.Run is { } run && sample.At >= run.StartedAt && (run.StoppedAt is null || run.StoppedAt == sample.At))
        {
            run = NoteMains(turn, CountAttempt(turn, run, sample));
            watch = watch with { Run = GeneratorGauges.Take(turn, watch.Phase, run, sample) };
        }

        turn.Track = turn.Track with { Generator = watch };
    }

    internal static void Advance(TrackTurn turn, DateTimeOffset to)
    {
        if (turn.Track.Generator is not { Run: { } run } watch)
        {
            return;
        }

        var rules = turn.Room.Rules.GeneratorTest;
        if (run is { RunningAt: null, StoppedAt: null, FailedAt: null } && to - run.StartedAt >= rules.StartWithin)
        {
            turn.Track = turn.Track with { Generator = watch with { Run = run with { FailedAt = run.StartedAt + rules.StartWithin } } };
            return;
        }

        if (run.StoppedAt is { } stopped && to - stopped >= rules.CloseAfter)
        {
            turn.Track = turn.Track with { Generator = watch with { Run = null } };
            if (turn.IsBehind)
            {
                turn.Room.Tracks.EndRun(turn.Equipment, run.StartedAt);
            }

            Write(turn, run);
        }
    }

    /// <summary>What the engine is doing by the newest values: the controller's word, or what can be told without it.</summary>
    internal static EnginePhase PhaseOf(TrackTurn turn)
    {
        var track = turn.Track;
        return track.Text("gen.engine.state") switch
        {
            "ready" or "not_ready" or "stopped" or "off" or "init" or "ventilation" or "shutdown" => EnginePhase.Stopped,
            "prestart" or "cranking" or "pause" or "starting" => EnginePhase.Starting,
            "loaded" => EnginePhase.OnLoad,
            "running" or "idle" or "unloading" or "emergency_manual" => LoadEvidence.IsLoaded(turn) ? EnginePhase.OnLoad : EnginePhase.Running,
            "cooling" or "stopping" => EnginePhase.Cooldown,
            _ => track.Flag("gen.running") switch
            {
                true => LoadEvidence.IsLoaded(turn) ? EnginePhase.OnLoad : EnginePhase.Running,
                false => EnginePhase.Stopped,
                null => EnginePhase.Unknown,
            },
        };
    }

    private static void Write(TrackTurn turn, GeneratorRun run)
    {
        if (!FailedStarts.IsTold(turn, run))
        {
            GeneratorEntry.Write(turn, BacklogRuns.Whole(turn, run));
        }
    }

    private static GeneratorWatch NoteFailure(TrackTurn turn, GeneratorWatch watch, Sample sample)
    {
        if (watch.Run is { StoppedAt: null, RunningAt: not null })
        {
            return watch;
        }

        if (watch.Run is { } before && (before.RunningAt is not null || FailedStarts.IsOfBreak(before)))
        {
            Write(turn, before);
        }

        return watch with { Run = FailedStarts.Note(turn, watch.Run, sample) };
    }

    private static GeneratorWatch Move(TrackTurn turn, GeneratorWatch watch, EnginePhase phase, DateTimeOffset at)
    {
        if (phase != EnginePhase.Stopped && FailedStarts.IsOfBreak(watch.Run))
        {
            Write(turn, watch.Run!);
            watch = watch with { Run = null };
        }

        var run = watch.Run is { } known ? GeneratorGauges.Fold(turn, known, at) : null;
        run = run is { Pending.IsEmpty: false } ? run with { Pending = run.Pending.Clear() } : run;
        if (phase == EnginePhase.Stopped)
        {
            run = run is null || run.StoppedAt is not null ? run : run with { StoppedAt = at };
        }
        else
        {
            run = run is null ? Open(turn, watch, at) : run with { StoppedAt = null, ResumedAt = run.StoppedAt is null ? run.ResumedAt : at };
            if (phase != EnginePhase.Starting)
            {
                run = run with { RunningAt = run.RunningAt ?? at };
            }

            if (phase == EnginePhase.OnLoad)
            {
                run = run with { LoadedAt = run.LoadedAt ?? at };
            }
        }

        return watch with { Phase = phase, Since = at, Run = run };
    }

    private static GeneratorRun Open(TrackTurn turn, GeneratorWatch watch, DateTimeOffset at)
    {
        var before = ImmutableDictionary.CreateBuilder<string, double>();
        foreach (var (name, signal) in GeneratorGauges.Before)
        {
            if (turn.Track.NumberBefore(signal, at) is { } number)
            {
                before[name] = number;
            }
        }

        DateTimeOffset? stopped = watch.Phase == EnginePhase.Stopped ? LastStopped(turn.Track, watch, at) : null;
        return new GeneratorRun(at)
        {
            StoppedBefore = stopped,
            IsJoinedLate = stopped is null || at - stopped > TrackTurn.LongestPoll,
            Mode = turn.Track.Text("gen.mode"),
            Before = before.ToImmutable(),
        };
    }

    // The state's previous sample still said "stopped": the start lies between it and this one.
    private static DateTimeOffset LastStopped(EquipmentTrack track, GeneratorWatch watch, DateTimeOffset at)
    {
        var latest = watch.Since;
        foreach (var signal in (ReadOnlySpan<string>)["gen.engine.state", "gen.running"])
        {
            if (track.Latest.TryGetValue(signal, out var seen) && seen.At == at && seen.PreviousAt > latest)
            {
                latest = seen.PreviousAt;
            }
        }

        return latest;
    }

    private static GeneratorRun CountAttempt(TrackTurn turn, GeneratorRun run, Sample sample)
    {
        var isCranking = sample.Point.Signal == "gen.engine.state" && sample.Reading == Reading.Of("cranking")
            && turn.Track.Latest["gen.engine.state"].Previous != sample.Reading;
        return isCranking ? run with { Attempts = run.Attempts + 1 } : run;
    }

    private static GeneratorRun NoteMains(TrackTurn turn, GeneratorRun run)
    {
        if (run.MainsLostAt is null && turn.MainsLostAt(run.StartedAt) is { } lost)
        {
            run = run with { MainsLostAt = lost };
        }

        if (!run.IsTransferred && LoadEvidence.IsBuildingCarried(turn))
        {
            run = run with { IsTransferred = true };
        }

        return run.Mode is null && turn.Track.Text("gen.mode") is { } mode ? run with { Mode = mode } : run;
    }
}
