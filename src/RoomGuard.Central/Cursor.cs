using System.Globalization;

namespace RoomGuard.Central;

/// <summary>The place in a list that a page ended at, as callers hand it back.</summary>
internal static class Cursor
{
    /// <summary>Most items of one page.</summary>
    public const int MaxLimit = 1_000;

    /// <summary>The cursor after the row with this number.</summary>
    public static string Of(long row) => row.ToString(CultureInfo.InvariantCulture);

    /// <summary>Parses a cursor; null is the start of the list. False for anything we never gave out.</summary>
    public static bool TryParse(string? text, out long? row)
    {
        row = null;
        if (text is null)
        {
            return true;
        }

        var holds = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        row = number;
        return holds;
    }

    /// <summary>Makes a page of rows that were asked for with one more than <paramref name="limit"/>.</summary>
    public static Page<TItem> Page<TRow, TItem>(IReadOnlyList<TRow> rows, int limit, Func<TRow, long> number, Func<TRow, TItem> item) => new(
        [.. rows.Take(limit).Select(item)],
        rows.Count > limit ? Of(number(rows[limit - 1])) : null);
}
