using System.Collections.Immutable;
using System.Globalization;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Clause35.Power;
using RoomGuard.Rooms.Recognition.Upses;
using RoomGuard.Rooms.Rules;

namespace RoomGuard.Rooms.Recognition;

/// <summary>Tells a UPS's self-test from an outage, by what it says of its tests, its battery and its input.</summary>
/// <remarks>
/// A test: the UPS says so (in progress, a new result, a new date, or self-test as the cause of transfer), or it was on battery for a moment with a healthy
/// input before and after. Anything else on battery is an outage. A result that merely stands there is evidence of nothing: agents make them up.
/// </remarks>
internal static class UpsRecogniser
{
    // A date that changes this soon after a recognised test is that test's.
    private static readonly TimeSpan SameTest = TimeSpan.FromMinutes(10);

    // A test that ran in a break waits so long for the backlog to tell of it.
    private static readonly TimeSpan BacklogWait = TimeSpan.FromMinutes(10);

    // A date that is worked out from an uptime at each poll trembles.
    private static readonly TimeSpan DateTremble = TimeSpan.FromMinutes(5);

    internal static void Step(TrackTurn turn, Sample sample)
    {
        var watch = turn.Track.Ups ?? new UpsWatch();
        watch = sample.Point.Signal switch
        {
            "ups.output.source" when sample.Reading.Kind == ReadingKind.Text && sample.Reading.Text != "unknown"
                => TakeSource(turn, watch, sample.Reading.Text == "battery", sample.At),
            "ups.battery.on_battery" when turn.Track.Text("ups.output.source") is null or "unknown"
                => TakeSource(turn, watch, sample.Reading.Number > 0, sample.At),
            "ups.test.result" => TakeResult(turn, watch, sample.Reading.Text, sample.At),
            "ups.test.date" => TakeDate(turn, watch, sample.Reading.Text, sample.At),
            _ => watch,
        };
        if (watch.Episode is { } episode && sample.At >= episode.StartedAt)
        {
            watch = watch with { Episode = TakeGauge(watch, episode, sample) };
        }

        turn.Track = turn.Track with { Ups = watch };
        InputEvidence.Look(turn, sample.At);
    }

    internal static void Advance(TrackTurn turn, DateTimeOffset to)
    {
        if (turn.Track.Ups is not { Episode: { } episode } watch)
        {
            return;
        }

        var rules = turn.Room.Rules.UpsTest;
        if (watch.IsBusy || to - episode.LastSignAt < (episode.IsOfBreak && !turn.IsBehind ? BacklogWait : rules.Settle))
        {
            InputEvidence.Look(turn, to);
            return;
        }

        episode = BacklogEpisodes.Whole(turn, InputEvidence.Settle(turn, episode));
        var kinds = Conclude(turn.Track, episode, rules);
        foreach (var kind in kinds)
        {
            if (!(episode.IsOfBreak && turn.Room.Journal.IsDrafted(turn.Equipment, "ups_test", episode.BreakFrom!.Value, episode.StartedAt)))
            {
                UpsEntry.Write(turn, episode, kind);
            }
        }

        var wasTest = kinds.Any(kind => kind != UpsRunKind.RealOutage);
        turn.Track = turn.Track with { Ups = watch with { Episode = null, TestEndedAt = wasTest ? episode.LastSignAt : watch.TestEndedAt } };
    }

    /// <summary>What the finished episode was: one thing, or a test and the outage that began inside it.</summary>
    internal static IReadOnlyList<UpsRunKind> Conclude(EquipmentTrack track, UpsEpisode episode, UpsTestRules rules)
    {
        var kinds = new List<UpsRunKind>(2);
        if (episode.HasTestSign)
        {
            kinds.Add(track.Text("ups.test.kind") == "deep" ? UpsRunKind.DeepCalibration : UpsRunKind.SelfTest);
        }

        if (episode.IsOutage)
        {
            kinds.Add(UpsRunKind.RealOutage);
        }
        else if (kinds.Count == 0 && episode.IsPlanned)
        {
            kinds.Add(UpsRunKind.PlannedMainsOff);
        }
        else if (kinds.Count == 0)
        {
            var onBattery = (episode.BatteryUntil ?? episode.LastSignAt) - (episode.BatteryFrom ?? episode.StartedAt);
            var isHealthy = episode.WasInputHealthy == true && InputEvidence.IsHealthy(track, rules) == true;
            kinds.Add(isHealthy && onBattery <= rules.MaxOnBattery ? UpsRunKind.SelfTest : UpsRunKind.RealOutage);
        }

        return kinds;
    }

    private static UpsWatch TakeSource(TrackTurn turn, UpsWatch watch, bool isOnBattery, DateTimeOffset at)
    {
        var episode = watch.Episode;
        if (isOnBattery && watch.IsOnBattery != true)
        {
            episode = Opened(turn, watch, turn.Track.Text("ups.output.source") is null ? "ups.battery.on_battery" : "ups.output.source", at) with { LastSignAt = at, BatteryUntil = null };
            episode = episode with { BatteryFrom = episode.BatteryFrom ?? at };
        }
        else if (!isOnBattery && watch.IsOnBattery == true && episode is not null)
        {
            episode = episode with { LastSignAt = at, BatteryUntil = at };
            if (episode.IsOutage)
            {
                turn.RegainMains(episode.InputGoneAt!.Value, at);
            }
        }

        return watch with { IsOnBattery = isOnBattery, Episode = episode };
    }

    private static UpsWatch TakeResult(TrackTurn turn, UpsWatch watch, string result, DateTimeOffset at)
    {
        if (result == "unknown" || result == watch.Result)
        {
            return watch;
        }

        var episode = watch.Episode;
        var isFinal = result is "passed" or "warning" or "failed" or "aborted" or "invalid";
        if (result == "in_progress")
        {
            episode = Opened(turn, watch, "ups.test.result", at) with { LastSignAt = at };
            episode = episode with { TestFrom = episode.TestFrom ?? at };
        }
        else if (watch.IsTesting)
        {
            episode = Opened(turn, watch, "ups.test.result", at) with { LastSignAt = at, TestUntil = at, Result = isFinal ? result : null };
        }
        else if (watch.Result is not null && isFinal && !BelongsToLast(watch, at))
        {
            // "none" after a restart of the device's agent is not a result, and never a failure.
            episode = Opened(turn, watch, "ups.test.result", at) with { LastSignAt = at, Result = result };
        }

        return watch with { Result = result, Episode = episode };
    }

    private static UpsWatch TakeDate(TrackTurn turn, UpsWatch watch, string date, DateTimeOffset at)
    {
        var isNew = watch.TestDate is { } known && known != date && date.Length > 0 && !IsSameDate(known, date);
        if (!isNew)
        {
            return watch.TestDate is null ? watch with { TestDate = date } : watch;
        }

        var episode = BelongsToLast(watch, at) ? watch.Episode : Opened(turn, watch, "ups.test.date", at) with { LastSignAt = at, IsDateNew = true };
        return watch with { TestDate = date, Episode = episode };
    }

    private static UpsEpisode Opened(TrackTurn turn, UpsWatch watch, string signal, DateTimeOffset at) =>
        watch.Episode ?? Open(turn, at) with { BreakFrom = turn.BreakBefore(signal) };

    private static bool BelongsToLast(UpsWatch watch, DateTimeOffset at) =>
        watch is { Episode: null, TestEndedAt: { } ended } && at - ended < SameTest;

    private static bool IsSameDate(string left, string right) =>
        DateTimeOffset.TryParse(left, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var one)
        && DateTimeOffset.TryParse(right, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var other)
        && (one - other).Duration() < DateTremble;

    private static UpsEpisode Open(TrackTurn turn, DateTimeOffset at)
    {
        var before = ImmutableDictionary.CreateBuilder<string, double>();
        foreach (var (name, signal) in UpsGauges.Before)
        {
            if (turn.Track.NumberBefore(signal, at) is { } number)
            {
                before[name] = number;
            }
        }

        var episode = new UpsEpisode(at) { Before = before.ToImmutable(), WasInputHealthy = InputEvidence.WasHealthyBefore(turn, at) };
        foreach (var (signal, seen) in turn.Track.Latest)
        {
            if (seen.At >= at && seen.Reading.Kind == ReadingKind.Number && UpsGauges.NameOf(signal) is { } name)
            {
                episode = episode with { Spreads = episode.Spreads.Add(name, seen.Reading.Number) };
            }
        }

        return episode;
    }

    private static UpsEpisode TakeGauge(UpsWatch watch, UpsEpisode episode, Sample sample)
    {
        var isOfIt = watch.IsBusy || sample.At < episode.LastSignAt;
        return isOfIt && sample.Reading.Kind == ReadingKind.Number && UpsGauges.NameOf(sample.Point.Signal) is { } name
            ? episode with { Spreads = episode.Spreads.Add(name, sample.Reading.Number) }
            : episode;
    }
}
