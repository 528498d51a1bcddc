using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals;

/// <summary>One volume of a journal: entries from one number to another. Immutable.</summary>
/// <param name="No">Its number, from 1.</param>
/// <param name="First">The number of its first entry.</param>
/// <param name="OpenedAt">When it was opened, UTC.</param>
/// <param name="Cover">What stands on its cover.</param>
public sealed record JournalVolume(int No, long First, DateTimeOffset OpenedAt, JournalCover? Cover)
{
    /// <summary>The mark that closed it; null while it is open.</summary>
    public JournalMark? Closed { get; init; }

    /// <summary>The mark that erased its entries; null while they are kept.</summary>
    public JournalMark? Erased { get; init; }

    /// <summary>The volumes that marks tell of, the oldest first.</summary>
    internal static IReadOnlyList<JournalVolume> Of(IReadOnlyList<JournalMark> marks)
    {
        var volumes = new SortedDictionary<int, JournalVolume>();
        foreach (var mark in marks.Where(mark => mark.Volume is not null))
        {
            var no = mark.Volume!.Value;
            if (mark.Kind == JournalMark.VolumeOpened)
            {
                volumes[no] = new JournalVolume(no, mark.First ?? 1, mark.When(), mark.Cover);
            }
            else if (volumes.TryGetValue(no, out var volume))
            {
                volumes[no] = mark.Kind == JournalMark.VolumeClosed ? volume with { Closed = mark } : volume with { Erased = mark };
            }
        }

        return [.. volumes.Values];
    }
}
