using Microsoft.Extensions.Logging;
using RoomGuard.Central.Options;

namespace RoomGuard.Central.Series.Influx;

/// <summary>Makes the database when the server has none and our user may; InfluxDB 1 only, later versions are prepared by their operators.</summary>
internal sealed partial class InfluxProvisioner(InfluxHttp http, InfluxOptions options, ILogger<InfluxProvisioner> logger)
{
    /// <summary>Asks for the database.</summary>
    /// <returns>Whether the server made it, or had it already.</returns>
    public async Task<bool> TryCreateAsync(CancellationToken stop)
    {
        try
        {
            await http.QueryAsync($"CREATE DATABASE {InfluxQl.Name(options.Database)}", new Dictionary<string, object>(), stop);
            Log.Created(logger, options.Database);
            return true;
        }
        catch (SeriesUnavailableException error)
        {
            Log.NotAllowed(logger, options.Database, error.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4102, LogLevel.Information, "The series store had no database {Database}; it was created.")]
        internal static partial void Created(ILogger logger, string database);

        [LoggerMessage(4103, LogLevel.Debug, "The database {Database} is not there and could not be created: {Reason}")]
        internal static partial void NotAllowed(ILogger logger, string database, string reason);
    }
}
