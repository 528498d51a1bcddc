using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Journals.Proving;
using RoomGuard.Central.Store;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals.Exports;

/// <summary>A journal as JSON that anybody can verify: what is not to be shown is there as a link of the chain. Written in one pass, however long it is.</summary>
internal sealed class JournalJsonExport(StateDatabase database, CheckpointMaker maker, TimeProvider clock)
{
    private const int Piece = 2_000;

    // Enough to date every entry to the day; those that hand over a key are always there.
    private const int DenseCheckpoints = 500;

    private static readonly string Software = $"RoomGuard {typeof(JournalJsonExport).Assembly.GetName().Version}";

    /// <summary>Writes the export.</summary>
    /// <param name="progress">Told how many entries are written.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The centre's key cannot be used.</exception>
    public async Task WriteAsync(JournalScope scope, Stream output, IProgress<long>? progress, CancellationToken stop)
    {
        // What is exported is signed first.
        await maker.MakeAsync(stop);
        await using var context = database.CreateDbContext();
        await context.BeginReadingAsync(stop);
        var head = await context.JournalHeads.AsNoTracking().FirstOrDefaultAsync(row => row.Journal == scope.Journal, stop)
            ?? new JournalHeadRow { Journal = scope.Journal, No = 0, Hash = ChainLink.None };
        using var writer = new JournalExportWriter(output);
        await writer.BeginAsync(scope.Head(clock.GetUtcNow(), JournalForms.Find(scope.Journal)!.Title, Software), stop);
        await CheckpointsAsync(context, scope.Journal, writer, stop);
        await writer.NextAsync(JournalExportForm.Marks, stop);
        var shown = await EntriesAsync(context, scope, stop);
        await MarksAsync(context, scope.Journal, shown, writer, stop);
        await writer.NextAsync(JournalExportForm.Entries, stop);
        await EntriesAsync(context, scope, writer, progress, stop);
        var marksHash = head.MarkHash.Length == 0 ? ChainLink.None : head.MarkHash;
        await writer.SealAsync(JournalLines.End(head.No, head.Hash, head.MarkNo, marksHash), maker.Seal, stop);
    }

    private static async Task CheckpointsAsync(StateContext context, string journal, JournalExportWriter writer, CancellationToken stop)
    {
        var newest = await context.Checkpoints.MaxAsync(row => (long?)row.No, stop) ?? 0;
        var (lastDay, lastNo, lastMarks) = (default(DateOnly), -1L, -1L);
        await foreach (var row in context.Checkpoints.AsNoTracking().OrderBy(row => row.No).AsAsyncEnumerable().WithCancellation(stop))
        {
            var signed = CheckpointMaker.Read(row);
            var checkpoint = signed.Open();
            var known = checkpoint?.Find(journal);
            var day = DateOnly.FromDateTime(row.At.UtcDateTime);
            var isNews = known is not null && (known.No != lastNo || known.Marks != lastMarks) && (day != lastDay || newest - row.No < DenseCheckpoints);
            if (row.No == newest || checkpoint?.NextKey is not null || isNews)
            {
                await writer.ItemAsync(signed.Write(), stop);
                (lastDay, lastNo, lastMarks) = (day, known?.No ?? lastNo, known?.Marks ?? lastMarks);
            }
        }
    }

    // The numbers of the entries that are shown: their marks are, too. Null when all are.
    private static async Task<HashSet<long>?> EntriesAsync(StateContext context, JournalScope scope, CancellationToken stop)
    {
        if (scope is { Site: null, Room: null, From: null, To: null })
        {
            return null;
        }

        var shown = new HashSet<long>();
        await foreach (var row in RowsAsync(context, scope.Journal, stop))
        {
            if (Shows(scope, row))
            {
                shown.Add(row.No);
            }
        }

        return shown;
    }

    private static async Task MarksAsync(StateContext context, string journal, HashSet<long>? shown, JournalExportWriter writer, CancellationToken stop)
    {
        await foreach (var mark in context.JournalMarks.AsNoTracking().Where(row => row.Journal == journal).OrderBy(row => row.No).AsAsyncEnumerable().WithCancellation(stop))
        {
            var isShown = mark.Entry == 0 || shown is null || shown.Contains(mark.Entry);
            await writer.ItemAsync(JournalExportForm.Line(isShown ? mark.Content : null, ChainLink.HashOf(mark.Content), mark.No, mark.Previous, mark.Hash, null), stop);
        }
    }

    private static async Task EntriesAsync(StateContext context, JournalScope scope, JournalExportWriter writer, IProgress<long>? progress, CancellationToken stop)
    {
        var piece = new List<JournalRow>(Piece);
        await foreach (var row in RowsAsync(context, scope.Journal, stop))
        {
            piece.Add(row);
            if (piece.Count == Piece)
            {
                await PieceAsync(context, scope, piece, writer, stop);
                progress?.Report(row.No);
                piece.Clear();
            }
        }

        await PieceAsync(context, scope, piece, writer, stop);
    }

    private static async Task PieceAsync(StateContext context, JournalScope scope, List<JournalRow> piece, JournalExportWriter writer, CancellationToken stop)
    {
        var marks = await JournalMarks.LoadAsync(context, piece, stop);
        foreach (var row in piece)
        {
            var state = marks.Read(row).State;
            await writer.ItemAsync(Line(row, Shows(scope, row), state), stop);
        }
    }

    // An entry of the first form has no link of its own, so it cannot be hidden.
    private static string Line(JournalRow row, bool isShown, string state) => row.Previous.Length == 0
        ? JournalExportForm.OldLine(row.Content, row.Hash, state)
        : JournalExportForm.Line(isShown ? row.Content : null, ChainLink.HashOf(row.Content), row.No, row.Previous, row.Hash, state);

    private static bool Shows(JournalScope scope, JournalRow row)
    {
        if (scope is { From: null, To: null })
        {
            return scope.Shows(row.Room, default);
        }

        using var document = JsonDocument.Parse(row.Content);
        return scope.Shows(row.Room, document.RootElement.GetProperty("startedAt").GetDateTimeOffset());
    }

    private static async IAsyncEnumerable<JournalRow> RowsAsync(StateContext context, string journal, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var last = 0L;
        for (var count = Piece; count == Piece;)
        {
            var rows = await context.Journals.AsNoTracking().Where(row => row.Journal == journal && row.No > last).OrderBy(row => row.No).Take(Piece).ToListAsync(stop);
            foreach (var row in rows)
            {
                yield return row;
                last = row.No;
            }

            count = rows.Count;
        }
    }
}
