using Microsoft.Extensions.Logging;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Options;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Sites;

/// <summary>Tells when machines that share the rooms have different site models in force: said once when it begins and once when it is over, and in <c>/readyz</c>.</summary>
internal sealed partial class ModelComparison(CentralOptions options, SiteBook book, RoomSilo silo, StateGate gate, ILogger<ModelComparison> logger)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    /// <summary>Compares until <paramref name="stop"/>; a centre that is alone has nobody to compare with.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await gate.Ready.WaitAsync(stop);
        if (options.Cluster is not { } cluster)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            return;
        }

        while (true)
        {
            try
            {
                Note(await silo.Models.ReportAsync(cluster.Silo, book.Current.Contents.Hash));
            }
            catch (Exception error) when (error is TimeoutException or OrleansException)
            {
                // The machine that keeps the reports has just died; the next one starts with none.
                Log.Missed(logger, error);
            }

            await Task.Delay(Pace, stop);
        }
    }

    private void Note(string[] others)
    {
        var wasEqual = book.Others.Count == 0;
        book.Compare(others, TimeProvider.System.GetUtcNow());
        if (wasEqual && others.Length > 0)
        {
            Log.Different(logger, string.Join(", ", others), book.Current.Contents.Hash[..16]);
        }
        else if (!wasEqual && others.Length == 0)
        {
            Log.Equal(logger, book.Current.Contents.Hash[..16]);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4510, LogLevel.Error, "Machines {Others} have another site model in force than this one (sha256 {Hash}): a room that only some of them know is watched now and then. Bring the same files to all of them.")]
        internal static partial void Different(ILogger logger, string others, string hash);

        [LoggerMessage(4511, LogLevel.Information, "All machines have the same site model in force, sha256 {Hash}.")]
        internal static partial void Equal(ILogger logger, string hash);

        [LoggerMessage(4512, LogLevel.Information, "Site models could not be compared; the next round tries again.")]
        internal static partial void Missed(ILogger logger, Exception error);
    }
}
