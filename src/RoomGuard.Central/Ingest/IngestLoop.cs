using System.Diagnostics;
using System.Threading.Channels;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Series;
using RoomGuard.Central.Store;
using RoomGuard.Central.Telemetry;

namespace RoomGuard.Central.Ingest;

/// <summary>The way of a message: read, told from a second delivery, its samples stored, its rooms stored, acknowledged, receipted. In this order, so that a kill at any instant loses and doubles nothing.</summary>
internal sealed class IngestLoop(IngestParts parts, MessageReader reader, ReceiptLoop receipts, CentralMeter meter, TimeProvider clock)
{
    /// <summary>Most messages of one batch.</summary>
    public const int MaxMessages = 500;

    // A broker with its default limits has no more than 20 on their way: they must not wait for others that cannot come.
    private const int Crowd = 15;

    // At this pace what comes in between goes together; a lone message never waits, and a crowd does not either.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    // What is waiting when the link or this loop is slow: all the broker may have on its way, and as much again of QoS 0.
    private const int MaxWaiting = 2 * MqttLink.ReceiveMaximum;

    /// <summary>Takes messages from the broker until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await parts.Gate.Ready.WaitAsync(stop);
        var book = new DeliveryBook(await parts.Gate.TryAsync(() => parts.Store.LoadWatermarksAsync(stop), stop));
        var messages = Channel.CreateBounded<IncomingMessage>(MaxWaiting);

        // When this loop fails, its connection ends with it: the broker then delivers again what was not acknowledged.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var link = parts.Link.RunAsync(messages.Writer, end.Token);
        try
        {
            var last = 0L;
            while (await messages.Reader.WaitToReadAsync(stop))
            {
                await GatherAsync(messages.Reader, last, stop);
                last = Stopwatch.GetTimestamp();
                await TakeAsync(Drain(messages.Reader), book, stop);
            }
        }
        finally
        {
            await end.CancelAsync();
            await link.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

    private static List<IncomingMessage> Drain(ChannelReader<IncomingMessage> messages)
    {
        var batch = new List<IncomingMessage>();
        while (batch.Count < MaxMessages && messages.TryRead(out var message))
        {
            batch.Add(message);
        }

        return batch;
    }

    private async Task TakeAsync(List<IncomingMessage> messages, DeliveryBook book, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        var batch = Read(messages, book);
        if (batch.Samples.Count > 0)
        {
            await parts.Series.WriteAsync(batch.Samples, stop);
            meter.SeriesLag(clock.GetUtcNow() - batch.Samples.Max(sample => sample.Sample.At));
        }

        if (batch.News.Count > 0 || batch.Boots.Count > 0)
        {
            await parts.Board.DoAsync(new NewsWork(batch.News, book.Of(batch.Boots)), stop);
        }

        foreach (var message in messages)
        {
            await message.AcknowledgeAsync(stop);
        }

        foreach (var boot in batch.Receipts)
        {
            if (book.ReceiptOf(boot) is { } receipt)
            {
                receipts.Send(boot, receipt);
            }
        }

        meter.Batch(messages.Count, batch.Samples.Count, Stopwatch.GetElapsedTime(started));
    }

    private IngestBatch Read(List<IncomingMessage> messages, DeliveryBook book)
    {
        var batch = new IngestBatch();
        var now = clock.GetUtcNow();
        foreach (var message in messages)
        {
            var read = reader.Read(message, now);
            if (read.Number is { } number)
            {
                batch.Receipts.Add(number.Boot);
                if (!book.TryNote(number))
                {
                    meter.Duplicate();
                    continue;
                }

                batch.Boots.Add(number.Boot);
            }

            batch.Add(read.News);
        }

        return batch;
    }
}

/// <summary>What the loop works with.</summary>
internal sealed record IngestParts(MqttLink Link, SeriesWriter Series, RoomBoard Board, StateStore Store, StateGate Gate);

/// <summary>What a batch of messages came to.</summary>
internal sealed class IngestBatch
{
    /// <summary>News for the rooms, in the order of their coming.</summary>
    public List<AgentNews> News { get; } = [];

    /// <summary>Samples for the series store.</summary>
    public List<SeriesSample> Samples { get; } = [];

    /// <summary>Boots with packs that are new.</summary>
    public HashSet<BootKey> Boots { get; } = [];

    /// <summary>Boots whose agents are to hear what is stored.</summary>
    public HashSet<BootKey> Receipts { get; } = [];

    /// <summary>Takes in what one message said.</summary>
    public void Add(AgentNews? news)
    {
        switch (news)
        {
            case null or SamplesNews { Samples.Count: 0 }:
                return;
            case SamplesNews samples:
                Samples.AddRange(samples.Samples.Select(sample => new SeriesSample(sample, samples.Agent)));
                break;
            case BirthNews birth:
                // An agent that comes back asks itself what of its packs arrived.
                Receipts.Add(new BootKey(birth.Site, birth.Agent, birth.Boot));
                break;
        }

        News.Add(news);
    }
}
