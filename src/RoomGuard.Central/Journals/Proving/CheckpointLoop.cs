using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Options;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Store;
using RoomGuard.Contract.Topics;

namespace RoomGuard.Central.Journals.Proving;

/// <summary>Has checkpoints made from time to time, and publishes the newest to every site: agents keep them as witnesses.</summary>
/// <remarks>Where several machines share the rooms, the one that leads does.</remarks>
internal sealed partial class CheckpointLoop(
    CentralOptions options, CheckpointMaker maker, BrokerLinks links, SiteBook sites, StateGate gate, ClusterSeat seat, ILogger<CheckpointLoop> logger)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>Signs and publishes until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await gate.Ready.WaitAsync(stop);
        await seat.LeadAsync(LeadAsync, stop);
    }

    // By real time: witnesses do not live faster because a demonstration does.
    private async Task LeadAsync(CancellationToken stop)
    {
        var published = new Dictionary<string, string>(StringComparer.Ordinal);
        var isFailing = false;
        while (true)
        {
            var pause = options.Journals.CheckpointEvery;
            try
            {
                if (await maker.MakeAsync(stop) is { } newest && !await PublishAsync(Encoding.UTF8.GetBytes(newest.Write()), newest.Hash, published, stop))
                {
                    pause = Again;
                }

                isFailing = false;
            }
            catch (CryptographicException error)
            {
                if (!isFailing)
                {
                    Log.NotSigned(logger, error.Message);
                    isFailing = true;
                }
            }

            await Task.Delay(pause, stop);
        }
    }

    // One that was given to the broker once stays there for whoever comes later.
    private async Task<bool> PublishAsync(byte[] payload, string hash, Dictionary<string, string> published, CancellationToken stop)
    {
        var isDone = true;
        foreach (var site in sites.Current.Sites.Where(site => published.GetValueOrDefault(site.Id) != hash))
        {
            if (await links.Main.TryPublishAsync(new JournalHeadTopic(site.Id).ToString(), payload, isRetained: true, stop))
            {
                published[site.Id] = hash;
            }
            else
            {
                isDone = false;
            }
        }

        return isDone;
    }

    private static partial class Log
    {
        [LoggerMessage(4903, LogLevel.Error, "The journals could not be signed: {Reason} Entries are kept and chained all the same; nothing newer is witnessed until the key works again. Said once; tried again all the time.")]
        internal static partial void NotSigned(ILogger logger, string reason);
    }
}
