using RoomGuard.Rooms.Recognition;
using RoomGuard.Rooms.Recognition.Generators;
using RoomGuard.Rooms.Rules;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Clause35.Power;

/// <summary>The proposed pass rule for a generator's run, on the room's own figures.</summary>
internal static class GeneratorConclusion
{
    // Polls see an edge up to a period late: a run that is short by less than this is not short.
    private static readonly TimeSpan PollTolerance = TimeSpan.FromSeconds(30);

    // A poll is stamped when its last answer is in: with repeats its values may be this much older.
    private static readonly TimeSpan StampTolerance = TimeSpan.FromSeconds(5);

    internal static Conclusion Conclude(TrackTurn turn, GeneratorRun run)
    {
        var rules = turn.Room.Rules.GeneratorTest;
        var conclusion = new Conclusion();
        if (run.IsJoinedLate)
        {
            conclusion.Note("start_not_seen");
        }

        if (run.RunningAt is null)
        {
            ConcludeStart(turn, run, rules, conclusion);
            return conclusion;
        }

        ConcludeQuality(run, rules, conclusion);
        if (run.IsRealOutage)
        {
            ConcludeOutage(turn, run, conclusion);
        }
        else
        {
            ConcludeTest(turn, run, rules, conclusion);
        }

        if (turn.Track.Text("gen.mode") is { } mode and not "auto" and not "unknown")
        {
            conclusion.Remark("not_auto");
        }

        if (turn.Track.Number("gen.fuel.level") < rules.FuelPercent)
        {
            conclusion.Remark("fuel", ("limit", Amounts.Of(rules.FuelPercent, "%")));
        }

        return conclusion;
    }

    private static void ConcludeStart(TrackTurn turn, GeneratorRun run, GeneratorTestRules rules, Conclusion conclusion)
    {
        var isCounted = turn.Track.Number("gen.starts_failed") > GeneratorEntry.Before(run, "starts_failed");
        if (run.FailedAt is not null || isCounted || run.Alarms.Contains("gen.alarm.shutdown") || run.Alarms.Contains("gen.alarm.start_failure"))
        {
            conclusion.Fail("failed_start", ("limit", Amounts.Of(rules.StartWithin)));
        }
        else
        {
            conclusion.NotCompleted("stopped_early");
        }
    }

    private static void ConcludeQuality(GeneratorRun run, GeneratorTestRules rules, Conclusion conclusion)
    {
        if (run.Alarms.Contains("gen.alarm.shutdown"))
        {
            conclusion.Fail("shutdown");
        }
        else if (!run.Alarms.IsEmpty)
        {
            conclusion.Remark("warning");
        }

        // Certainly slow only if still not ready after the limit: polls see the readiness late.
        if (!run.IsJoinedLate && (run.ReadyAt is null || run.NotReadyAt - run.StartedAt > rules.ReadyWithin + StampTolerance))
        {
            conclusion.Fail("slow", ("limit", Amounts.Of(rules.ReadyWithin)));
        }

        if (run.Spreads.Find("volts.l1") is { } volts && !rules.IsVoltageGood(volts.Average))
        {
            conclusion.Fail("voltage");
        }

        if (run.Spreads.Find("hertz") is { } hertz && !rules.IsFrequencyGood(hertz.Average))
        {
            conclusion.Fail("frequency");
        }
    }

    private static void ConcludeOutage(TrackTurn turn, GeneratorRun run, Conclusion conclusion)
    {
        if (run.MainsLostAt > run.RunningAt)
        {
            conclusion.Note("started_as_test");
        }

        if (run.LoadedAt is null)
        {
            conclusion.Remark(LoadEvidence.CanBeSeen(turn.Track) ? "no_load" : "load_not_shown");
        }
    }

    private static void ConcludeTest(TrackTurn turn, GeneratorRun run, GeneratorTestRules rules, Conclusion conclusion)
    {
        if (GeneratorEntry.RunTime(run) < rules.Duration - PollTolerance)
        {
            conclusion.NotCompleted("short", ("limit", Amounts.Of(rules.Duration)));
        }

        if (run.LoadedAt is null)
        {
            conclusion.Remark(LoadEvidence.CanBeSeen(turn.Track) ? "no_load" : "load_not_shown");
        }
        else if (run.Spreads.Find("load") is null)
        {
            conclusion.Remark("load_unknown");
        }
        else if (run.LoadedEnough < rules.Duration - PollTolerance)
        {
            conclusion.Remark("low_load", ("limit", Amounts.Of(rules.LoadPercent, "%")), ("duration", Amounts.Of(rules.Duration)));
        }
    }
}
