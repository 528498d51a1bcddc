using RoomGuard.Central.Store;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals;

/// <summary>One thing that shows a journal was touched from outside.</summary>
/// <param name="Journal">The journal.</param>
/// <param name="No">The number of the entry where it shows; for a fault of its marks, the mark's.</param>
/// <param name="What">What does not hold.</param>
public sealed record JournalFault(string Journal, long No, string What);

/// <summary>Walks one journal from its first entry and notes what does not hold. Not for sharing.</summary>
internal sealed class JournalChain
{
    private readonly List<JournalFault> _faults = [];
    private readonly Queue<JournalMark> _erased;
    private readonly string _journal;
    private readonly (long No, string Hash) _marks;
    private string _previousHash = ChainLink.None;
    private long _no;

    /// <param name="marks">Every mark of the journal, in the order of their numbers.</param>
    public JournalChain(string journal, IReadOnlyList<JournalMarkRow> marks)
    {
        _journal = journal;
        _marks = CheckMarks(marks);
        _erased = new Queue<JournalMark>(marks.Where(mark => mark.Kind == JournalMark.VolumeErased).Select(mark => JournalMark.Read(mark.Content)).OfType<JournalMark>().OrderBy(mark => mark.First));
    }

    /// <summary>Everything found so far.</summary>
    public IReadOnlyList<JournalFault> Faults => _faults;

    /// <summary>Checks the next entry.</summary>
    public void Check(JournalRow row)
    {
        Pass(row.No);
        if (row.No != _no + 1)
        {
            Note(row.No, FormattableString.Invariant($"it follows entry {_no}: the numbers between are gone."));
        }

        if (JournalContent.HashOf(row) != row.Hash)
        {
            Note(row.No, "its content does not have the hash that was written with it.");
        }
        else
        {
            CheckContent(row);
        }

        (_no, _previousHash) = (row.No, row.Hash);
    }

    /// <summary>Checks that the journal and its marks end where its head says.</summary>
    public void CheckHead(JournalHeadRow? head)
    {
        Pass(long.MaxValue);
        var (no, hash) = head is null ? (0, ChainLink.None) : (head.No, head.Hash);
        if (no != _no || hash != _previousHash)
        {
            Note(_no, FormattableString.Invariant($"it is the last one, but the journal went on to entry {no}."));
        }

        if (head is not null && (head.MarkNo, head.MarkHash.Length == 0 ? ChainLink.None : head.MarkHash) != _marks)
        {
            Note(_marks.No, FormattableString.Invariant($"it is the last mark, but the marks went on to {head.MarkNo}."));
        }
    }

    // A volume that an act erased is no gap: its mark says where the chain stood.
    private void Pass(long next)
    {
        while (_erased.TryPeek(out var volume) && volume.First == _no + 1 && volume.Last < next)
        {
            (_no, _previousHash) = (volume.Last!.Value, volume.Head!);
            _erased.Dequeue();
        }
    }

    private (long No, string Hash) CheckMarks(IReadOnlyList<JournalMarkRow> marks)
    {
        var (no, hash) = (0L, ChainLink.None);
        foreach (var mark in marks)
        {
            var link = new ChainLink(ChainLink.MarksOf(_journal), mark.No, ChainLink.HashOf(mark.Content), mark.Previous);
            if (mark.No != no + 1 || mark.Previous != hash || link.Hash != mark.Hash || JournalMark.Read(mark.Content) is not { } read || (read.Entry ?? 0) != mark.Entry || read.Kind != mark.Kind)
            {
                Note(mark.No, "it is a mark that was changed, moved, or lost the one before it.");
            }

            (no, hash) = (mark.No, mark.Hash);
        }

        return (no, hash);
    }

    private void CheckContent(JournalRow row)
    {
        var entry = JournalContent.Read(row);
        if (entry.PreviousHash != _previousHash)
        {
            Note(row.No, "it was written after another entry than the one before it.");
        }

        if (entry.Journal != row.Journal || entry.Room != row.Room)
        {
            Note(row.No, "its columns say other than its content.");
        }
    }

    private void Note(long no, string what) => _faults.Add(new JournalFault(_journal, no, what));
}
