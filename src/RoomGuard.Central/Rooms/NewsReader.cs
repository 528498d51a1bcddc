using RoomGuard.Central.Ingest;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Rooms;

/// <summary>Brings news of agents to the rooms they concern, in the order of their coming. Not for sharing.</summary>
internal sealed class NewsReader(IReadOnlyDictionary<string, RoomDefinition> rooms, RoomChanges changes, DateTimeOffset now)
{
    private readonly Dictionary<string, List<Sample>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Lets every room step through its news.</summary>
    public void Read(IReadOnlyList<AgentNews> news)
    {
        foreach (var item in news)
        {
            switch (item)
            {
                case SamplesNews samples:
                    Collect(samples);
                    break;
                case BirthNews birth:
                    Flush();
                    // Rooms the agent has no points in hear of it too: it may have had some before.
                    foreach (var room in RoomsOf(birth.Site))
                    {
                        var points = birth.Points.Where(point => point.Room == room.Id).ToArray();
                        changes.Take(room.Path, RoomLogic.Expect(room, changes[room.Path], birth.Agent, points, now));
                    }

                    break;
                case ConnectionNews connection:
                    Flush();
                    foreach (var room in RoomsOf(connection.Site))
                    {
                        changes.Take(room.Path, RoomLogic.Connection(room, changes[room.Path], connection.Agent, connection.IsOnline, now));
                    }

                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(news), item, "Not a kind of news.");
            }
        }

        Flush();
    }

    // Packs that follow each other become one step of a room: the same result, a fraction of the work.
    private void Collect(SamplesNews samples)
    {
        foreach (var sample in samples.Samples)
        {
            var path = sample.Point.RoomPath;
            if (!_waiting.TryGetValue(path, out var list))
            {
                _waiting[path] = list = [];
            }

            list.Add(sample);
        }
    }

    private void Flush()
    {
        foreach (var (path, samples) in _waiting)
        {
            changes.Take(path, RoomLogic.Observe(rooms[path], changes[path], samples, now));
        }

        _waiting.Clear();
    }

    private IEnumerable<RoomDefinition> RoomsOf(string site) => rooms.Values.Where(room => room.Site == site);
}
