namespace RoomGuard.Rooms.Tests.Recognition.Traces;

public class UpsTraceTests
{
    private static readonly Lazy<IReadOnlyList<UpsTrace>> All = new(() =>
        [.. Enumerable.Range(0, 240).AsParallel().AsOrdered().Select(seed => new UpsTrace(seed, seed < 120 ? UpsKind.Test : seed < 200 ? UpsKind.Outage : UpsKind.OutageInTest))]);

    [Fact]
    public void No_test_pages_and_no_outage_is_missed()
    {
        var (tests, outages, inside, paged) = (0, 0, 0, 0);
        var faults = new List<string>();
        foreach (var trace in All.Value)
        {
            var isTest = trace.Truth.Kind == UpsKind.Test;
            tests += isTest ? 1 : 0;
            outages += isTest ? 0 : 1;
            inside += trace.Truth.Kind == UpsKind.OutageInTest ? 1 : 0;
            paged += trace.Pages.Count > 0 ? 1 : 0;
            if (isTest ? trace.Pages.Count > 0 : trace.Pages.Count == 0 && IsLive(trace))
            {
                faults.Add($"{trace.Name}: {trace.Pages.Count} pages\n{trace.Story()}");
            }
        }

        Assert.True(faults.Count == 0, $"{tests} tests, {outages} outages of which {inside} inside a test, {paged} paged: {faults.Count} faults\n{string.Join('\n', faults)}");
        Assert.True(tests >= 100 && outages >= 100 && inside >= 20, $"{tests} tests, {outages} outages of which {inside} inside a test, {paged} paged");
    }

    [Fact]
    public void Tests_and_outages_are_journalled_as_what_they_were()
    {
        var (truths, found, drafts) = (0, 0, 0);
        var faults = new List<string>();
        foreach (var trace in All.Value)
        {
            var (test, outage) = Expected(trace);
            var (tests, real) = (trace.Tests.Count(), trace.Outages.Count());
            truths += (test == true ? 1 : 0) + (outage == true ? 1 : 0);
            found += (test == true && tests > 0 ? 1 : 0) + (outage == true && real > 0 ? 1 : 0);
            drafts += (test is null ? 0 : tests) + (outage is null ? 0 : real);
            var isRight = (test is null || tests == (test == true ? 1 : 0)) && (outage is null || (real == (outage == true ? 1 : 0) && trace.Incidents == real && trace.Completed == real));
            if (!isRight)
            {
                faults.Add($"{trace.Name}: {tests} tests, {real} outages, {trace.Incidents} incidents, {trace.Completed} of them over\n{trace.Story()}");
            }
        }

        var (precision, recall) = ((double)found / drafts, (double)found / truths);
        var counts = $"{truths} truths, {drafts} drafts, {found} found: precision {precision:0.0000}, recall {recall:0.0000}, {faults.Count} faults\n{string.Join('\n', faults)}";
        Assert.True(precision >= 0.99 && recall >= 0.99 && faults.Count <= 3, counts);
    }

    [Fact]
    public void Drafts_begin_within_one_poll_of_the_truth()
    {
        var faults = new List<string>();
        foreach (var trace in All.Value)
        {
            foreach (var draft in trace.Tests.Concat(trace.Outages))
            {
                var second = (draft.StartedAt - RoomScript.Start).TotalSeconds;
                var truth = trace.FirstShown(draft.Kind != "ups_test");
                var earliest = draft.Kind == "ups_test" || trace.Words.IsSilentOfTests ? trace.Truth.From : trace.Truth.MainsLost;
                if (truth is null || second > truth + 1 || second < earliest - 1)
                {
                    faults.Add($"{trace.Name}: {draft.Kind} at {second:0}, first shown at {truth:0}\n{trace.Story()}");
                }
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults\n{string.Join('\n', faults)}");
    }

    // History pages nobody; nor does an outage that no poll met, or that ended within the time in which other devices are asked.
    private static bool IsLive(UpsTrace trace) =>
        trace.Truth.MainsLost is { } lost && !trace.Troubles.IsHeld(trace.Truth.Until - 1) && trace.IsSeen(lost, trace.Truth.Until) && LivePolls(trace, lost) > 0;

    private static int LivePolls(UpsTrace trace, double lost) => trace.HeardLive(lost, trace.Truth.Until);

    // Null where no poll shows which of the two it was, or the agent has no word for it.
    private static (bool? Test, bool? Outage) Expected(UpsTrace trace)
    {
        var truth = trace.Truth;
        if (truth.Kind == UpsKind.Outage)
        {
            return (false, trace.IsSeen(truth.From, truth.Until) ? true : null);
        }

        var isTestSeen = trace.IsSeenOnBattery || (trace.Words.HasProgress && trace.IsSeen(truth.From, truth.MainsLost ?? truth.Until)) || trace.Words.ShowsUnseenTest;
        if (truth.Kind == UpsKind.Test)
        {
            return (isTestSeen ? true : trace.IsResultNew ? true : false, false);
        }

        var isTestTold = trace.Words.HasDate || (trace.Words.HasProgress && trace.IsSeen(truth.From, truth.MainsLost!.Value));
        return (isTestTold ? true : null, trace.IsSeen(truth.MainsLost!.Value, truth.Until) ? true : null);
    }
}
