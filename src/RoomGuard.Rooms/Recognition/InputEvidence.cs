using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Rules;

namespace RoomGuard.Rooms.Recognition;

/// <summary>What a UPS on battery shows of its input, and whether that is an outage, a test of its own, or a generator test that switches the load over.</summary>
internal static class InputEvidence
{
    // Another device that sees the mains is asked at the next poll; longer nobody waits to be told of an outage.
    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(15);

    /// <summary>Looks at the newest values while on battery, and says an outage as soon as it is sure.</summary>
    internal static void Look(TrackTurn turn, DateTimeOffset at)
    {
        if (turn.Track.Ups is not { IsOnBattery: true, Episode: { BatteryFrom: { } from } episode } watch)
        {
            return;
        }

        var rules = turn.Room.Rules.UpsTest;
        var next = episode with
        {
            IsTestTheCause = episode.IsTestTheCause || CauseSince(turn.Track, from) == "self_test",
            InputLowAt = episode.InputLowAt ?? LowSince(turn.Track, from, rules),
        };
        if (next.InputGoneAt is null)
        {
            next = next with { IsPlanned = turn.IsGeneratorTesting() };
            next = IsOutage(turn, next, at) ? next with { InputGoneAt = OutageStart(next) } : next;
        }

        if (next != episode)
        {
            turn.Track = turn.Track with { Ups = watch with { Episode = next } };
        }

        if (next.InputGoneAt is { } gone)
        {
            turn.LoseMains(gone);
        }
    }

    /// <summary>The finished episode with what became clear only afterwards: another device saw the mains go, or a generator test begin.</summary>
    internal static UpsEpisode Settle(TrackTurn turn, UpsEpisode episode)
    {
        if (episode.InputGoneAt is not null || episode.BatteryFrom is not { } from)
        {
            return episode;
        }

        episode = episode with { IsPlanned = episode.IsPlanned || turn.IsGeneratorTesting() };
        var until = episode.BatteryUntil ?? episode.LastSignAt;
        var settle = turn.Room.Rules.UpsTest.Settle;
        var isMainsLoss = !episode.HasTestSign && turn.FindMains()?.LostAt is { } lost && lost >= from - settle && lost <= until + settle;
        if (episode.IsPlanned || (episode.InputLowAt is null && !isMainsLoss))
        {
            return episode;
        }

        episode = episode with { InputGoneAt = OutageStart(episode) };
        turn.LoseMains(episode.InputGoneAt.Value);
        turn.RegainMains(episode.InputGoneAt.Value, until);
        return episode;
    }

    /// <summary>Whether every phase of the input is within its band; null when none is known.</summary>
    internal static bool? IsHealthy(EquipmentTrack track, UpsTestRules rules)
    {
        bool? isHealthy = null;
        foreach (var (signal, seen) in track.Latest)
        {
            if (IsInput(signal) && seen.Reading.Kind == ReadingKind.Number)
            {
                isHealthy = isHealthy != false && rules.IsInputHealthy(seen.Reading.Number);
            }
        }

        return isHealthy;
    }

    /// <summary>The same just before an instant.</summary>
    internal static bool? WasHealthyBefore(TrackTurn turn, DateTimeOffset at)
    {
        bool? isHealthy = null;
        foreach (var signal in turn.Track.Latest.Keys)
        {
            if (IsInput(signal) && turn.Track.NumberBefore(signal, at) is { } volts)
            {
                isHealthy = isHealthy != false && turn.Room.Rules.UpsTest.IsInputHealthy(volts);
            }
        }

        return isHealthy;
    }

    private static bool IsOutage(TrackTurn turn, UpsEpisode episode, DateTimeOffset at)
    {
        var onBattery = at - episode.BatteryFrom!.Value;
        if (episode.IsPlanned)
        {
            return false;
        }

        // Too long for an unannounced test: whatever the input shows, the load hangs on the battery.
        if (!episode.HasTestSign && onBattery > turn.Room.Rules.UpsTest.MaxOnBattery)
        {
            return true;
        }

        return episode.InputLowAt is not null && (onBattery > MostWait || HasOtherSpoken(turn, episode.BatteryFrom.Value));
    }

    // Without another device there is nobody to wait for; one that sees the mains gone need not speak again.
    private static bool HasOtherSpoken(TrackTurn turn, DateTimeOffset since)
    {
        foreach (var other in turn.Room.Tracks.Others(turn.IsBehind))
        {
            if (other.Mains is { IsAvailable: true } && other.At < since)
            {
                return false;
            }
        }

        return true;
    }

    // In a test the battery carries the load before the input goes; otherwise the loss is what put it there.
    private static DateTimeOffset OutageStart(UpsEpisode episode) =>
        episode.HasTestSign && episode.InputLowAt is { } low ? low : episode.BatteryFrom!.Value;

    private static DateTimeOffset? LowSince(EquipmentTrack track, DateTimeOffset from, UpsTestRules rules)
    {
        DateTimeOffset? low = CauseSince(track, from) is "blackout" or "brownout" ? from : null;
        foreach (var (signal, seen) in track.Latest)
        {
            if (IsInput(signal) && seen.At >= from && seen.Reading.Kind == ReadingKind.Number && seen.Reading.Number < rules.InputGoneVolts && (low is null || seen.At < low))
            {
                low = seen.At;
            }
        }

        return low;
    }

    private static string? CauseSince(EquipmentTrack track, DateTimeOffset from) =>
        track.Latest.TryGetValue("ups.input.fail_cause", out var seen) && seen.At >= from && seen.Reading.Kind == ReadingKind.Text ? seen.Reading.Text : null;

    private static bool IsInput(string signal) => signal.StartsWith("ups.input.voltage", StringComparison.Ordinal);
}
