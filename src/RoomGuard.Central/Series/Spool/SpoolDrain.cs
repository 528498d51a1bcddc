using Microsoft.Extensions.Logging;
using RoomGuard.Central.Running;
using RoomGuard.Central.Telemetry;

namespace RoomGuard.Central.Series.Spool;

/// <summary>Brings what is on the disk to the series store, the oldest first, as soon as the store takes it.</summary>
internal sealed partial class SpoolDrain(SeriesSpool spool, SeriesWriter writer, CentralMeter meter, ILogger<SpoolDrain> logger)
{
    /// <summary>Runs until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var disk = new Outage();
        while (true)
        {
            var filled = spool.Filled;
            try
            {
                if (await spool.OldestAsync(stop) is { } path)
                {
                    await LetGoAsync(path, stop);
                }
                else
                {
                    await filled.WaitAsync(stop);
                }

                disk.End();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                if (disk.Begin(error.Message, spool.Folder))
                {
                    Log.Disk(logger, spool.Folder, error.Message);
                }

                await disk.WaitAsync(stop);
            }
        }
    }

    private async Task LetGoAsync(string path, CancellationToken stop)
    {
        try
        {
            await DrainAsync(path, stop);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.Unreadable(logger, path, error.Message);
            await spool.SetAsideAsync(path, stop);
            return;
        }

        await spool.RemoveAsync(path, stop);
    }

    private async Task DrainAsync(string path, CancellationToken stop)
    {
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite, Options = FileOptions.SequentialScan });
        var reader = new SpoolReader(file);
        var count = 0L;
        while (await reader.ReadAsync(stop) is { } samples)
        {
            await writer.DrainAsync(samples, stop);
            count += samples.Count;
        }

        Log.Drained(logger, count, path);
        if (reader.LostBytes > 0)
        {
            meter.SpoolLost(reader.LostBytes);
            Log.Lost(logger, reader.LostBytes, path);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4117, LogLevel.Error, "The folder {Folder} of samples that wait for the series store does not work: {Reason} Trying again until it does. Said once.")]
        internal static partial void Disk(ILogger logger, string folder, string reason);

        [LoggerMessage(4118, LogLevel.Error, "{Path} cannot be read and is set aside with the ending .unreadable: {Reason} Look at the disk; what was in it is not in the series store.")]
        internal static partial void Unreadable(ILogger logger, string path, string reason);

        [LoggerMessage(4115, LogLevel.Information, "{Samples} samples that waited in {Path} are in the series store.")]
        internal static partial void Drained(ILogger logger, long samples, string path);

        [LoggerMessage(4116, LogLevel.Warning, "{Bytes} bytes of {Path} are no whole batch and were passed over. After a power cut that is the batch that was being written, which was not acknowledged and comes again; otherwise look at the disk.")]
        internal static partial void Lost(ILogger logger, long bytes, string path);
    }
}
