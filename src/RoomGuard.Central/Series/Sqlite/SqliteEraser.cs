using Microsoft.Data.Sqlite;
using RoomGuard.Central.Options;
using RoomGuard.Central.Series.Rollups;

namespace RoomGuard.Central.Series.Sqlite;

/// <summary>Erases from the file what its retention has let go, series by series in small steps, so that nobody waits for it.</summary>
internal sealed class SqliteEraser(SqliteFile file, SeriesRetention retention, TimeProvider clock)
{
    // Some milliseconds of writing: what a batch of samples may wait.
    private const int Rows = 2_000;

    private static readonly TimeSpan Round = TimeSpan.FromHours(1);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    /// <summary>Erases once in an hour until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await EraseAsync(Breath, stop);
            }
            catch (SqliteException)
            {
                // Whoever writes samples says what is amiss with the file; what is too old can wait an hour more.
            }

            await Task.Delay(Round, stop);
        }
    }

    /// <summary>Erases everything that is too old now.</summary>
    /// <param name="breath">Rest between two steps.</param>
    /// <returns>How many rows went.</returns>
    public async Task<long> EraseAsync(TimeSpan breath, CancellationToken stop)
    {
        var rows = 0L;
        var tables = new (string Table, TimeSpan? Kept)[]
        {
            ("sample WHERE series = $series AND at < $cut", retention.Raw),
            ($"rollup WHERE series = $series AND tier = {(int)Tier.Minute} AND at < $cut", retention.Minute),
            ($"rollup WHERE series = $series AND tier = {(int)Tier.Quarter} AND at < $cut", retention.Quarter),
        };
        foreach (var (table, kept) in tables)
        {
            if (kept is { } time)
            {
                var cut = (clock.GetUtcNow() - time).ToUnixTimeMilliseconds();
                for (var series = await NextAsync(0, stop); series is { } one; series = await NextAsync(one, stop))
                {
                    rows += await EraseAsync(table, one, cut, breath, stop);
                }
            }
        }

        return rows;
    }

    private async Task<long> EraseAsync(string table, long series, long cut, TimeSpan breath, CancellationToken stop)
    {
        var all = 0L;
        while (true)
        {
            await using var connection = await file.OpenAsync(stop);
            await using var delete = connection.CreateCommand();
            delete.CommandText = $"DELETE FROM {table} AND at < (SELECT coalesce(max(at) + 1, 0) FROM (SELECT at FROM {table} ORDER BY at LIMIT {Rows}))";
            delete.Parameters.AddWithValue("$series", series);
            delete.Parameters.AddWithValue("$cut", cut);
            var rows = await delete.ExecuteNonQueryAsync(stop);
            all += rows;
            if (rows < Rows)
            {
                return all;
            }

            await Task.Delay(breath, stop);
        }
    }

    private async Task<long?> NextAsync(long after, CancellationToken stop)
    {
        await using var connection = await file.OpenAsync(stop);
        await using var select = connection.CreateCommand();
        select.CommandText = "SELECT min(id) FROM series WHERE id > $after";
        select.Parameters.AddWithValue("$after", after);
        return await select.ExecuteScalarAsync(stop) as long?;
    }
}
