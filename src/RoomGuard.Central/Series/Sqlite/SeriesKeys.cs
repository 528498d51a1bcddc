using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Series.Sqlite;

/// <summary>The numbers of the series in a SQLite file, kept in memory so that a sample costs one statement. Safe for several threads.</summary>
internal sealed class SeriesKeys
{
    /// <summary>Most numbers kept; with more, all are forgotten and read again.</summary>
    public const int Max = 100_000;

    private readonly ConcurrentDictionary<(PointId Point, string Agent), long> _known = new();

    /// <summary>Looks numbers up inside a transaction. What it finds is real only once that has been committed.</summary>
    public Lookup Open(SqliteConnection connection) => new(this, connection);

    /// <summary>Keeps what a committed transaction found.</summary>
    public void Keep(Lookup lookup)
    {
        if (_known.Count > Max)
        {
            _known.Clear();
        }

        foreach (var (key, number) in lookup.Found)
        {
            _known[key] = number;
        }
    }

    /// <summary>The numbers as one transaction sees them. Not for sharing.</summary>
    internal sealed class Lookup(SeriesKeys keys, SqliteConnection connection)
    {
        private readonly Dictionary<(PointId Point, string Agent), long> _found = [];

        /// <summary>Numbers that had to be looked up.</summary>
        public IReadOnlyDictionary<(PointId Point, string Agent), long> Found => _found;

        /// <summary>The number of a series; a new series gets one.</summary>
        public async Task<long> FindAsync(PointId point, string agent, CancellationToken stop)
        {
            var key = (point, agent);
            if (keys._known.TryGetValue(key, out var number) || _found.TryGetValue(key, out number))
            {
                return number;
            }

            return _found[key] = await ReadAsync(key, stop);
        }

        private async Task<long> ReadAsync((PointId Point, string Agent) key, CancellationToken stop)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = """
                INSERT INTO series (site, room, equipment, signal, agent) VALUES ($site, $room, $equipment, $signal, $agent) ON CONFLICT DO NOTHING;
                SELECT id FROM series WHERE signal = $signal AND equipment = $equipment AND room = $room AND site = $site AND agent = $agent;
                """;
            command.Parameters.AddWithValue("$site", key.Point.Site);
            command.Parameters.AddWithValue("$room", key.Point.Room);
            command.Parameters.AddWithValue("$equipment", key.Point.Equipment);
            command.Parameters.AddWithValue("$signal", key.Point.Signal);
            command.Parameters.AddWithValue("$agent", key.Agent);
            return Convert.ToInt64(await command.ExecuteScalarAsync(stop), CultureInfo.InvariantCulture);
        }
    }
}
