using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Recognition;
using RoomGuard.Rooms.Recognition.Generators;
using RoomGuard.Rooms.Terms;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Rooms.Clause35.Power;

/// <summary>Journal 35.7, section G: writes one finished run of a generator.</summary>
internal static class GeneratorEntry
{
    private const double KilopascalsPerBar = 100;

    internal static void Write(TrackTurn turn, GeneratorRun run)
    {
        var kind = run.IsRealOutage ? "real_outage" : "generator_test";
        var conclusion = GeneratorConclusion.Conclude(turn, run);
        turn.Room.Journal.Write(new JournalDraft
        {
            Key = JournalKeys.Of(turn.Equipment, kind, run.StartedAt),
            Journal = "35.7",
            Kind = kind,
            Section = "G",
            Equipment = turn.Equipment,
            StartedAt = run.StartedAt,
            EndedAt = run.StoppedAt,
            Result = conclusion.Code,
            Fields = FieldsOf(turn, run, conclusion),
        });
    }

    private static IReadOnlyDictionary<string, JournalValue> FieldsOf(TrackTurn turn, GeneratorRun run, Conclusion conclusion)
    {
        var fields = new Fields();
        fields.SetEquipment(turn.Room.Room.FindEquipment(turn.Equipment));
        fields.SetChoice("test_kind", "test_kind", KindOf(turn, run));
        fields.SetTime("planned_at", run.IsRealOutage ? null : PlannedAt(turn, run));
        fields.SetChoice("start_reason", "start_reason", run switch
        {
            { MainsLostAt: { } lost } when lost <= run.StartedAt => "mains_failure",
            { Mode: "test" } => "test",
            { Mode: "manual" } => "manual",
            _ => null,
        });
        fields.SetTime("start_cmd_at", run.StartedAt);
        fields.SetNumber("attempts", AttemptsOf(turn, run), "");
        fields.SetSeconds("ready_s", ReadyTime(run));
        fields.SetSeconds("transfer_s", run.LoadedAt - run.MainsLostAt);
        fields.SetTime("stopped_at", run.StoppedAt);
        fields.SetNumber("duration_min", run.RunningAt is null ? null : RunTime(run).TotalMinutes, "min");
        SetMeasured(turn, run, fields);
        fields.SetTexts("alarms", [.. run.Alarms.Select(signal => SignalCatalogue.Find(signal)?.Name).OfType<LocalText>()]);
        fields.SetChoice("conclusion", "conclusion", conclusion.Code);
        fields.SetTexts("remarks", conclusion.Remarks);
        fields.SetTime("next_due", run.IsRealOutage ? null : run.StoppedAt + turn.Room.Rules.GeneratorTest.Interval);
        return fields.All;
    }

    // When its plan had it tested, as it stood before this run.
    private static DateTimeOffset? PlannedAt(TrackTurn turn, GeneratorRun run) =>
        TestTerm.Of(turn.Room).FirstOrDefault(term => term.Kind == TestTerm.Generator && term.Equipment == turn.Equipment) is { } term && !(term.Last >= run.StartedAt) ? term.Due : null;

    private static void SetMeasured(TrackTurn turn, GeneratorRun run, Fields fields)
    {
        var (track, spreads) = (turn.Track, run.Spreads);
        fields.SetSpread("load_pct", spreads.Find("load"), "%");
        fields.SetSpread("load_kw", spreads.Find("kw"), "kW");
        fields.SetNumbers("voltage", "V", ("l1", spreads.Find("volts.l1")?.Average), ("l2", spreads.Find("volts.l2")?.Average), ("l3", spreads.Find("volts.l3")?.Average));
        fields.SetNumbers("current", "A", ("l1", spreads.Find("amps.l1")?.Average), ("l2", spreads.Find("amps.l2")?.Average), ("l3", spreads.Find("amps.l3")?.Average));
        fields.SetSpread("frequency", spreads.Find("hertz"), "Hz");
        fields.SetNumber("rpm", spreads.Find("rpm")?.Average, "1/min", 0);
        fields.SetNumbers("oil_pressure", "bar", ("min", spreads.Find("oil")?.Min / KilopascalsPerBar));
        fields.SetNumbers("coolant_temp", "Cel", ("max", spreads.Find("coolant")?.Max));
        fields.SetNumbers("hours", "h", ("before", Before(run, "hours")), ("after", track.Number("gen.run_hours")));
        fields.SetNumbers("fuel", "%", ("before", Before(run, "fuel")), ("after", track.Number("gen.fuel.level")));
        fields.SetNumbers("start_battery_v", "V", ("rest", Before(run, "battery")), ("min", spreads.Find("cranking")?.Min));
    }

    // A load that nothing of the controller would show is neither there nor not there.
    private static string? KindOf(TrackTurn turn, GeneratorRun run) => run switch
    {
        { IsRealOutage: true } => "real_outage",
        { LoadedAt: null, RunningAt: not null } when !LoadEvidence.CanBeSeen(turn.Track) => null,
        { LoadedAt: null } => "no_load",
        { IsTransferred: true } => "transfer",
        _ when (run.Spreads.Find(GeneratorGauges.Bank) is { } bank ? bank.Average > 0.5 : IsBankDeclared(turn, run)) => "load_bank",
        _ => "on_load",
    };

    private static bool IsBankDeclared(TrackTurn turn, GeneratorRun run) => turn.Room.Windows.All.Exists(window =>
        window.Kind == WindowKind.Test && (window.Equipment is null || window.Equipment == turn.Equipment) && window.IsOpen(run.StartedAt) && NamesBank(window.Comment));

    private static bool NamesBank(string comment) =>
        comment.Contains("load bank", StringComparison.OrdinalIgnoreCase) || comment.Contains("load-bank", StringComparison.OrdinalIgnoreCase)
        || comment.Contains("нагрузочн", StringComparison.OrdinalIgnoreCase) || comment.Contains("жүктеме модул", StringComparison.OrdinalIgnoreCase);

    // A counter sees every attempt, polls only those they meet.
    private static int? AttemptsOf(TrackTurn turn, GeneratorRun run)
    {
        var counted = turn.Track.Number("gen.cranks") - Before(run, "cranks") is { } cranks and > 0 and < 100 ? (int)cranks : 0;
        return Math.Max(counted, run.Attempts) is var attempts and > 0 ? attempts : null;
    }

    // When one poll already finds the engine ready, the time is at most the one since the last poll that found it stopped.
    private static TimeSpan? ReadyTime(GeneratorRun run) =>
        run.IsJoinedLate ? null : run.ReadyAt > run.StartedAt ? run.ReadyAt - run.StartedAt : run.ReadyAt - run.StoppedBefore;

    internal static TimeSpan RunTime(GeneratorRun run) => run.StoppedAt is { } stopped && run.RunningAt is { } running ? stopped - running : TimeSpan.Zero;

    internal static double? Before(GeneratorRun run, string name) => run.Before.TryGetValue(name, out var number) ? number : null;
}
