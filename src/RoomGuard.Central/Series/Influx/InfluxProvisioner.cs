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
        if (options.Token is not null)
        {
            return false;
        }

        try
        {
            await http.QueryAsync($"CREATE DATABASE {InfluxQl.Name(options.Database)}", InfluxOptions.DefaultRetention, stop);
            Log.Created(logger, options.Database);
            return true;
        }
        catch (SeriesUnavailableException error)
        {
            Log.NotAllowed(logger, options.Database, error.Message);
            return false;
        }
    }

    /// <summary>Makes our own retention policies, or alters those that are there to what the settings say.</summary>
    /// <exception cref="SeriesUnavailableException">The server does not answer, or does not let us.</exception>
    public async Task MakePoliciesAsync(CancellationToken stop)
    {
        foreach (var (name, kept) in options.Policies)
        {
            var policy = $"RETENTION POLICY {InfluxQl.Name(name)} ON {InfluxQl.Name(options.Database)} DURATION {FormattableString.Invariant($"{(long)kept.TotalSeconds}")}s";
            try
            {
                await http.QueryAsync($"CREATE {policy} REPLICATION 1", InfluxOptions.DefaultRetention, stop);
            }
            catch (SeriesUnavailableException error) when (error.Message.Contains("already exists", StringComparison.Ordinal))
            {
                await http.QueryAsync($"ALTER {policy}", InfluxOptions.DefaultRetention, stop);
            }

            Log.Policy(logger, name, kept);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4104, LogLevel.Information, "The retention policy {Policy} of the series store keeps {Kept}.")]
        internal static partial void Policy(ILogger logger, string policy, TimeSpan kept);

        [LoggerMessage(4102, LogLevel.Information, "The series store had no database {Database}; it was created.")]
        internal static partial void Created(ILogger logger, string database);

        [LoggerMessage(4103, LogLevel.Debug, "The database {Database} is not there and could not be created: {Reason}")]
        internal static partial void NotAllowed(ILogger logger, string database, string reason);
    }
}
