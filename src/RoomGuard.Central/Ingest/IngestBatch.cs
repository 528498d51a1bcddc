using System.Diagnostics;
using RoomGuard.Central.Series;

namespace RoomGuard.Central.Ingest;

/// <summary>What a batch of messages came to.</summary>
internal sealed class IngestBatch
{
    /// <summary>When it was taken, by <see cref="Stopwatch"/>.</summary>
    public long Started { get; } = Stopwatch.GetTimestamp();

    /// <summary>The messages, to be acknowledged when all of it is stored.</summary>
    public List<IncomingMessage> Messages { get; } = [];

    /// <summary>News for the rooms, in the order of their coming.</summary>
    public List<SamplesNews> News { get; } = [];

    /// <summary>Samples for the series store.</summary>
    public List<SeriesSample> Samples { get; } = [];

    /// <summary>Packs whose agents are to hear that they are stored.</summary>
    public List<PackNumber> Packs { get; } = [];

    /// <summary>The newest sample's time, UTC.</summary>
    public DateTimeOffset NewestAt { get; private set; }

    /// <summary>The newest time of its live samples, UTC; null when it holds none.</summary>
    public DateTimeOffset? NewestLiveAt { get; private set; }

    /// <summary>Ends when the samples are stored.</summary>
    public Task Series { get; set; } = Task.CompletedTask;

    /// <summary>Ends when the rooms have stored what they made of it.</summary>
    public Task Rooms { get; set; } = Task.CompletedTask;

    /// <summary>Takes in what one message said.</summary>
    /// <param name="isLive">Whether its samples are of now, and not kept by an agent for later.</param>
    public void Add(AgentNews? news, bool isLive)
    {
        if (news is not SamplesNews { Samples.Count: > 0 } samples)
        {
            return;
        }

        foreach (var sample in samples.Samples)
        {
            Samples.Add(new SeriesSample(sample, samples.Agent));
            NewestAt = sample.At > NewestAt ? sample.At : NewestAt;
            NewestLiveAt = isLive && !(sample.At <= NewestLiveAt) ? sample.At : NewestLiveAt;
        }

        News.Add(samples);
    }
}
