using Microsoft.Data.Sqlite;
using RoomGuard.Central.Series.Rollups;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Series.Sqlite;

/// <summary>Roll-ups in the table <c>rollup</c> of the file of samples; column <c>tier</c> is the length of the bucket in minutes.</summary>
internal sealed class SqliteRollups(SqliteFile file) : IRollupStore
{
    // A point's roll-ups hold the samples of all its agents; no agent is called like this.
    private const string NoAgent = "";

    /// <inheritdoc/>
    public async Task WriteAsync(Tier tier, IReadOnlyList<Rollup> rollups, bool isAgain, CancellationToken stop)
    {
        try
        {
            await using var connection = await file.OpenAsync(stop);
            await using var transaction = await connection.BeginTransactionAsync(stop);
            await using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT OR REPLACE INTO rollup (series, tier, at, n, absent, min, max, sum, last, s) VALUES ($series, $tier, $at, $n, $absent, $min, $max, $sum, $last, $s)";
            var keys = file.Keys.Open(connection);
            foreach (var rollup in rollups)
            {
                insert.Parameters.Clear();
                insert.Parameters.AddWithValue("$series", await keys.FindAsync(rollup.Point, NoAgent, stop));
                insert.Parameters.AddWithValue("$tier", (int)tier);
                insert.Parameters.AddWithValue("$at", rollup.At.ToUnixTimeMilliseconds());
                insert.Parameters.AddWithValue("$n", rollup.Count);
                insert.Parameters.AddWithValue("$absent", rollup.Absent);
                insert.Parameters.AddWithValue("$min", (object?)rollup.Min ?? DBNull.Value);
                insert.Parameters.AddWithValue("$max", (object?)rollup.Max ?? DBNull.Value);
                insert.Parameters.AddWithValue("$sum", (object?)rollup.Sum ?? DBNull.Value);
                insert.Parameters.AddWithValue("$last", (object?)rollup.Last ?? DBNull.Value);
                insert.Parameters.AddWithValue("$s", (object?)rollup.Text ?? DBNull.Value);
                await insert.ExecuteNonQueryAsync(stop);
            }

            await transaction.CommitAsync(stop);
            file.Keys.Keep(keys);
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Unavailable(error);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Rollup>> ReadAsync(Tier tier, PointId point, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken stop)
    {
        try
        {
            await using var connection = await file.OpenAsync(stop);
            await using var select = connection.CreateCommand();
            select.CommandText = """
                SELECT at, n, absent, min, max, sum, last, s FROM rollup JOIN series ON series.id = rollup.series
                WHERE signal = $signal AND equipment = $equipment AND room = $room AND site = $site AND agent = $agent AND tier = $tier AND at >= $from AND at < $to ORDER BY at LIMIT $limit
                """;
            select.Parameters.AddWithValue("$site", point.Site);
            select.Parameters.AddWithValue("$room", point.Room);
            select.Parameters.AddWithValue("$equipment", point.Equipment);
            select.Parameters.AddWithValue("$signal", point.Signal);
            select.Parameters.AddWithValue("$agent", NoAgent);
            select.Parameters.AddWithValue("$tier", (int)tier);
            select.Parameters.AddWithValue("$from", from.ToUnixTimeMilliseconds());
            select.Parameters.AddWithValue("$to", to.ToUnixTimeMilliseconds());
            select.Parameters.AddWithValue("$limit", limit);
            var rollups = new List<Rollup>();
            await using var row = await select.ExecuteReaderAsync(stop);
            while (await row.ReadAsync(stop))
            {
                rollups.Add(new Rollup(point, DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), row.GetInt64(1), row.GetInt64(2))
                {
                    Min = Number(row, 3),
                    Max = Number(row, 4),
                    Sum = Number(row, 5),
                    Last = Number(row, 6),
                    Text = row.IsDBNull(7) ? null : row.GetString(7),
                });
            }

            return rollups;
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Unavailable(error);
        }
    }

    private static double? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);
}
