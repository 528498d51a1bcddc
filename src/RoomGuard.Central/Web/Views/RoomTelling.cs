using RoomGuard.Central.Options;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Contract.Points;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Starting;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Trends;

namespace RoomGuard.Central.Web.Views;

/// <summary>Says what a room is and how it stands.</summary>
internal static class RoomTelling
{
    private const int MostRows = 10;

    /// <summary>A room at a glance.</summary>
    public static RoomHead TellHead(RoomDefinition room, RoomState state, SiteDefinition site, Words words)
    {
        var standing = RoomStandings.Of(state);
        return new RoomHead(
            room.Path,
            words.Say(room.Name),
            words[$"room.type.{room.Type.ToWord()}"],
            words.Say(site.Name),
            new Badge(standing.Tone, words[$"room.state.{standing.Word}"]),
            VerdictTelling.BadgeOf(state.WorstVerdict, words),
            AlarmTelling.Count(state, words))
        {
            Agents = [.. state.Agents.Values.Where(agent => !agent.IsOnline).OrderBy(agent => agent.Agent, StringComparer.Ordinal).Select(agent => Tell(agent, words))],
        };
    }

    /// <summary>A room's card.</summary>
    public static RoomCard TellCard(RoomDefinition room, RoomState state, SiteDefinition site, Words words, DateTimeOffset now) => new(
        TellHead(room, state, site, words),
        TellWorst(state, "env.temp", $"{room.Path}/temperature", words, now),
        TellWorst(state, "env.rh", $"{room.Path}/humidity", words, now),
        TellNewest(state, $"{room.Path}/newest", words, now));

    /// <summary>The changing texts of every point, by <c>{equipment}/{signal}</c>.</summary>
    public static IReadOnlyDictionary<string, PointView> TellPoints(RoomState state, Words words, DateTimeOffset now)
    {
        var (alarms, trends) = (AlarmTelling.ByPoint(state), TrendsOf(state));
        return state.Points.ToDictionary(
            point => point.Key,
            point => PointTelling.Tell(
                point.Value, point.Value.Point.ToString(), words, now, alarms.TryGetValue(point.Value.Point, out var alarm) ? alarm : null, trends.GetValueOrDefault(point.Value.Point)),
            StringComparer.Ordinal);
    }

    /// <summary>The readings of a room by equipment: what surrounds the machines first, then in the operator's order.</summary>
    /// <param name="trends">The last hour of points, by <c>{equipment}/{signal}</c>.</param>
    public static IReadOnlyList<EquipmentView> TellValues(
        RoomDefinition room, RoomState state, IReadOnlyDictionary<string, Trend> trends, Words words, DateTimeOffset now)
    {
        var order = room.Equipment.Select((equipment, index) => (equipment.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);
        var (points, estimates) = (TellPoints(state, words, now), TrendsOf(state));
        var equipment = state.Points
            .GroupBy(point => point.Value.Point.Equipment, StringComparer.Ordinal)
            .OrderBy(group => group.Min(point => PointTelling.FamilyOf(point.Value.Point.Signal)))
            .ThenBy(group => order.GetValueOrDefault(group.Key, int.MaxValue))
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => TellEquipment(
                group.Key,
                words.Say(room.FindEquipment(group.Key).Name),
                [
                    .. group
                        .OrderBy(point => PointTelling.Rank(point.Value.Point.Signal))
                        .ThenBy(point => point.Value.Point.Signal, StringComparer.Ordinal)
                        .Select(point => (
                            point.Value.Point.Signal,
                            new PointRow(points[point.Key], words.SignalName(point.Value.Point.Signal), trends.GetValueOrDefault(point.Key))
                            {
                                OutlookHint = estimates.TryGetValue(point.Value.Point, out var estimate) ? words.Fill("values.outlook.hint", room.Rules.SourceOf(estimate) ?? "") : null,
                            })),
                ]) with
            {
                OffersTest = TestPreconditions.IsOffered(room, state, group.Key),
            });
        return Gather([.. equipment], words);
    }

    // Of several limits, the one that is reached first.
    private static Dictionary<PointId, TrendEstimate> TrendsOf(RoomState state) =>
        state.Trends.Values.GroupBy(trend => trend.Point).ToDictionary(group => group.Key, group => group.MinBy(trend => trend.Reached)!);

    // Contacts come one to a device: a heading for each would be longer than what it heads.
    private static IReadOnlyList<EquipmentView> Gather(IReadOnlyList<EquipmentView> equipment, Words words)
    {
        var singles = equipment.Where(one => one.Points.Count == 1).ToArray();
        if (singles.Length < 2)
        {
            return equipment;
        }

        var gathered = new EquipmentView("", words["values.singles"], [.. singles.Select(one => one.Points[0] with { Owner = one.Name })], []);
        return [.. equipment.Where(one => one == singles[0] || one.Points.Count > 1).Select(one => one == singles[0] ? gathered : one)];
    }

    // A UPS says fifty things; all of them at once would hide the five that matter.
    private static EquipmentView TellEquipment(string id, string name, IReadOnlyList<(string Signal, PointRow Row)> rows)
    {
        var more = rows.Count <= MostRows ? [] : rows.Where(row => row.Row.Point is { State: "good", Outlook: "" } && !PointTelling.IsFirst(row.Signal)).Select(row => row.Row).ToArray();
        return new EquipmentView(id, name, [.. rows.Select(row => row.Row).Except(more)], more);
    }

    // Of several probes the one that speaks and is highest stands for the room; if none speaks, one says why.
    private static PointView TellWorst(RoomState state, string signal, string id, Words words, DateTimeOffset now)
    {
        var point = state.Points.Values
            .Where(point => point.Point.Signal == signal)
            .OrderByDescending(point => point is { IsHeard: true, IsStale: false, Last.Kind: Contract.Samples.ReadingKind.Number })
            .ThenByDescending(point => point.Last.Kind == Contract.Samples.ReadingKind.Number ? point.Last.Number : double.MinValue)
            .ThenBy(point => point.Point.Equipment, StringComparer.Ordinal)
            .FirstOrDefault();
        return point is null ? PointTelling.TellNothing(id, words) : PointTelling.Tell(point, id, words, now);
    }

    private static PointView TellNewest(RoomState state, string id, Words words, DateTimeOffset now)
    {
        var heard = state.Points.Values.Where(point => point.IsHeard).ToArray();
        if (heard.Length == 0)
        {
            return new PointView(id, words["room.noSamples"], "", "", "absent");
        }

        var newest = heard.Max(point => point.At);
        return new PointView(id, words.Clock(newest, now), "", words.Age(newest, now), RoomStandings.IsBlind(state) ? "stale" : "good");
    }

    private static Badge Tell(AgentLink agent, Words words) => new(Tone.Void, words.Fill("room.agentOffline", agent.Agent, words.Moment(agent.Since)));
}
