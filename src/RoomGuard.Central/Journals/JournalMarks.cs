using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Store;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals;

/// <summary>What was done to some entries, and which of their volumes are closed.</summary>
internal sealed class JournalMarks
{
    private readonly ILookup<(string Journal, long No), JournalMark> _marks;
    private readonly HashSet<(string Journal, int Volume)> _closed;

    private JournalMarks(IEnumerable<JournalMark> marks, IEnumerable<JournalMark> closed)
    {
        _marks = marks.ToLookup(mark => (mark.Journal, mark.Entry ?? 0));
        _closed = [.. closed.Select(mark => (mark.Journal, mark.Volume ?? 0))];
    }

    /// <summary>Loads what belongs to <paramref name="rows"/>.</summary>
    public static async Task<JournalMarks> LoadAsync(StateContext context, IReadOnlyList<JournalRow> rows, CancellationToken stop)
    {
        var marks = new List<JournalMarkRow>();
        var closed = new List<JournalMarkRow>();
        foreach (var journal in rows.GroupBy(row => row.Journal, StringComparer.Ordinal))
        {
            var (name, from, until) = (journal.Key, journal.Min(row => row.No), journal.Max(row => row.No));
            marks.AddRange(await context.JournalMarks.AsNoTracking().Where(mark => mark.Journal == name && mark.Entry >= from && mark.Entry <= until).OrderBy(mark => mark.No).ToListAsync(stop));
            closed.AddRange(await context.JournalMarks.AsNoTracking().Where(mark => mark.Journal == name && mark.Entry == 0 && mark.Kind == JournalMark.VolumeClosed).ToListAsync(stop));
        }

        return new JournalMarks(marks.Select(Read).OfType<JournalMark>(), closed.Select(Read).OfType<JournalMark>());
    }

    /// <summary>The entry of a row, with its marks and the state they give it.</summary>
    public JournalEntry Read(JournalRow row)
    {
        var entry = JournalContent.Read(row);
        IReadOnlyList<JournalMark> marks = [.. _marks[(row.Journal, row.No)]];
        var state = _closed.Contains((row.Journal, entry.Volume)) ? "closed"
            : marks.Any(mark => mark.Kind == JournalMark.WasSigned) ? "signed"
            : marks.Any(mark => mark.Kind == JournalMark.WasReviewed) ? "reviewed"
            : "draft";
        return entry with { State = state, Marks = marks };
    }

    private static JournalMark? Read(JournalMarkRow row) => JournalMark.Read(row.Content);
}
