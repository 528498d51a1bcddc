using System.Runtime.CompilerServices;
using RoomGuard.Central.Journals.Proving;
using RoomGuard.Central.Sites;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals.Exports;

/// <summary>Gives journals to be printed. Safe for several threads.</summary>
internal sealed class JournalShelf(JournalLedger ledger, CheckpointMaker maker, SiteBook sites, TimeProvider clock)
{
    // So often is somebody told how far it is.
    private const int Step = 1_000;

    /// <summary>The journal as it stands now; what is printed is signed first.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The centre's key cannot be used.</exception>
    public async Task<JournalBook> OpenAsync(JournalScope scope, CancellationToken stop)
    {
        var checkpoint = await maker.MakeAsync(stop);
        return new JournalBook(scope, JournalForms.Find(scope.Journal)!, clock.GetUtcNow(), [.. sites.Current.Sites])
        {
            Volumes = await ledger.ReadVolumesAsync(scope.Journal, stop),
            Links = await ledger.ReadLinksAsync(scope.Journal, stop),
            Checkpoint = checkpoint,
            Head = checkpoint?.Open()?.Find(scope.Journal),
        };
    }

    /// <summary>The entries that a book shows, in the order of their numbers.</summary>
    /// <param name="progress">Told the number of the entry it has come to; null for nobody.</param>
    public async IAsyncEnumerable<JournalEntry> ReadAsync(JournalBook book, IProgress<long>? progress, [EnumeratorCancellation] CancellationToken stop)
    {
        var last = book.Head?.No ?? 0;
        await foreach (var entry in ledger.ReadAllAsync(book.Form.Id, stop))
        {
            if (entry.No > last)
            {
                break;
            }

            if (book.Scope.Shows(entry.Room, entry.StartedAt))
            {
                yield return entry;
            }

            if (entry.No % Step == 0)
            {
                progress?.Report(entry.No);
            }
        }

        progress?.Report(last);
    }
}
