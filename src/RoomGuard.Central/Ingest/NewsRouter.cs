using Microsoft.Extensions.Logging;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Running;
using RoomGuard.Central.Store;
using RoomGuard.Central.Telemetry;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Ingest;

/// <summary>Brings samples to the owners of their rooms: to each room in the order of their coming, to different rooms without waiting for one another. For one loop.</summary>
/// <remarks>An owner whose machine has died is called again until another machine answers for it: nothing is passed over.</remarks>
internal sealed partial class NewsRouter(RoomSilo silo, CentralMeter meter, ILogger<NewsRouter> logger)
{
    private readonly Outage _outage = new();
    private readonly Dictionary<(string Site, string Room), Pile> _piles = [];
    private readonly List<Pile> _waiting = [];

    /// <summary>Forgets what an earlier loop brought.</summary>
    public void Start()
    {
        _piles.Clear();
        _waiting.Clear();
    }

    /// <summary>Calls the owners. What this returns ends when every room has stored what it made of the news; the next news may be brought before.</summary>
    public Task BringAsync(IReadOnlyList<SamplesNews> news, CancellationToken stop)
    {
        foreach (var item in news)
        {
            Collect(item);
        }

        return FlushAsync(stop);
    }

    /// <summary>Calls an owner until it has answered.</summary>
    public async Task CallAsync(Func<ValueTask> call, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await call();
                if (_outage.End() is { } length)
                {
                    Log.Back(logger, length);
                }

                return;
            }
            catch (Exception error) when (IsPassing(error))
            {
                if (_outage.Begin(error.Message, "the other machines."))
                {
                    Log.Away(logger, error.Message);
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
        }
    }

    // Packs that follow each other become one step of a room: the same result, a fraction of the work.
    private void Collect(SamplesNews news)
    {
        Pile? pile = null;
        var of = default((string Site, string Room));
        foreach (var sample in news.Samples)
        {
            var room = (sample.Point.Site, sample.Point.Room);
            if (pile is null || room != of)
            {
                (of, pile) = (room, PileOf(room));
            }

            if (pile.Samples.Count == 0)
            {
                pile.Received = news.Received;
                _waiting.Add(pile);
            }

            pile.Samples.Add(sample);
        }
    }

    private Pile PileOf((string Site, string Room) room)
    {
        if (!_piles.TryGetValue(room, out var pile))
        {
            _piles[room] = pile = new Pile($"{room.Site}/{room.Room}");
        }

        return pile;
    }

    private Task FlushAsync(CancellationToken stop)
    {
        var calls = new List<Task>(_waiting.Count);
        CentralTrace.Carry();
        foreach (var pile in _waiting)
        {
            var parcel = pile.Samples.ToArray();
            pile.Samples.Clear();
            pile.Last = ObserveAsync(pile.Last, pile.Room, parcel, pile.Received, stop);
            if (!pile.Last.IsCompletedSuccessfully)
            {
                calls.Add(pile.Last);
            }
        }

        CentralTrace.Drop();
        _waiting.Clear();
        return Task.WhenAll(calls);
    }

    // A room hears of a batch when it has stored what came of the one before, also when that had to be brought twice.
    private async Task ObserveAsync(Task before, string room, Sample[] parcel, long received, CancellationToken stop)
    {
        if (!before.IsCompletedSuccessfully)
        {
            await before;
        }

        var owner = silo.Room(room);
        await CallAsync(
            async () =>
            {
                if (await owner.ObserveAsync(parcel))
                {
                    meter.Pace.Alarm(received);
                }
            },
            stop);
    }

    private static bool IsPassing(Exception error) => error is TimeoutException or OrleansException or RoomTakenException or ObjectDisposedException;

    /// <summary>What of a batch is for one room.</summary>
    private sealed class Pile(string room)
    {
        public string Room { get; } = room;

        public List<Sample> Samples { get; } = [];

        /// <summary>When the oldest of their messages came.</summary>
        public long Received { get; set; }

        /// <summary>Ends when the room has stored what came of the parcel before.</summary>
        public Task Last { get; set; } = Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(4132, LogLevel.Warning, "The owner of a room or agent does not answer: {Reason} Calling again until one does; nothing is acknowledged meanwhile. Said once; the next line is its return.")]
        internal static partial void Away(ILogger logger, string reason);

        [LoggerMessage(4133, LogLevel.Information, "Owners answer again after {Length}.")]
        internal static partial void Back(ILogger logger, TimeSpan length);
    }
}
