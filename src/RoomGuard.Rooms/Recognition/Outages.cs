using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Rooms.Recognition;

/// <summary>The room's mains outage during one step: one outage and one pair of journal entries, however many devices see it.</summary>
internal sealed class Outages(RoomTurn turn)
{
    // Devices are polled one after the other: the second may see the loss only after the first has the mains back.
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(60);

    internal OutageWatch? Watch { get; private set; } = turn.Before.Memory.Outage;

    /// <summary>A device has lost the mains.</summary>
    internal void Lose(string equipment, DateTimeOffset at)
    {
        if (Watch is null)
        {
            Watch = new OutageWatch(at, equipment, [equipment]);
            IncidentEntries.BeginOutage(turn, Watch);
            return;
        }

        Watch = Watch with { Away = Watch.Away.Add(equipment), BackAt = null };
    }

    /// <summary>A device has them back.</summary>
    internal void Regain(string equipment, DateTimeOffset at)
    {
        if (Watch is null || !Watch.Away.Contains(equipment))
        {
            return;
        }

        var away = Watch.Away.Remove(equipment);
        Watch = Watch with { Away = away, BackAt = away.IsEmpty ? at : null };
    }

    /// <summary>A device shows something while the outage lasts.</summary>
    internal void Note(string equipment, EquipmentTrack track)
    {
        if (Watch is { } outage && outage.Story.With(equipment, track, outage.Since) is var story && story != outage.Story)
        {
            Watch = outage with { Story = story };
        }
    }

    /// <summary>An outage that a backlog tells of, all over by now.</summary>
    internal void Missed(string equipment, DateTimeOffset from, DateTimeOffset until)
    {
        if (Watch is null || until < Watch.Since)
        {
            IncidentEntries.WriteMissedOutage(turn, equipment, from, until);
        }
    }

    /// <summary>Ends the outage when every device has had the mains back for a while and no generator carries load any more.</summary>
    internal void Advance(DateTimeOffset now)
    {
        if (Watch is not { BackAt: { } back } || now - back < Settle)
        {
            return;
        }

        foreach (var track in turn.Tracks.Others(isBehind: false))
        {
            if (track.Generator?.Phase == EnginePhase.OnLoad)
            {
                return;
            }
        }

        IncidentEntries.EndOutage(turn, Watch, back);
        Watch = null;
    }
}
