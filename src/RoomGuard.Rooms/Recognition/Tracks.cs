using System.Collections.Immutable;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Rooms.Recognition;

/// <summary>The tracks of a room's power equipment during one step: gives each sample to the track it belongs to.</summary>
internal sealed class Tracks(RoomTurn turn)
{
    // Packs of one poll may arrive within a second or so of each other, changes of state first.
    private static readonly TimeSpan Reorder = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromSeconds(10);

    private readonly ImmutableDictionary<string, TrackPair>.Builder _pairs = turn.Before.Memory.Tracks.ToBuilder();

    internal ImmutableDictionary<string, TrackPair> All => _pairs.ToImmutable();

    /// <summary>Every track as it is now.</summary>
    internal IEnumerable<KeyValuePair<string, TrackPair>> Pairs => _pairs;

    /// <summary>Tracks of all equipment, of backlogs or live.</summary>
    internal IEnumerable<EquipmentTrack> Others(bool isBehind)
    {
        foreach (var pair in _pairs.Values)
        {
            if ((isBehind ? pair.Behind : pair.Live) is { } track)
            {
                yield return track;
            }
        }
    }

    /// <summary>A piece of equipment's live track; null when it has none.</summary>
    internal EquipmentTrack? Live(string equipment) => _pairs.GetValueOrDefault(equipment)?.Live;

    /// <summary>The newest sample of any live track, UTC; null when there is none.</summary>
    internal DateTimeOffset? NewestAt
    {
        get
        {
            DateTimeOffset? newest = null;
            foreach (var pair in _pairs.Values)
            {
                newest = newest is null || pair.Live.At > newest ? pair.Live.At : newest;
            }

            return newest;
        }
    }

    /// <summary>Takes in one sample, live or late. Absences say nothing of a run.</summary>
    internal void Take(Sample sample, TimeSpan period)
    {
        if (!sample.Reading.IsPresent || !IsPower(sample.Point.Signal))
        {
            return;
        }

        var equipment = sample.Point.Equipment;
        var pair = _pairs.GetValueOrDefault(equipment) ?? new TrackPair(new EquipmentTrack());
        if (IsNewer(pair.Live, sample))
        {
            TakeLive(equipment, pair, sample, period);
        }
        else if (pair.Behind is { } behind && IsNewer(behind, sample))
        {
            var late = new TrackTurn(turn, equipment, behind, isBehind: true);
            late.Step(sample);
            _pairs[equipment] = pair with { Behind = late.Track };
        }
    }

    /// <summary>Lets time pass for every live track.</summary>
    internal void Advance(DateTimeOffset now)
    {
        foreach (var (equipment, pair) in _pairs.ToImmutable())
        {
            var live = new TrackTurn(turn, equipment, pair.Live, isBehind: false);
            live.Advance(now);
            Keep(equipment, pair with { Live = live.Track });
            PowerAlarms.Apply(turn, equipment, live.Track);
        }
    }

    /// <summary>Takes the run that a backlog showed the beginning of, so that its live end completes it.</summary>
    internal GeneratorRun? TakeRunBehind(string equipment)
    {
        if (_pairs.GetValueOrDefault(equipment) is not { Behind: { Generator: { Run: { } run } watch } behind } pair)
        {
            return null;
        }

        _pairs[equipment] = pair with { Behind = behind with { Generator = watch with { Run = null } } };
        return run;
    }

    private void TakeLive(string equipment, TrackPair pair, Sample sample, TimeSpan period)
    {
        var step = 3 * (period > TimeSpan.Zero ? period : DefaultPeriod);
        if (pair.Live.At != default && sample.At - pair.Live.At > step)
        {
            pair = pair with { Behind = pair.Live };
            _pairs[equipment] = pair;
        }

        var live = new TrackTurn(turn, equipment, pair.Live, isBehind: false);
        live.Step(sample);
        Keep(equipment, pair with { Live = live.Track });
        PowerAlarms.Apply(turn, equipment, live.Track);
    }

    // A step may have taken the backlog's run away meanwhile.
    private void Keep(string equipment, TrackPair pair)
    {
        var behind = _pairs.GetValueOrDefault(equipment)?.Behind ?? pair.Behind;
        var next = pair with { Behind = behind };
        if (!_pairs.TryGetValue(equipment, out var known) || known != next)
        {
            _pairs[equipment] = next;
        }
    }

    private static bool IsNewer(EquipmentTrack track, Sample sample) =>
        track.At - sample.At <= Reorder && (!track.Latest.TryGetValue(sample.Point.Signal, out var seen) || sample.At > seen.At);

    private static bool IsPower(string signal) =>
        signal.StartsWith("ups.", StringComparison.Ordinal) || signal.StartsWith("gen.", StringComparison.Ordinal)
        || signal.StartsWith("mains.", StringComparison.Ordinal) || signal.StartsWith("ats.", StringComparison.Ordinal)
        || signal == "feed.present";
}
