using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Store;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals;

/// <summary>Appends drafts to journals inside somebody's transaction: the next number, the chain, and no draft twice.</summary>
internal static class JournalWriter
{
    /// <summary>Appends one entry; does nothing when its draft is in the journal already.</summary>
    public static async Task AppendAsync(StateContext context, string room, JournalDraft draft, DateTimeOffset at, CancellationToken stop)
    {
        // Equipment names repeat from room to room; the room makes the key one of its own.
        var key = KeyOf(room, draft.Key);
        if (await FindAsync(context, key, stop) is not null)
        {
            return;
        }

        var completed = draft.Completes is { } first ? await FindAsync(context, KeyOf(room, first), stop) : null;
        var head = await context.JournalHeads.FindAsync([draft.Journal], stop);
        if (head is null)
        {
            context.JournalHeads.Add(head = new JournalHeadRow { Journal = draft.Journal, No = 0, Hash = JournalContent.NoHash });
        }

        var content = JournalContent.Write(draft, new JournalPlace(room, head.No + 1, head.Hash, at, completed?.No));
        head.No++;
        head.Hash = JournalContent.Hash(content);
        context.Journals.Add(new JournalRow { Journal = draft.Journal, No = head.No, Room = room, DraftKey = key, Content = content, Hash = head.Hash });
    }

    private static string KeyOf(string room, string draft) => $"{room}|{draft}";

    private static async Task<JournalRow?> FindAsync(StateContext context, string key, CancellationToken stop) =>
        context.Journals.Local.FirstOrDefault(row => row.DraftKey == key) ?? await context.Journals.FirstOrDefaultAsync(row => row.DraftKey == key, stop);
}
