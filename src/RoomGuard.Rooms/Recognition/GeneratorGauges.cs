using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Recognition.Generators;
using RoomGuard.Rooms.Rules;

namespace RoomGuard.Rooms.Recognition;

/// <summary>Collects what a generator's run record is made of.</summary>
internal static class GeneratorGauges
{
    /// <summary>Values that matter as they were before.</summary>
    internal static readonly IReadOnlyList<(string Name, string Signal)> Before =
    [
        ("hours", "gen.run_hours"),
        ("fuel", "gen.fuel.level"),
        ("battery", "gen.battery.voltage"),
        ("starts_failed", "gen.starts_failed"),
        ("cranks", "gen.cranks"),
    ];

    /// <summary>Of all readings of the load, the part that went to a load bank.</summary>
    internal const string Bank = "bank";

    private const string Load = "kw";

    private static readonly string[] VoltageSignals = ["gen.gen.voltage_ln", "gen.gen.voltage_ln.l1", "gen.gen.voltage_ll", "gen.gen.voltage_ll.l1"];

    private static readonly string[] FrequencySignals = ["gen.gen.frequency"];

    // A load that was read once stands for no longer than this.
    private static readonly TimeSpan LoadStands = TimeSpan.FromSeconds(90);

    /// <summary>The run with one more sample taken in.</summary>
    internal static GeneratorRun Take(TrackTurn turn, EnginePhase phase, GeneratorRun run, Sample sample)
    {
        var signal = sample.Point.Signal;
        if (signal.StartsWith("gen.alarm.", StringComparison.Ordinal) && signal is not ("gen.alarm.not_auto" or "gen.alarm.communication") && sample.Reading == Reading.Of(true))
        {
            return run with { Alarms = run.Alarms.Add(signal) };
        }

        if (run.StoppedAt is not null)
        {
            return run;
        }

        if (sample.Reading.Kind != ReadingKind.Number)
        {
            return TakeReady(turn, phase, run, sample.At);
        }

        var value = sample.Reading.Number;
        if (phase == EnginePhase.Starting)
        {
            run = signal == "gen.battery.voltage" ? run with { Spreads = run.Spreads.Add("cranking", value) } : run;
            return TakeReady(turn, phase, run, sample.At);
        }

        // Spinning up and down is neither a voltage nor a pressure to judge by; the coolant may be hottest while cooling down.
        var isSettled = run.ReadyAt is not null && phase is (EnginePhase.Running or EnginePhase.OnLoad);
        var name = signal == "gen.gen.power" && phase == EnginePhase.OnLoad ? Load : NameOf(signal);
        if (name is not null && (isSettled || name is "coolant" or Load))
        {
            run = Fold(turn, run, sample.At);
            run = run with { Pending = run.Pending.SetItem(name, value), PendingAt = sample.At };
        }

        return TakeReady(turn, phase, run, sample.At);
    }

    /// <summary>The run with the values of its last poll counted in, once a later one has come; those of <paramref name="until"/> itself are not.</summary>
    internal static GeneratorRun Fold(TrackTurn turn, GeneratorRun run, DateTimeOffset until)
    {
        if (run.Pending.IsEmpty || run.PendingAt >= until)
        {
            return run;
        }

        foreach (var (name, value) in run.Pending)
        {
            run = name == Load ? TakeLoad(turn, run, value, run.PendingAt) : run with { Spreads = run.Spreads.Add(name, value) };
        }

        return run with { Pending = run.Pending.Clear() };
    }

    private static GeneratorRun TakeLoad(TrackTurn turn, GeneratorRun run, double kilowatts, DateTimeOffset at)
    {
        run = run with { Spreads = run.Spreads.Add(Load, kilowatts) };
        run = LoadEvidence.IsBank(turn) is { } isBank ? run with { Spreads = run.Spreads.Add(Bank, isBank ? 1 : 0) } : run;
        if (RatedKw(turn) is not { } rated)
        {
            return run with { LoadReadAt = at };
        }

        var percent = 100 * kilowatts / rated;
        var span = run.LoadReadAt is { } last && at - last <= LoadStands ? at - last : TimeSpan.Zero;
        var isEnough = percent >= turn.Room.Rules.GeneratorTest.LoadPercent;
        return run with
        {
            Spreads = run.Spreads.Add("load", percent),
            LoadReadAt = at,
            LoadedEnough = isEnough ? run.LoadedEnough + span : run.LoadedEnough,
        };
    }

    // Ready when no known voltage or frequency of this run is out of its band. A poll's values come one by one: what is not there yet is not bad.
    private static GeneratorRun TakeReady(TrackTurn turn, EnginePhase phase, GeneratorRun run, DateTimeOffset at)
    {
        if (run.ReadyAt is not null || phase is EnginePhase.Unknown or EnginePhase.Stopped or EnginePhase.Cooldown)
        {
            return run;
        }

        if (phase == EnginePhase.Starting)
        {
            return run with { NotReadyAt = at };
        }

        var rules = turn.Room.Rules.GeneratorTest;
        var voltage = Judge(turn.Track, run, VoltageSignals, rules);
        var frequency = Judge(turn.Track, run, FrequencySignals, rules);
        var badAt = voltage.BadAt > frequency.BadAt || frequency.BadAt is null ? voltage.BadAt : frequency.BadAt;
        if (badAt is not null)
        {
            return run with { NotReadyAt = badAt > run.NotReadyAt || run.NotReadyAt is null ? badAt : run.NotReadyAt };
        }

        return voltage.IsAwaited || frequency.IsAwaited ? run : run with { ReadyAt = at };
    }

    // A value from before this sample's poll says nothing of now, one from before the start nothing of this run.
    private static (bool IsAwaited, DateTimeOffset? BadAt) Judge(EquipmentTrack track, GeneratorRun run, string[] signals, GeneratorTestRules rules)
    {
        foreach (var signal in signals)
        {
            if (!track.Latest.TryGetValue(signal, out var seen) || seen.Reading.Kind != ReadingKind.Number)
            {
                continue;
            }

            if (seen.At < run.RunningAt)
            {
                return (true, null);
            }

            var value = seen.Reading.Number;
            var isGood = signal switch
            {
                "gen.gen.frequency" => rules.IsFrequencyGood(value),
                "gen.gen.voltage_ll" or "gen.gen.voltage_ll.l1" => rules.IsVoltageGood(value / Math.Sqrt(3)),
                _ => rules.IsVoltageGood(value),
            };
            return (false, isGood ? null : seen.At);
        }

        return (false, null);
    }

    internal static double? RatedKw(TrackTurn turn) =>
        turn.Room.Room.FindEquipment(turn.Equipment).RatedKw ?? (turn.Track.Number("gen.rating") is { } rated and > 0 ? rated : null);

    private static string? NameOf(string signal) => signal switch
    {
        "gen.gen.voltage_ln" or "gen.gen.voltage_ln.l1" => "volts.l1",
        "gen.gen.voltage_ln.l2" => "volts.l2",
        "gen.gen.voltage_ln.l3" => "volts.l3",
        "gen.gen.current" or "gen.gen.current.l1" => "amps.l1",
        "gen.gen.current.l2" => "amps.l2",
        "gen.gen.current.l3" => "amps.l3",
        "gen.gen.frequency" => "hertz",
        "gen.rpm" => "rpm",
        "gen.oil.pressure" => "oil",
        "gen.coolant.temperature" => "coolant",
        _ => null,
    };
}
