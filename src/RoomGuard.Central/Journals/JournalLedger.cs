using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Journals.Exports;
using RoomGuard.Central.Store;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals;

/// <summary>The journals, to be read. Entries and marks come only from <see cref="Store.StateStore"/>. Safe for several threads.</summary>
public sealed class JournalLedger
{
    private readonly IDbContextFactory<StateContext> _contexts;

    internal JournalLedger(IDbContextFactory<StateContext> contexts) => _contexts = contexts;

    /// <summary>Reads one page.</summary>
    /// <exception cref="ArgumentException">The cursor is not one of ours, or the limit is out of range.</exception>
    public async Task<Page<JournalEntry>> ReadAsync(JournalQuery query, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, Cursor.MaxLimit);
        if (!Cursor.TryParse(query.Cursor, out var place))
        {
            throw new ArgumentException($"\"{query.Cursor}\" is not a cursor.", nameof(query));
        }

        await using var context = _contexts.CreateDbContext();
        var rows = context.Journals.AsNoTracking();
        if (place is { } id)
        {
            rows = query.NewestFirst ? rows.Where(row => row.Id < id) : rows.Where(row => row.Id > id);
        }

        if (query.Journal is { } journal)
        {
            rows = rows.Where(row => row.Journal == journal);
        }

        if (query.Room is { } room)
        {
            rows = rows.Where(row => row.Room == room);
        }

        if (query.UpTo is { } upTo)
        {
            rows = rows.Where(row => row.No <= upTo);
        }

        if (query.IsWaiting)
        {
            rows = Waiting(context, rows, query.Journal ?? throw new ArgumentException("Entries wait in one journal; none is named.", nameof(query)), await ClosedToAsync(context, query.Journal, stop));
        }

        rows = query.NewestFirst ? rows.OrderByDescending(row => row.Id) : rows.OrderBy(row => row.Id);
        var page = await rows.Take(query.Limit + 1).ToListAsync(stop);
        var marks = await JournalMarks.LoadAsync(context, page, stop);
        return Cursor.Page(page, query.Limit, row => row.Id, marks.Read);
    }

    /// <summary>One entry; null when there is none with this number.</summary>
    public async Task<JournalEntry?> FindAsync(string journal, long no, CancellationToken stop)
    {
        await using var context = _contexts.CreateDbContext();
        var row = await context.Journals.AsNoTracking().FirstOrDefaultAsync(row => row.Journal == journal && row.No == no, stop);
        return row is null ? null : (await JournalMarks.LoadAsync(context, [row], stop)).Read(row);
    }

    /// <summary>The entry that a draft became; null when it became none.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>; empty for none.</param>
    public async Task<JournalEntry?> FindAsync(string room, string draftKey, CancellationToken stop)
    {
        await using var context = _contexts.CreateDbContext();
        var key = $"{room}|{draftKey}";
        var row = await context.Journals.AsNoTracking().FirstOrDefaultAsync(row => row.DraftKey == key, stop);
        return row is null ? null : (await JournalMarks.LoadAsync(context, [row], stop)).Read(row);
    }

    /// <summary>The volumes of a journal, the oldest first.</summary>
    public async Task<IReadOnlyList<JournalVolume>> ReadVolumesAsync(string journal, CancellationToken stop)
    {
        await using var context = _contexts.CreateDbContext();
        var rows = await context.JournalMarks.AsNoTracking().Where(row => row.Journal == journal && row.Entry == 0).OrderBy(row => row.No).ToListAsync(stop);
        return JournalVolume.Of([.. rows.Select(row => JournalMark.Read(row.Content)).OfType<JournalMark>()]);
    }

    /// <summary>How a journal stands: what is in it, and what waits for a signature.</summary>
    public async Task<JournalStanding> ReadStandingAsync(string journal, CancellationToken stop)
    {
        var volumes = await ReadVolumesAsync(journal, stop);
        await using var context = _contexts.CreateDbContext();
        var closedTo = await ClosedToAsync(context, journal, stop);
        var rows = context.Journals.AsNoTracking().Where(row => row.Journal == journal);
        var open = await rows.LongCountAsync(row => row.No > closedTo, stop);
        var signed = await context.JournalMarks.AsNoTracking()
            .Where(mark => mark.Journal == journal && mark.Entry > closedTo && mark.Kind == JournalMark.WasSigned)
            .Select(mark => mark.Entry).Distinct().LongCountAsync(stop);
        var oldest = open == signed ? null : await Waiting(context, rows, journal, closedTo).OrderBy(row => row.No).FirstOrDefaultAsync(stop);
        return new JournalStanding(
            await rows.LongCountAsync(stop),
            open - signed,
            oldest is null ? null : JournalContent.Read(oldest).RecordedAt,
            volumes is [.., { Closed: null } newest] ? newest : null);
    }

    /// <summary>Later entries that complete or put right some of <paramref name="entries"/>, in the order of their numbers.</summary>
    /// <param name="entries">Entries of one journal.</param>
    public async Task<IReadOnlyList<JournalLink>> ReadLinksAsync(IReadOnlyList<JournalEntry> entries, CancellationToken stop)
    {
        if (entries.Count == 0)
        {
            return [];
        }

        var (journal, first, nos) = (entries[0].Journal, entries.Min(entry => entry.No), entries.Select(entry => entry.No).ToHashSet());
        await using var context = _contexts.CreateDbContext();
        var later = context.Journals.AsNoTracking()
            .Where(row => row.Journal == journal && row.No > first)
            .Where(row => row.Content.StartsWith(JournalContent.StartsCompleting) || row.Content.StartsWith(JournalContent.StartsCorrecting))
            .Select(row => new { row.No, Start = row.Content.Substring(0, JournalContent.LinksWithin) });
        var found = new List<long>();
        await foreach (var row in later.AsAsyncEnumerable().WithCancellation(stop))
        {
            if (JournalContent.ReadLinks(row.Start).Any(nos.Contains))
            {
                found.Add(row.No);
            }
        }

        var rows = await context.Journals.AsNoTracking().Where(row => row.Journal == journal && found.Contains(row.No)).OrderBy(row => row.No).ToListAsync(stop);
        return [.. rows.Select(JournalContent.Read).Select(entry => new JournalLink(entry.No, entry.Completes, entry.Corrects, entry.EndedAt))];
    }

    /// <summary>Every entry of a journal in the order of its numbers, with its marks; a page at a time, so that no journal is too long.</summary>
    public async IAsyncEnumerable<JournalEntry> ReadAllAsync(string journal, [EnumeratorCancellation] CancellationToken stop)
    {
        const int Piece = 2_000;
        await using var context = _contexts.CreateDbContext();
        var last = 0L;
        for (var more = true; more;)
        {
            var rows = await context.Journals.AsNoTracking().Where(row => row.Journal == journal && row.No > last).OrderBy(row => row.No).Take(Piece).ToListAsync(stop);
            var marks = await JournalMarks.LoadAsync(context, rows, stop);
            foreach (var row in rows)
            {
                yield return marks.Read(row);
                last = row.No;
            }

            more = rows.Count == Piece;
        }
    }

    /// <summary>Which entries of a journal put others right and complete others.</summary>
    internal async Task<JournalLinks> ReadLinksAsync(string journal, CancellationToken stop)
    {
        await using var context = _contexts.CreateDbContext();
        var (corrected, completed) = (new Dictionary<long, long>(), new Dictionary<long, long>());
        var rows = context.Journals.AsNoTracking().Where(row => row.Journal == journal && (row.Content.Contains("\"corrects\":") || row.Content.Contains("\"completes\":"))).OrderBy(row => row.No);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(stop))
        {
            var entry = JournalContent.Read(row);
            if (entry.Corrects is { } wrong)
            {
                corrected[wrong] = row.No;
            }

            if (entry.Completes is { } first)
            {
                completed[first] = row.No;
            }
        }

        return new JournalLinks(corrected, completed);
    }

    /// <summary>Which of some drafts became entries already.</summary>
    internal async Task<HashSet<(string Room, string Key)>> FindKnownAsync(IReadOnlyList<(string Room, string Key)> drafts, CancellationToken stop)
    {
        const int Piece = 400;
        await using var context = _contexts.CreateDbContext();
        var known = new HashSet<(string, string)>();
        foreach (var piece in drafts.Chunk(Piece))
        {
            var keys = piece.ToDictionary(draft => $"{draft.Room}|{draft.Key}", StringComparer.Ordinal);
            var wanted = keys.Keys.ToList();
            foreach (var key in await context.Journals.AsNoTracking().Where(row => wanted.Contains(row.DraftKey)).Select(row => row.DraftKey).ToListAsync(stop))
            {
                known.Add(keys[key]);
            }
        }

        return known;
    }

    /// <summary>How many entries each journal has.</summary>
    internal async Task<IReadOnlyDictionary<string, JournalHeadRow>> ReadHeadsAsync(CancellationToken stop)
    {
        await using var context = _contexts.CreateDbContext();
        return await context.JournalHeads.AsNoTracking().ToDictionaryAsync(head => head.Journal, StringComparer.Ordinal, stop);
    }

    /// <summary>Checks the whole chain of a journal and of its marks against its head.</summary>
    /// <returns>What does not hold, in the order of the entries; empty for an unbroken journal.</returns>
    public async Task<IReadOnlyList<JournalFault>> VerifyAsync(string journal, CancellationToken stop)
    {
        await using var context = _contexts.CreateDbContext();
        var head = await context.JournalHeads.AsNoTracking().FirstOrDefaultAsync(row => row.Journal == journal, stop);
        var marks = await context.JournalMarks.AsNoTracking().Where(row => row.Journal == journal).OrderBy(row => row.No).ToListAsync(stop);
        var chain = new JournalChain(journal, marks);
        await foreach (var row in context.Journals.AsNoTracking().Where(row => row.Journal == journal).OrderBy(row => row.No).AsAsyncEnumerable().WithCancellation(stop))
        {
            chain.Check(row);
        }

        chain.CheckHead(head);
        return chain.Faults;
    }

    private static IQueryable<JournalRow> Waiting(StateContext context, IQueryable<JournalRow> rows, string journal, long closedTo) => rows.Where(row =>
        row.Journal == journal && row.No > closedTo && !context.JournalMarks.Any(mark => mark.Journal == journal && mark.Entry == row.No && mark.Kind == JournalMark.WasSigned));

    // Volumes are closed one after the other: what they hold is everything up to the last entry of the newest closed one.
    private static async Task<long> ClosedToAsync(StateContext context, string journal, CancellationToken stop)
    {
        var newest = await context.JournalMarks.AsNoTracking()
            .Where(mark => mark.Journal == journal && mark.Entry == 0 && mark.Kind == JournalMark.VolumeClosed)
            .OrderByDescending(mark => mark.No).FirstOrDefaultAsync(stop);
        return newest is null ? 0 : JournalMark.Read(newest.Content)?.Last ?? 0;
    }
}
