using RoomGuard.Central.Ingest;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Rooms;

/// <summary>Brings news of agents to the rooms they concern, in the order of their coming. Not for sharing.</summary>
/// <param name="presence">Whether agents are there, by site and agent: an agent may say so before it says which rooms it serves.</param>
internal sealed class NewsReader(IReadOnlyDictionary<string, RoomDefinition> rooms, Dictionary<(string Site, string Agent), bool> presence, RoomChanges changes, DateTimeOffset now)
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
                    Expect(birth);
                    break;
                case ConnectionNews connection:
                    Flush();
                    presence[(connection.Site, connection.Agent)] = connection.IsOnline;
                    foreach (var room in RoomsOf(connection.Site).Where(room => Serves(room, connection.Agent)))
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

    private void Expect(BirthNews birth)
    {
        foreach (var room in RoomsOf(birth.Site))
        {
            var points = birth.Points.Where(point => point.Room == room.Id).ToArray();
            if (points.Length == 0 && !Serves(room, birth.Agent))
            {
                continue;
            }

            changes.Take(room.Path, RoomLogic.Expect(room, changes[room.Path], birth.Agent, points, now));
            if (presence.TryGetValue((birth.Site, birth.Agent), out var isOnline))
            {
                changes.Take(room.Path, RoomLogic.Connection(room, changes[room.Path], birth.Agent, isOnline, now));
            }
        }
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

    private bool Serves(RoomDefinition room, string agent) => changes[room.Path].Agents.ContainsKey(agent);

    private IEnumerable<RoomDefinition> RoomsOf(string site) => rooms.Values.Where(room => room.Site == site);
}
