using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Store;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals;

/// <summary>Appends entries and marks to journals inside somebody's transaction: the next number, the chain, and no draft twice.</summary>
internal static class JournalWriter
{
    /// <summary>Appends one entry; does nothing when its draft is in the journal already. The first one opens a volume.</summary>
    public static async Task AppendAsync(StateContext context, string room, JournalDraft draft, DateTimeOffset at, JournalCovers covers, CancellationToken stop)
    {
        // Equipment names repeat from room to room; the room makes the key one of its own.
        var key = KeyOf(room, draft.Key);
        if (await FindAsync(context, key, stop) is not null)
        {
            return;
        }

        var completed = draft.Completes is { } first ? await FindAsync(context, KeyOf(room, first), stop) : null;
        var head = await HeadAsync(context, draft.Journal, stop);
        if (head.Volume == 0)
        {
            Open(context, head, at, covers);
        }

        var content = JournalContent.Write(draft, new JournalPlace(room, head.Volume, at, completed?.No));
        var row = new JournalRow { Journal = draft.Journal, No = head.No + 1, Room = room, DraftKey = key, Content = content, Hash = "", Previous = head.Hash };
        row.Hash = JournalContent.HashOf(row);
        (head.No, head.Hash) = (row.No, row.Hash);
        context.Journals.Add(row);
    }

    /// <summary>Appends one mark.</summary>
    /// <exception cref="JournalConflictException">The journal is not, or no longer, as the mark says; nothing is appended.</exception>
    public static async Task MarkAsync(StateContext context, JournalMark mark, CancellationToken stop)
    {
        var head = await HeadAsync(context, mark.Journal, stop);
        if (mark.Kind == JournalMark.VolumeClosed)
        {
            mark = Close(head, mark);
        }
        else if (mark.Kind == JournalMark.VolumeErased)
        {
            await EraseAsync(context, mark, stop);
        }
        else if (mark.Entry is { } entry && (await context.Journals.AsNoTracking().FirstOrDefaultAsync(row => row.Journal == mark.Journal && row.No == entry, stop))?.Hash != mark.EntryHash)
        {
            throw new JournalConflictException($"Entry {entry} of {mark.Journal} is not the one that was to be signed.");
        }

        Append(context, head, mark);
    }

    private static void Open(StateContext context, JournalHeadRow head, DateTimeOffset at, JournalCovers covers)
    {
        // Entries that were written before there were volumes belong to the first.
        head.VolumeFirst = head.Volumes == 0 ? 1 : head.No + 1;
        head.Volume = ++head.Volumes;
        Append(context, head, new JournalMark
        {
            Journal = head.Journal,
            Kind = JournalMark.VolumeOpened,
            At = JournalMark.Time(at),
            Volume = head.Volume,
            First = head.VolumeFirst,
            Cover = covers.Of(head.Journal),
        });
    }

    private static JournalMark Close(JournalHeadRow head, JournalMark mark)
    {
        if (head.Volume == 0 || head.Volume != mark.Volume || head.No < head.VolumeFirst)
        {
            throw new JournalConflictException($"Volume {mark.Volume} of {mark.Journal} is not open, or is empty.");
        }

        var closed = mark with { First = head.VolumeFirst, Last = head.No, Head = head.Hash };
        head.Volume = 0;
        return closed;
    }

    private static async Task EraseAsync(StateContext context, JournalMark mark, CancellationToken stop)
    {
        var (journal, first, last) = (mark.Journal, mark.First!.Value, mark.Last!.Value);
        if (await context.JournalErased.AnyAsync(row => row.Journal == journal && row.First == first, stop))
        {
            throw new JournalConflictException($"Volume {mark.Volume} of {journal} is erased already.");
        }

        context.JournalErased.Add(new JournalErasedRow { Journal = journal, First = first, Last = last });
        await context.SaveChangesAsync(stop);
        await context.Journals.Where(row => row.Journal == journal && row.No >= first && row.No <= last).ExecuteDeleteAsync(stop);
    }

    private static void Append(StateContext context, JournalHeadRow head, JournalMark mark)
    {
        var content = mark.Write();
        var link = new ChainLink(ChainLink.MarksOf(mark.Journal), head.MarkNo + 1, ChainLink.HashOf(content), head.MarkHash.Length == 0 ? ChainLink.None : head.MarkHash);
        (head.MarkNo, head.MarkHash) = (link.No, link.Hash);
        context.JournalMarks.Add(new JournalMarkRow
        {
            Journal = mark.Journal,
            No = link.No,
            Entry = mark.Entry ?? 0,
            Kind = mark.Kind,
            Content = content,
            Hash = link.Hash,
            Previous = link.Previous,
        });
    }

    private static async Task<JournalHeadRow> HeadAsync(StateContext context, string journal, CancellationToken stop)
    {
        var head = await context.JournalHeads.FindAsync([journal], stop);
        if (head is null)
        {
            context.JournalHeads.Add(head = new JournalHeadRow { Journal = journal, No = 0, Hash = ChainLink.None });
        }

        return head;
    }

    private static string KeyOf(string room, string draft) => $"{room}|{draft}";

    private static async Task<JournalRow?> FindAsync(StateContext context, string key, CancellationToken stop) =>
        context.Journals.Local.FirstOrDefault(row => row.DraftKey == key) ?? await context.Journals.FirstOrDefaultAsync(row => row.DraftKey == key, stop);
}

/// <summary>A journal is not as somebody thought who wants to sign, close or erase something of it. Nothing was changed.</summary>
internal sealed class JournalConflictException(string message) : Exception(message);
