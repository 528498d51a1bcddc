using RoomGuard.Central.Store;

namespace RoomGuard.Central.Journals;

/// <summary>One thing that shows a journal was touched from outside.</summary>
/// <param name="Journal">The journal.</param>
/// <param name="No">The number of the entry where it shows.</param>
/// <param name="What">What does not hold.</param>
public sealed record JournalFault(string Journal, long No, string What);

/// <summary>Walks one journal from its first entry and notes what does not hold. Not for sharing.</summary>
internal sealed class JournalChain(string journal)
{
    private readonly List<JournalFault> _faults = [];
    private string _previousHash = JournalContent.NoHash;
    private long _no;

    /// <summary>Everything found so far.</summary>
    public IReadOnlyList<JournalFault> Faults => _faults;

    /// <summary>Checks the next entry.</summary>
    public void Check(JournalRow row)
    {
        if (row.No != _no + 1)
        {
            Note(row.No, FormattableString.Invariant($"it follows entry {_no}: the numbers between are gone."));
        }

        if (JournalContent.Hash(row.Content) != row.Hash)
        {
            Note(row.No, "its content does not have the hash that was written with it.");
        }
        else
        {
            CheckContent(row);
        }

        (_no, _previousHash) = (row.No, row.Hash);
    }

    /// <summary>Checks that the journal ends where its head says.</summary>
    public void CheckHead(JournalHeadRow? head)
    {
        var (no, hash) = head is null ? (0, JournalContent.NoHash) : (head.No, head.Hash);
        if (no != _no || hash != _previousHash)
        {
            Note(_no, FormattableString.Invariant($"it is the last one, but the journal went on to entry {no}."));
        }
    }

    private void CheckContent(JournalRow row)
    {
        var entry = JournalContent.Read(row.Content);
        if (entry.PreviousHash != _previousHash)
        {
            Note(row.No, "it was written after another entry than the one before it.");
        }

        if (entry.No != row.No || entry.Journal != row.Journal || entry.Room != row.Room)
        {
            Note(row.No, "its columns say other than its content.");
        }
    }

    private void Note(long no, string what) => _faults.Add(new JournalFault(journal, no, what));
}
