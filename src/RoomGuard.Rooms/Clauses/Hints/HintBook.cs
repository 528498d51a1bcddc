using System.Collections.Frozen;
using System.Collections.Immutable;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Clauses;

/// <summary>Keeps a room's hints: what compensating sensors say where an item itself cannot be sensed.</summary>
internal static class HintBook
{
    private const int DropsKept = 5;

    private static readonly TimeSpan SmokeAlone = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan SameSecond = TimeSpan.FromSeconds(1);

    private static readonly FrozenSet<string> Signals = new[] { "leak.wet", "smoke.alarm", "fire.alarm", "fire.ac_power", "feed.present" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Takes in a sample that was news; true when hints may be others by it.</summary>
    internal static bool Observe(RoomTurn turn, PointChange change)
    {
        if (!Signals.Contains(change.Next.Point.Signal) || change.Next.Last.Kind != ReadingKind.Flag || change.Previous?.Known == change.Next.Known)
        {
            return false;
        }

        if (change.Next.Point.Signal == "feed.present" && !change.Next.Last.Flag && change.Previous is { Known: { Kind: ReadingKind.Flag, Flag: true } })
        {
            var drops = turn.FeedDrops.GetValueOrDefault(change.Next.Point.Equipment, []).Add(change.Next.At);
            turn.FeedDrops = turn.FeedDrops.SetItem(change.Next.Point.Equipment, drops.Count > DropsKept ? drops.RemoveAt(0) : drops);
        }

        return true;
    }

    /// <summary>The hints as they are now; each keeps the time since when it has stood.</summary>
    internal static ImmutableList<ClauseHint> Find(RoomTurn turn)
    {
        var found = new List<(string Kind, string Part, LocalText Equipment, IEnumerable<string> Evidence)>();
        AddLeaks(turn, found);
        AddFire(turn, found);
        AddFeeds(turn, found);
        if (turn.Openings.Count > 0)
        {
            found.Add(("openings_without_access", "163.10.b", LocalText.Same(turn.Openings.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)), turn.Openings.Select(at => EvidenceGatherer.Stamped("opening", at))));
        }

        AddCooling(turn, found);
        if (found.Count == 0)
        {
            return turn.Hints.IsEmpty ? turn.Hints : [];
        }

        var hints = found.ConvertAll(one => new ClauseHint(
            one.Kind,
            one.Part,
            turn.Hints.Find(known => known.Kind == one.Kind && known.Part == one.Part)?.Since ?? turn.Now,
            RoomTexts.Fill(RoomTexts.Get("hint." + one.Kind), ("equipment", one.Equipment)),
            [.. one.Evidence]));
        return hints.Count == turn.Hints.Count && hints.Zip(turn.Hints).All(pair => pair.First.Kind == pair.Second.Kind && pair.First.Text == pair.Second.Text) ? turn.Hints : [.. hints];
    }

    private static void AddLeaks(RoomTurn turn, List<(string, string, LocalText, IEnumerable<string>)> found)
    {
        var wet = Fresh(turn, "leak.wet").Where(point => point.Known.Flag).ToList();
        if (wet.Count > 0)
        {
            found.Add(("leak_seen", "163.6", NamesOf(turn, wet), wet.Select(EvidenceGatherer.IdOf)));
        }
    }

    private static void AddFire(RoomTurn turn, List<(string, string, LocalText, IEnumerable<string>)> found)
    {
        var smoke = Fresh(turn, "smoke.alarm").Where(point => point.Known.Flag && turn.Now - point.KnownSince >= SmokeAlone).ToList();
        var panels = Fresh(turn, "fire.alarm").ToList();
        if (smoke.Count > 0 && panels.Count > 0 && panels.TrueForAll(panel => !panel.Known.Flag))
        {
            found.Add(("smoke_without_panel", "163.7", NamesOf(turn, smoke), smoke.Concat(panels).Select(EvidenceGatherer.IdOf)));
        }

        var unpowered = Fresh(turn, "fire.ac_power").Where(point => !point.Known.Flag).ToList();
        if (unpowered.Count > 0)
        {
            found.Add(("panel_on_battery", "163.7", NamesOf(turn, unpowered), unpowered.Select(EvidenceGatherer.IdOf)));
        }
    }

    // Once may be chance, or the whole building: twice and always is a common line.
    private static void AddFeeds(RoomTurn turn, List<(string, string, LocalText, IEnumerable<string>)> found)
    {
        foreach (var (left, drops) in turn.FeedDrops.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var (right, others) in turn.FeedDrops.Where(pair => string.CompareOrdinal(pair.Key, left) > 0).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                if (drops.Count >= 2 && others.Count >= 2 && drops.TrueForAll(drop => others.Exists(other => (drop - other).Duration() <= SameSecond)))
                {
                    found.Add(("feeds_fall_together", "163.9", Join([turn.Room.FindEquipment(left).Name, turn.Room.FindEquipment(right).Name]), drops.Select(drop => EvidenceGatherer.Stamped($"point/{left}/feed.present", drop))));
                }
            }
        }
    }

    private static void AddCooling(RoomTurn turn, List<(string, string, LocalText, IEnumerable<string>)> found)
    {
        var warm = turn.Room.Terms.MaxCelsius is { } max ? Fresh(turn, "env.temp", ReadingKind.Number).Where(point => point.Known.Number > max).ToList() : [];
        var units = Fresh(turn, "hvac.run").ToList();
        if (warm.Count > 0 && units.Count > 0)
        {
            var isOff = units.TrueForAll(unit => !unit.Known.Flag);
            found.Add((isOff ? "warm_with_units_off" : "warm_with_units_running", "163.11", NamesOf(turn, warm), warm.Concat(units).Select(EvidenceGatherer.IdOf)));
        }
    }

    private static IEnumerable<PointState> Fresh(RoomTurn turn, string signal, ReadingKind kind = ReadingKind.Flag) => turn.Points
        .Select(pair => pair.Value)
        .Where(point => point.Point.Signal == signal && !point.IsStale && point.Last.IsPresent && point.Known.Kind == kind)
        .OrderBy(point => point.Point.Equipment, StringComparer.Ordinal);

    private static LocalText NamesOf(RoomTurn turn, IEnumerable<PointState> points) => Join([.. points.Select(point => turn.Room.FindEquipment(point.Point.Equipment).Name).Distinct()]);

    private static LocalText Join(IReadOnlyList<LocalText> names) =>
        new LocalText(string.Join(", ", names.Select(name => name.Kk)), string.Join(", ", names.Select(name => name.Ru)), string.Join(", ", names.Select(name => name.En)));
}
