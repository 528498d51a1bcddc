using RoomGuard.Contract.Samples;

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
    ];

    // A load that was read once stands for no longer than this.
    private static readonly TimeSpan LoadStands = TimeSpan.FromSeconds(90);

    /// <summary>The run with one more sample taken in.</summary>
    internal static GeneratorRun Take(TrackTurn turn, EnginePhase phase, GeneratorRun run, Sample sample)
    {
        var signal = sample.Point.Signal;
        if (signal == "ats.selected_source" && sample.Reading == Reading.Of("source2"))
        {
            return run with { IsTransferred = true };
        }

        if (signal is "gen.alarm.shutdown" or "gen.alarm.warning" && sample.Reading == Reading.Of(true))
        {
            return run with { Alarms = run.Alarms.Add(signal) };
        }

        if (sample.Reading.Kind != ReadingKind.Number)
        {
            return TakeReady(turn, phase, run, sample.At);
        }

        var value = sample.Reading.Number;
        if (phase == EnginePhase.Starting)
        {
            return signal == "gen.battery.voltage" ? run with { Spreads = run.Spreads.Add("cranking", value) } : run;
        }

        // Spinning up and down is neither a voltage nor a pressure to judge by; the coolant may be hottest while cooling down.
        var isSettled = run.ReadyAt is not null && phase is (EnginePhase.Running or EnginePhase.OnLoad);
        if (NameOf(signal) is { } name && (isSettled || name == "coolant"))
        {
            run = run with { Spreads = run.Spreads.Add(name, value) };
        }

        return signal == "gen.gen.power" && phase == EnginePhase.OnLoad
            ? TakeLoad(turn, run, value, sample.At)
            : TakeReady(turn, phase, run, sample.At);
    }

    /// <summary>The newest voltage between phase and neutral, in volts; null when none is known.</summary>
    internal static double? VoltsOf(EquipmentTrack track) =>
        track.Number("gen.gen.voltage_ln") ?? (track.Number("gen.gen.voltage_ll") is { } line ? line / Math.Sqrt(3) : null);

    private static GeneratorRun TakeLoad(TrackTurn turn, GeneratorRun run, double kilowatts, DateTimeOffset at)
    {
        run = run with { Spreads = run.Spreads.Add("kw", kilowatts) };
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

    private static GeneratorRun TakeReady(TrackTurn turn, EnginePhase phase, GeneratorRun run, DateTimeOffset at)
    {
        if (run.ReadyAt is not null || phase is not (EnginePhase.Running or EnginePhase.OnLoad))
        {
            return run;
        }

        var rules = turn.Room.Rules.GeneratorTest;
        var isVoltageGood = IsSince(turn.Track, "gen.gen.voltage_l", run) && VoltsOf(turn.Track) is { } volts && rules.IsVoltageGood(volts);
        var isFrequencyGood = IsSince(turn.Track, "gen.gen.frequency", run) && turn.Track.Number("gen.gen.frequency") is { } hertz && rules.IsFrequencyGood(hertz);
        var knowsVoltage = VoltsOf(turn.Track) is not null;
        var knowsFrequency = turn.Track.Number("gen.gen.frequency") is not null;
        return (isVoltageGood || !knowsVoltage) && (isFrequencyGood || !knowsFrequency)
            ? run with { ReadyAt = at }
            : run with { NotReadyAt = at };
    }

    // A value from before the start says nothing of this run.
    private static bool IsSince(EquipmentTrack track, string prefix, GeneratorRun run)
    {
        foreach (var (signal, seen) in track.Latest)
        {
            if (seen.At >= run.StartedAt && signal.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
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
