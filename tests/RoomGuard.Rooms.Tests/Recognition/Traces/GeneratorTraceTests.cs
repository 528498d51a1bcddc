using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Rooms.Tests.Recognition.Traces;

public class GeneratorTraceTests
{
    private const int Traces = 224;

    private static readonly Lazy<IReadOnlyList<GeneratorTrace>> All = new(() => [.. Enumerable.Range(0, Traces).AsParallel().AsOrdered().Select(seed => new GeneratorTrace(seed))]);

    [Fact]
    public void Runs_are_found_and_nothing_else_is()
    {
        var (truths, found, drafts, matched) = (0, 0, 0, 0);
        var faults = new List<string>();
        foreach (var trace in All.Value)
        {
            var left = trace.Runs.ToList();
            drafts += left.Count;
            foreach (var run in trace.Day.Runs.Where(trace.Profile.Shows))
            {
                truths++;
                if (left.Find(draft => IsOf(trace, draft, run)) is { } draft)
                {
                    found++;
                    matched++;
                    left.Remove(draft);
                }
                else
                {
                    faults.Add($"{trace.Name}: {run.Kind} not found\n{trace.Story()}");
                }
            }

            faults.AddRange(left.Select(draft => $"{trace.Name}: {draft.Kind} {draft.StartedAt:HH:mm:ss} to {draft.EndedAt:HH:mm:ss} was not"));
        }

        var (precision, recall) = ((double)matched / drafts, (double)found / truths);
        var counts = $"{All.Value.Count} traces, {truths} runs, {drafts} drafts, {matched} matched: precision {precision:0.0000}, recall {recall:0.0000}\n{string.Join('\n', faults)}";
        TestContext.Current.SendDiagnosticMessage(counts);
        Assert.True(precision >= 0.99 && recall >= 0.99, counts);
    }

    [Fact]
    public void Runs_begin_and_end_within_one_poll_of_the_truth()
    {
        var faults = new List<string>();
        foreach (var (trace, run, draft) in Matched())
        {
            var (from, until) = trace.Profile.Seen(run);
            Check("start", draft.StartedAt, from);
            Check("stop", draft.EndedAt, until);

            void Check(string edge, DateTimeOffset? told, double truth)
            {
                var second = (told!.Value - RoomScript.Start).TotalSeconds;
                if (second < truth - trace.Period || second > Math.Max(trace.HeardAfter(truth) + 1, truth + trace.Period))
                {
                    faults.Add($"{trace.Name}: {run.Kind} {edge} {second:0}, really {truth:0}, next poll heard at {trace.HeardAfter(truth):0}\n{trace.Story()}");
                }
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} of {Matched().Count() * 2} edges are wrong\n{string.Join('\n', faults)}");
    }

    [Fact]
    public void Each_run_is_called_what_its_controller_shows_and_nothing_that_it_does_not()
    {
        var faults = new List<string>();
        foreach (var (trace, run, draft) in Matched())
        {
            var told = draft.Fields.TryGetValue("test_kind", out var kind) ? ((JournalValue.Choice)kind).Code : null;
            if (told != trace.Profile.TestKind(run) || (run.Kind == RunKind.FailedStart) != (draft.Result == "fail"))
            {
                faults.Add($"{trace.Name}: {run.Kind} is told as {told ?? "nothing"}, {draft.Result}, should be {trace.Profile.TestKind(run) ?? "nothing"}; {Remarks(draft)}");
            }
        }

        Assert.True(faults.Count <= Matched().Count() / 100, $"{faults.Count} of {Matched().Count()} are called wrongly\n{string.Join('\n', faults)}");
    }

    [Fact]
    public void An_outage_is_one_incident_and_pages_and_a_test_does_neither()
    {
        var faults = new List<string>();
        foreach (var trace in All.Value.Where(trace => trace.Profile.KnowsMains))
        {
            if (trace.Incidents("mains_outage") != trace.Day.Outages.Count)
            {
                faults.Add($"{trace.Name}: {trace.Incidents("mains_outage")} outages in 35.1, really {trace.Day.Outages.Count}");
            }

            var power = trace.Told.Where(alarm => alarm.Rule is AlarmRules.OnBattery or AlarmRules.MainsLoss or AlarmRules.GeneratorRunning && !alarm.Test).ToList();
            if (trace.Profile.HasMains && (power.Count > 0) != trace.Day.Outages.Exists(outage => !trace.Troubles.IsPast(outage)))
            {
                faults.Add($"{trace.Name}: told of {string.Join(", ", power.Select(alarm => $"{alarm.Rule} {alarm.RaisedAt:HH:mm:ss}"))}, outages {trace.Day.Outages.Count}\n{trace.Story()}");
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults\n{string.Join('\n', faults)}");
    }

    private static IEnumerable<(GeneratorTrace Trace, TrueRun Run, JournalDraft Draft)> Matched()
    {
        foreach (var trace in All.Value)
        {
            foreach (var run in trace.Day.Runs.Where(trace.Profile.Shows))
            {
                if (trace.Runs.FirstOrDefault(draft => IsOf(trace, draft, run)) is { } draft)
                {
                    yield return (trace, run, draft);
                }
            }
        }
    }

    private static bool IsOf(GeneratorTrace trace, JournalDraft draft, TrueRun run) =>
        draft.Equipment == "gen-1" && draft.Kind == trace.Profile.DraftKind(run)
        && draft.StartedAt <= RoomScript.At(trace.HeardAfter(run.Stopped) + trace.Period) && draft.EndedAt >= RoomScript.At(run.Start - trace.Period);

    private static string Remarks(JournalDraft draft) =>
        draft.Fields.GetValueOrDefault("remarks") is JournalValue.Several { Items: var items } ? string.Join("; ", items.Cast<JournalValue.Local>().Select(item => item.Text.En)) : "";
}
