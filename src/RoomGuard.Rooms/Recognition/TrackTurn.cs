using RoomGuard.Contract.Samples;

namespace RoomGuard.Rooms.Recognition;

/// <summary>One piece of equipment's track while it takes in samples. Lives for one step.</summary>
/// <param name="turn">The room's step.</param>
/// <param name="equipment">The equipment.</param>
/// <param name="isBehind">Whether this is the track of a backlog, whose samples are older than what the room already knows.</param>
internal sealed class TrackTurn(RoomTurn turn, string equipment, EquipmentTrack track, bool isBehind)
{
    /// <summary>Samples further apart than this are a break: what happened between them was not seen.</summary>
    internal static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(60);

    internal RoomTurn Room => turn;

    internal string Equipment => equipment;

    internal bool IsBehind => isBehind;

    internal EquipmentTrack Track { get; set; } = track;

    /// <summary>Takes in one value that is newer than the track's.</summary>
    internal void Step(Sample sample)
    {
        Advance(sample.At);
        Track = Track.With(sample);
        var signal = sample.Point.Signal;
        MainsRecogniser.Step(this, sample);
        if (signal.StartsWith("ups.", StringComparison.Ordinal))
        {
            UpsRecogniser.Step(this, sample);
        }
        else if (signal.StartsWith("gen.", StringComparison.Ordinal) || signal.StartsWith("ats.", StringComparison.Ordinal) || Track.Generator is not null)
        {
            GeneratorRecogniser.Step(this, sample);
        }
    }

    /// <summary>When a signal was last read before a break that ended with its newest value, UTC; null when there was no break.</summary>
    internal DateTimeOffset? BreakBefore(string signal) =>
        Track.Latest.TryGetValue(signal, out var seen) && seen.PreviousAt != default && seen.At - seen.PreviousAt > LongestPoll ? seen.PreviousAt : null;

    /// <summary>Lets time pass: what has been over for long enough is closed.</summary>
    internal void Advance(DateTimeOffset to)
    {
        UpsRecogniser.Advance(this, to);
        GeneratorRecogniser.Advance(this, to);
    }

    /// <summary>This equipment has lost the mains. A backlog tells of it only when it is over.</summary>
    internal void LoseMains(DateTimeOffset at)
    {
        if (!isBehind)
        {
            turn.Outages.Lose(equipment, at);
        }
    }

    /// <summary>This equipment has the mains back.</summary>
    internal void RegainMains(DateTimeOffset lostAt, DateTimeOffset at)
    {
        if (isBehind)
        {
            turn.Outages.Missed(equipment, lostAt, at);
        }
        else
        {
            turn.Outages.Regain(equipment, at);
        }
    }

    /// <summary>What is known of the mains: by this equipment, or else by another one of the room.</summary>
    internal MainsWatch? FindMains()
    {
        if (Track.Mains is { } own)
        {
            return own;
        }

        foreach (var other in turn.Tracks.Others(isBehind))
        {
            if (other.Mains is { } mains)
            {
                return mains;
            }
        }

        return null;
    }

    /// <summary>When the mains that are away now were lost, UTC; null when they are there. Where nothing looks at them, a UPS that lost its input says so.</summary>
    /// <param name="since">An outage that was over before this is none of it.</param>
    internal DateTimeOffset? MainsLostAt(DateTimeOffset since)
    {
        if (FindMains() is { } mains)
        {
            return mains.IsAvailable ? null : mains.Since;
        }

        return !isBehind && turn.Outages.Watch is { } outage && !(outage.BackAt < since) ? outage.Since : null;
    }

    /// <summary>Whether a generator of the room runs a test now, the mains being there.</summary>
    internal bool IsGeneratorTesting()
    {
        foreach (var generator in turn.Tracks.Others(isBehind))
        {
            if (generator is { Generator.Run: { StoppedAt: null, MainsLostAt: null } run } && (generator.Mains?.IsAvailable ?? run.Mode == "test"))
            {
                return true;
            }
        }

        return false;
    }
}
