using System.Collections.Immutable;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Recognition.Generators;
using RoomGuard.Rooms.Recognition.Upses;

namespace RoomGuard.Rooms.Recognition;

/// <summary>The tracks of a room's power equipment during one step: gives each sample to the track it belongs to.</summary>
internal sealed class Tracks(RoomTurn turn)
{
    // Packs of one poll may arrive within a second or so of each other, changes of state first.
    private static readonly TimeSpan Reorder = TimeSpan.FromSeconds(30);

    // A backlog that has brought nothing for so long is all there.
    private static readonly TimeSpan BacklogEnds = TimeSpan.FromSeconds(60);

    // A network that came back for no longer than this had no time to bring its backlog.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(60);

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
    internal EquipmentTrack? Live(string equipment) => Find(equipment, isBehind: false);

    /// <summary>A piece of equipment's track, live or of its backlog; null when it has none.</summary>
    internal EquipmentTrack? Find(string equipment, bool isBehind) => _pairs.GetValueOrDefault(equipment) is not { } pair ? null : isBehind ? pair.Behind : pair.Live;

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
            _pairs[equipment] = _pairs[equipment] with { Behind = late.Track, BehindCameAt = turn.Now };
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
            AdvanceBehind(equipment, now);
            turn.Outages.Note(equipment, live.Track);
            PowerAlarms.Apply(turn, equipment, live.Track);
        }
    }

    /// <summary>The run that a backlog shows the beginning or the end of; null for none.</summary>
    internal GeneratorRun? RunBehind(string equipment) => _pairs.GetValueOrDefault(equipment)?.Behind?.Generator?.Run;

    /// <summary>The backlog's run has become part of the live one.</summary>
    internal void DropRunBehind(string equipment)
    {
        if (_pairs.GetValueOrDefault(equipment) is { Behind: { Generator: { } watch } behind } pair)
        {
            _pairs[equipment] = pair with { Behind = behind with { Generator = watch with { Run = null } } };
        }
    }

    /// <summary>The backlog has shown the end of a run that the live track still has: what goes on there is another one.</summary>
    internal void EndRun(string equipment, DateTimeOffset startedAt)
    {
        if (_pairs.GetValueOrDefault(equipment) is { Live: { Generator: { Run: { } run } watch } live } pair && run.StartedAt == startedAt)
        {
            var next = run.StoppedAt is not null ? null : BacklogRuns.Next(run, watch.Phase, live.At);
            _pairs[equipment] = pair with { Live = live with { Generator = watch with { Run = next } } };
        }
    }

    /// <summary>The backlog's stretch on battery has become part of the live one.</summary>
    internal void DropEpisodeBehind(string equipment)
    {
        if (_pairs.GetValueOrDefault(equipment) is { Behind: { Ups: { } watch } behind } pair)
        {
            _pairs[equipment] = pair with { Behind = behind with { Ups = watch with { Episode = null } } };
        }
    }

    private void TakeLive(string equipment, TrackPair pair, Sample sample, TimeSpan period)
    {
        var step = 3 * (period > TimeSpan.Zero ? period : DefaultPeriod);
        if (pair.Live.At != default && sample.At - pair.Live.At > step)
        {
            var before = new TrackTurn(turn, equipment, pair.Live, isBehind: false);
            BacklogRuns.Absorb(before);
            BacklogEpisodes.Absorb(before);

            // The network came back for a moment, and what it missed before is still to come: the backlog is of both gaps.
            var awaited = pair is { Behind: { } unheard } && pair.BehindCameAt == default && before.Track.At - pair.ResumedAt <= Moment ? unheard : null;
            if (awaited is null && _pairs.GetValueOrDefault(equipment) is { Behind: { } behind } && IsOver(behind, before.Track))
            {
                FinishBehind(equipment, behind, before.Track.At);
            }

            pair = new TrackPair(before.Track, awaited ?? before.Track) { ResumedAt = sample.At };
            _pairs[equipment] = pair;
        }

        var live = new TrackTurn(turn, equipment, pair.Live, isBehind: false);
        live.Step(sample);
        Keep(equipment, pair with { Live = live.Track });
        turn.Outages.Note(equipment, live.Track);
        PowerAlarms.Apply(turn, equipment, live.Track);
    }

    // The backlog ends before its last run has stood still for long enough; that live samples show nothing more of it says so too.
    private void AdvanceBehind(string equipment, DateTimeOffset now)
    {
        if (_pairs[equipment] is { Behind: { } behind } pair && now - pair.BehindCameAt >= BacklogEnds && IsOver(behind, pair.Live))
        {
            FinishBehind(equipment, behind, now);
        }
    }

    private void FinishBehind(string equipment, EquipmentTrack behind, DateTimeOffset now)
    {
        var late = new TrackTurn(turn, equipment, behind, isBehind: true);
        late.Advance(now);
        if (late.Track != behind)
        {
            _pairs[equipment] = _pairs[equipment] with { Behind = late.Track };
        }
    }

    private bool IsOver(EquipmentTrack behind, EquipmentTrack live) =>
        behind.Ups is { IsBusy: false, Episode: not null }
        || (behind.Generator?.Run is { StoppedAt: { } stopped } && !(live.Generator?.Run is { } run && run.StartedAt - stopped < turn.Rules.GeneratorTest.CloseAfter));

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
