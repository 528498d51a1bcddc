using System.Collections.Immutable;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Rooms.Recognition;

/// <summary>Follows a generator's run: stopped, starting, running, on load, cooldown, stopped; over when it has stood still for a while.</summary>
internal static class GeneratorRecogniser
{
    // Samples further apart than this are a break: what happened between them was not seen.
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(60);

    internal static void Step(TrackTurn turn, Sample sample)
    {
        var watch = turn.Track.Generator ?? new GeneratorWatch();
        var phase = PhaseOf(turn.Track);
        if (phase != EnginePhase.Unknown && phase != watch.Phase)
        {
            watch = Move(turn, watch, phase, sample.At);
        }

        if (watch.Run is { StoppedAt: null } run && sample.At >= run.StartedAt)
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
            GeneratorEntry.Write(turn, Whole(turn, run));
        }
    }

    /// <summary>What the engine is doing by the newest values: the controller's word, or what can be told without it.</summary>
    internal static EnginePhase PhaseOf(EquipmentTrack track)
    {
        var isClosed = track.Flag("gen.breaker.gen") == true;
        return track.Text("gen.engine.state") switch
        {
            "ready" or "not_ready" or "stopped" or "off" or "init" or "ventilation" or "shutdown" => EnginePhase.Stopped,
            "prestart" or "cranking" or "pause" or "starting" => EnginePhase.Starting,
            "loaded" => EnginePhase.OnLoad,
            "running" or "idle" or "unloading" or "emergency_manual" => isClosed ? EnginePhase.OnLoad : EnginePhase.Running,
            "cooling" or "stopping" => EnginePhase.Cooldown,
            _ => track.Flag("gen.running") switch
            {
                true => isClosed ? EnginePhase.OnLoad : EnginePhase.Running,
                false => EnginePhase.Stopped,
                null => EnginePhase.Unknown,
            },
        };
    }

    private static GeneratorWatch Move(TrackTurn turn, GeneratorWatch watch, EnginePhase phase, DateTimeOffset at)
    {
        var run = watch.Run is { } known ? GeneratorGauges.Fold(turn, known, at) : null;
        run = run is { Pending.IsEmpty: false } ? run with { Pending = run.Pending.Clear() } : run;
        if (phase == EnginePhase.Stopped)
        {
            run = run is null || run.StoppedAt is not null ? run : run with { StoppedAt = at };
        }
        else
        {
            run = (run ?? Open(turn, watch, at)) with { StoppedAt = null };
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
            IsJoinedLate = stopped is null || at - stopped > LongestPoll,
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
        if (run.MainsLostAt is null && turn.FindMains() is { IsAvailable: false } mains)
        {
            run = run with { MainsLostAt = mains.Since };
        }

        return run.Mode is null && turn.Track.Text("gen.mode") is { } mode ? run with { Mode = mode } : run;
    }

    // A run that was joined late takes its beginning from the backlog, where that has come.
    private static GeneratorRun Whole(TrackTurn turn, GeneratorRun tail)
    {
        if (!tail.IsJoinedLate || turn.IsBehind || turn.Room.Tracks.TakeRunBehind(turn.Equipment) is not { } head || head.StartedAt >= tail.StartedAt)
        {
            return tail;
        }

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
}
