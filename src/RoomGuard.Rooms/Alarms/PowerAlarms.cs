using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Recognition;

namespace RoomGuard.Rooms.Alarms;

/// <summary>The alarms that need a recogniser: on battery, generator running, generator failed to start. What a test causes is marked so; an outage inside a test is not.</summary>
internal static class PowerAlarms
{
    internal static void Apply(RoomTurn turn, string equipment, EquipmentTrack track)
    {
        if (track.Ups is { } ups)
        {
            ApplyBattery(turn, equipment, track, ups);
        }

        if (track.Generator is { } generator)
        {
            ApplyRunning(turn, equipment, track, generator);
            ApplyFailedStart(turn, equipment, track, generator);
        }
    }

    private static void ApplyBattery(RoomTurn turn, string equipment, EquipmentTrack track, UpsWatch ups)
    {
        var episode = ups.Episode;
        if (ups.IsOnBattery != true || episode?.BatteryFrom is not { } from)
        {
            Clear(turn, equipment, "ups.output.source", AlarmRules.OnBattery, episode?.BatteryUntil ?? track.At);
            return;
        }

        // A healthy input and no word of a test: wait as long as an unannounced self-test may last. Input gone: wait for the device that sees the mains.
        var isOpen = !episode.HasTestSign && !episode.IsPlanned && !episode.IsOutage;
        if (isOpen && (episode.InputLowAt is not null || InputEvidence.IsHealthy(track, turn.Rules.UpsTest) == true))
        {
            return;
        }

        var isTest = !episode.IsOutage && (episode.HasTestSign || episode.IsPlanned);
        var @case = Case(turn, equipment, "ups.output.source", AlarmRules.OnBattery) with
        {
            Test = isTest,
            IsEvenInTest = episode.IsOutage,
            Priority = isTest ? AlarmPriority.Warning : AlarmPriority.Critical,
            Value = Reading.Of("battery"),
        };
        Raise(turn, @case, isTest ? from : episode.InputGoneAt ?? from);
    }

    private static void ApplyRunning(RoomTurn turn, string equipment, EquipmentTrack track, GeneratorWatch generator)
    {
        var signal = track.Text("gen.engine.state") is null ? "gen.running" : "gen.engine.state";
        if (generator.Run is not { StoppedAt: null, RunningAt: { } from } run)
        {
            Clear(turn, equipment, signal, AlarmRules.GeneratorRunning, generator.Since);
            return;
        }

        var isTest = !run.IsRealOutage && (track.Mains?.IsAvailable == true || run.Mode is "test" or "manual");
        var @case = Case(turn, equipment, signal, AlarmRules.GeneratorRunning) with
        {
            Test = isTest,
            IsEvenInTest = run.IsRealOutage,
            Priority = isTest ? AlarmPriority.Info : AlarmPriority.Warning,
            Value = track.Latest[signal].Reading,
        };
        Raise(turn, @case, isTest || run.MainsLostAt is not { } lost || lost < from ? from : lost);
    }

    // A generator that does not start wakes people in a test too: the next outage will not ask.
    private static void ApplyFailedStart(RoomTurn turn, string equipment, EquipmentTrack track, GeneratorWatch generator)
    {
        var signal = track.Text("gen.engine.state") is null ? "gen.running" : "gen.engine.state";
        if (generator.Run is { FailedAt: { } failed, RunningAt: null })
        {
            Raise(turn, Case(turn, equipment, signal, AlarmRules.FailedStart) with { Priority = AlarmPriority.Critical, Value = track.Latest.GetValueOrDefault(signal)?.Reading ?? default }, failed);
        }
        else
        {
            Clear(turn, equipment, signal, AlarmRules.FailedStart, track.At);
        }
    }

    // One condition has one alarm; but when a test turns out to be an outage, the test's alarm ends and a real one begins. Never the other way round.
    private static void Raise(RoomTurn turn, AlarmCase @case, DateTimeOffset at)
    {
        var known = turn.Alarms.Find(@case.Key);
        if (known is not null && known.Case.Test && !@case.Test)
        {
            turn.Alarms.Drop(@case.Key, at);
            known = null;
        }

        if (known is null)
        {
            turn.Alarms.Apply(@case, Wish.Active, at);
        }
        else if (@case.IsEvenInTest && !known.Case.IsEvenInTest)
        {
            turn.Alarms.Restate(known, known.Case with { IsEvenInTest = true });
        }
    }

    // Nearly every sample comes here, and nearly always there is nothing to clear: then nothing is made.
    private static void Clear(RoomTurn turn, string equipment, string signal, string rule, DateTimeOffset at)
    {
        if (turn.Alarms.HasConditions)
        {
            turn.Alarms.Apply(Case(turn, equipment, signal, rule), Wish.Clear, at);
        }
    }

    private static AlarmCase Case(RoomTurn turn, string equipment, string signal, string rule) =>
        AlarmCase.Of(turn, new PointId(turn.Room.Site, turn.Room.Id, equipment, signal), rule, AlarmPriority.Warning, default);
}
