using Microsoft.Extensions.Logging;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Running;
using RoomGuard.Central.Store;
using RoomGuard.Central.Telemetry;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Ingest;

/// <summary>Brings news of agents to the owners of the rooms they concern, in the order of their coming. For one loop.</summary>
/// <remarks>An owner whose machine has died is called again until another machine answers for it: nothing is passed over.</remarks>
internal sealed partial class NewsRouter(RoomSilo silo, ILogger<NewsRouter> logger)
{
    private readonly Outage _outage = new();
    private readonly Dictionary<(string Site, string Room), Pile> _piles = [];
    private readonly List<Pile> _waiting = [];

    /// <summary>Ends when every room has stored what it made of the news.</summary>
    public async Task BringAsync(IReadOnlyList<AgentNews> news, CancellationToken stop)
    {
        foreach (var item in news)
        {
            switch (item)
            {
                case SamplesNews samples:
                    Collect(samples.Samples);
                    break;
                case BirthNews birth:
                    await FlushAsync(stop);
                    await CallAsync(() => silo.Agent(birth.Site, birth.Agent).BirthAsync(birth.Boot, [.. birth.Points]), stop);
                    break;
                case ConnectionNews connection:
                    await FlushAsync(stop);
                    await CallAsync(() => silo.Agent(connection.Site, connection.Agent).ConnectAsync(connection.IsOnline), stop);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(news), item, "Not a kind of news.");
            }
        }

        await FlushAsync(stop);
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
    private void Collect(IReadOnlyList<Sample> samples)
    {
        Pile? pile = null;
        var of = default((string Site, string Room));
        foreach (var sample in samples)
        {
            var room = (sample.Point.Site, sample.Point.Room);
            if (pile is null || room != of)
            {
                (of, pile) = (room, PileOf(room));
            }

            if (pile.Samples.Count == 0)
            {
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

    private async Task FlushAsync(CancellationToken stop)
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        var calls = new List<Task>();
        CentralTrace.Carry();
        foreach (var pile in _waiting)
        {
            var owner = silo.Room(pile.Room);
            var parcel = pile.Samples.ToArray();
            pile.Samples.Clear();
            ValueTask call;
            try
            {
                call = owner.ObserveAsync(parcel);
                if (call.IsCompletedSuccessfully)
                {
                    continue;
                }
            }
            catch (Exception error) when (IsPassing(error))
            {
                call = ValueTask.FromException(error);
            }

            calls.Add(FinishAsync(call, owner, parcel, stop));
        }

        CentralTrace.Drop();
        _waiting.Clear();
        await Task.WhenAll(calls);
    }

    private async Task FinishAsync(ValueTask call, IRoomGrain owner, Sample[] parcel, CancellationToken stop)
    {
        var first = call;
        var isFirst = true;
        await CallAsync(
            () =>
            {
                var next = isFirst ? first : owner.ObserveAsync(parcel);
                isFirst = false;
                return next;
            },
            stop);
    }

    private static bool IsPassing(Exception error) => error is TimeoutException or OrleansException or RoomTakenException or ObjectDisposedException;

    /// <summary>What of a batch is for one room.</summary>
    private sealed class Pile(string room)
    {
        public string Room { get; } = room;

        public List<Sample> Samples { get; } = [];
    }

    private static partial class Log
    {
        [LoggerMessage(4132, LogLevel.Warning, "The owner of a room or agent does not answer: {Reason} Calling again until one does; nothing is acknowledged meanwhile. Said once; the next line is its return.")]
        internal static partial void Away(ILogger logger, string reason);

        [LoggerMessage(4133, LogLevel.Information, "Owners answer again after {Length}.")]
        internal static partial void Back(ILogger logger, TimeSpan length);
    }
}
