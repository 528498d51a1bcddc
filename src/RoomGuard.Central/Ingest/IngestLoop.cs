using System.Diagnostics;
using System.Threading.Channels;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Series;
using RoomGuard.Central.Store;
using RoomGuard.Central.Telemetry;
using RoomGuard.Contract.Topics;

namespace RoomGuard.Central.Ingest;

/// <summary>The way of a message: read, told from a second delivery, its samples stored and its rooms stored, acknowledged. So that a kill at any instant loses and doubles nothing.</summary>
/// <remarks>
/// Samples and rooms are stored at the same time: an alarm does not wait for the series store. Several batches are on their way at once: each room hears them
/// in the order of their coming, and one that stores an alarm does not hold up the others. Messages are acknowledged in the order of their coming.
/// </remarks>
internal sealed class IngestLoop(IngestParts parts, MessageReader reader, CentralMeter meter, TimeProvider clock)
{
    /// <summary>Most messages of one batch.</summary>
    public const int MaxMessages = 2_000;

    private static readonly string LiveEnd = AgentTopic.FilterFor(AgentTopicKind.Live)[AgentTopic.FilterFor(AgentTopicKind.Live).LastIndexOf('/')..];

    // Samples of so many batches may be on their way to the series store.
    private const int MaxBatches = 16;

    // So many may be on their way to the rooms: enough that one commit holds up nobody, and few enough that what comes meanwhile goes together.
    private const int MaxBatchesAtRooms = 4;

    // A broker with its default limits has no more than 20 on their way: they must not wait for others that cannot come.
    private const int Crowd = 15;

    // At this pace what comes in between goes together; a lone message never waits, and a crowd does not either.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

    /// <summary>Takes messages from the broker until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        parts.Inflow.Clear();
        parts.Router.Start();
        var messages = Channel.CreateUnbounded<IncomingMessage>();
        parts.Pulse.Start(() => messages.Reader.Count);

        // When this loop fails, its connection ends with it: the broker then delivers again what was not acknowledged.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var link = ConnectAsync(messages.Writer, end.Token);
        try
        {
            await parts.Gate.Ready.WaitAsync(stop);
            await WorkAsync(messages.Reader, end);
        }
        finally
        {
            await end.CancelAsync();
            await link.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A machine that has all rooms listens while it reads them: as much as may wait waits. One of several would keep others from what they could do at once.
    private async Task ConnectAsync(ChannelWriter<IncomingMessage> messages, CancellationToken stop)
    {
        if (!parts.Links.IsAlone)
        {
            await parts.Gate.Ready.WaitAsync(stop);
        }

        await parts.Links.RunAsync(messages, stop);
    }

    private async Task WorkAsync(ChannelReader<IncomingMessage> messages, CancellationTokenSource end)
    {
        var stop = end.Token;
        var book = new DeliveryBook(await parts.Gate.ReadAsync(() => parts.Store.LoadWatermarksAsync(stop), stop));
        parts.Desk.Start(await parts.Gate.ReadAsync(() => parts.Store.LoadAgentNamesAsync(AgentDesk.MostAgents, stop), stop));
        var batches = Channel.CreateBounded<IngestBatch>(new BoundedChannelOptions(MaxBatches) { SingleReader = true, SingleWriter = true });
        var desk = parts.Desk.RunAsync(stop);
        var receipts = parts.Receipts.RunAsync(stop);
        var acknowledging = AcknowledgeAsync(batches.Reader, stop);
        try
        {
            await await Task.WhenAny(TakeAsync(messages, batches.Writer, book, stop), acknowledging, receipts, desk);
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(receipts, desk, acknowledging).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TakeAsync(ChannelReader<IncomingMessage> messages, ChannelWriter<IngestBatch> batches, DeliveryBook book, CancellationToken stop)
    {
        var last = 0L;
        var atRooms = new Queue<Task>(MaxBatchesAtRooms);
        while (await messages.WaitToReadAsync(stop))
        {
            await GatherAsync(messages, last, stop);
            last = Stopwatch.GetTimestamp();
            using var activity = CentralTrace.Begin("ingest batch");
            var batch = Read(messages, book);
            parts.Pulse.Taken();
            activity?.SetTag("messages", batch.Messages.Count).SetTag("samples", batch.Samples.Count);
            batch.Series = batch.Samples.Count > 0 ? StoreAsync(batch, stop) : Task.CompletedTask;
            batch.Rooms = parts.Router.BringAsync(batch.News, stop);
            await batches.WriteAsync(batch, stop);
            atRooms.Enqueue(batch.Rooms);
            while (atRooms.Count == MaxBatchesAtRooms || (atRooms.TryPeek(out var oldest) && oldest.IsCompleted))
            {
                await atRooms.Dequeue();
            }
        }
    }

    private async Task StoreAsync(IngestBatch batch, CancellationToken stop)
    {
        using var activity = CentralTrace.Start("series write");
        var started = Stopwatch.GetTimestamp();
        await parts.Series.WriteAsync(batch.Samples, stop);
        meter.Pace.Series(started);
    }

    private async Task AcknowledgeAsync(ChannelReader<IngestBatch> batches, CancellationToken stop)
    {
        await foreach (var batch in batches.ReadAllAsync(stop))
        {
            await Task.WhenAll(batch.Series, batch.Rooms);
            foreach (var message in batch.Messages)
            {
                await message.AcknowledgeAsync(stop);
            }

            foreach (var pack in batch.Packs)
            {
                parts.Receipts.Add(pack);
            }

            if (batch.Samples.Count > 0)
            {
                meter.SeriesLag(clock.GetUtcNow() - batch.NewestAt);
            }

            parts.Pulse.Stored(batch.NewestLiveAt is { } at ? clock.GetUtcNow() - at : null);
            meter.Batch(batch.Messages.Count, batch.Samples.Count, Stopwatch.GetElapsedTime(batch.Started));
        }
    }

    private static async Task GatherAsync(ChannelReader<IncomingMessage> messages, long last, CancellationToken stop)
    {
        var rest = Pace - Stopwatch.GetElapsedTime(last);
        if (last != 0 && rest > TimeSpan.Zero && messages.Count < Crowd)
        {
            await Task.Delay(rest, stop);
        }
    }

    private IngestBatch Read(ChannelReader<IncomingMessage> messages, DeliveryBook book)
    {
        var batch = new IngestBatch();
        var now = clock.GetUtcNow();
        for (var taken = 0; taken < MaxMessages && messages.TryRead(out var message); taken++)
        {
            var read = reader.Read(message, now);
            if (read.News is BirthNews or ConnectionNews)
            {
                batch.Messages.AddRange(parts.Desk.Take(read.News, message));
                continue;
            }

            batch.Messages.Add(message);
            if (read.Number is { } number)
            {
                // The agent hears of a second delivery too: its first receipt may be lost.
                batch.Packs.Add(number);
                if (!book.TryNote(number))
                {
                    meter.Duplicate();
                    continue;
                }
            }

            batch.Add(read.News, message.Topic.EndsWith(LiveEnd, StringComparison.Ordinal));
        }

        return batch;
    }
}

/// <summary>What the loop works with.</summary>
internal sealed record IngestParts(BrokerLinks Links, Inflow Inflow, AgentDesk Desk, SeriesWriter Series, NewsRouter Router, ReceiptBook Receipts, StateStore Store, StateGate Gate, IngestPulse Pulse);
