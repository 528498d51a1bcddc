using System.Globalization;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Telemetry;

namespace RoomGuard.Central.Series.Influx;

/// <summary>Lines the series store would never take, set aside in a file for an engineer, and counted. Safe for several threads.</summary>
/// <param name="path">The file; it stops growing at <see cref="MaxBytes"/>, the count goes on.</param>
internal sealed partial class RefusedLines(string path, CentralMeter meter, TimeProvider clock, ILogger<RefusedLines> logger)
{
    /// <summary>Largest size of the file, in bytes.</summary>
    public const long MaxBytes = 16 * 1024 * 1024;

    private readonly Lock _writing = new();
    private bool _wasSaid;

    /// <summary>Sets lines aside.</summary>
    /// <param name="reason">What the store said of them.</param>
    /// <exception cref="SeriesUnavailableException">The file cannot be written; nobody would ever see them again.</exception>
    public void Add(IReadOnlyCollection<string> lines, string reason)
    {
        meter.SeriesRefused(lines.Count);
        lock (_writing)
        {
            if (!_wasSaid)
            {
                _wasSaid = true;
                Log.SetAside(logger, lines.Count, reason, path);
            }

            try
            {
                Append(lines, reason.ReplaceLineEndings(" "));
            }
            catch (IOException error)
            {
                throw new SeriesUnavailableException($"Lines that the series store refused cannot be set aside: {error.Message}", error);
            }
        }
    }

    private void Append(IReadOnlyCollection<string> lines, string reason)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length < MaxBytes)
        {
            var now = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
            File.AppendAllLines(path, lines.Prepend($"# {now} {reason}"));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Error, "The series store refused {Lines} lines for good: {Reason}. They are set aside in {Path}. Said once; roomguard_series_refused_total counts on.")]
        internal static partial void SetAside(ILogger logger, int lines, string reason, string path);
    }
}
