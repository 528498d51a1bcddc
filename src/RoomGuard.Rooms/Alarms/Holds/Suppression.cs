using RoomGuard.Contract.Points;

namespace RoomGuard.Rooms.Alarms.Holds;

/// <summary>Which alarms of a room say what another one says already. Pure: looks at the conditions that stand.</summary>
/// <remarks>
/// A cause that people took out of service is not believed, and suppresses nothing; one that they shelved is true and known, and does.
/// A cause may be suppressed itself, but there is always one at the root that people hear of.
/// </remarks>
internal sealed class Suppression(RoomTurn turn, ConditionBook conditions, Shelf shelf)
{
    /// <summary>A condition that stands and makes the alarm of this case superfluous; null for none.</summary>
    internal Condition? CauseOf(AlarmCase @case) => CausesOf(@case, Downs()).FirstOrDefault();

    /// <summary>For each condition that stands and is suppressed, by its key, its cause.</summary>
    internal Dictionary<string, Condition> CausesOfAll()
    {
        var causes = new Dictionary<string, List<Condition>>(StringComparer.Ordinal);
        var downs = Downs();
        foreach (var condition in conditions.All.Values)
        {
            if (condition.IsStanding && CausesOf(condition.Case, downs).ToList() is { Count: > 0 } found)
            {
                causes[condition.Case.Key] = found;
            }
        }

        return causes.Count == 0 ? [] : FromTheRoots(causes);
    }

    // Whatever is not reached from an alarm that nothing suppresses would be in a circle: then the one that began first is the root.
    private Dictionary<string, Condition> FromTheRoots(Dictionary<string, List<Condition>> causes)
    {
        var suppressed = new Dictionary<string, Condition>(StringComparer.Ordinal);
        var left = new SortedSet<(DateTimeOffset Began, string Key)>(causes.Keys.Select(key => (conditions.Find(key)!.Began, key)));
        while (left.Count > 0)
        {
            var reached = left.Select(entry => entry.Key)
                .Select(key => (Key: key, Cause: causes[key].Find(cause => !left.Contains((cause.Began, cause.Case.Key)))))
                .Where(entry => entry.Cause is not null)
                .ToList();
            foreach (var (key, cause) in reached)
            {
                suppressed[key] = cause!;
                left.Remove((conditions.Find(key)!.Began, key));
            }

            if (reached.Count == 0)
            {
                left.Remove(left.Min);
            }
        }

        return suppressed;
    }

    private IEnumerable<Condition> CausesOf(AlarmCase @case, List<Condition> downs)
    {
        foreach (var name in turn.Rules.Book.Find(@case.Point.Signal, @case.Rule)?.SuppressedBy ?? [])
        {
            if (Named(@case.Point, name) is { } named)
            {
                yield return named;
            }
        }

        foreach (var down in downs)
        {
            if (IsSaidBy(@case, down.Case))
            {
                yield return down;
            }
        }
    }

    // A rule of one phase is suppressed by the other rule of the same phase, or of the whole.
    private Condition? Named(PointId point, string name)
    {
        var slash = name.LastIndexOf('/');
        var (signal, rule) = (name[..slash], name[(slash + 1)..]);
        return Standing(point with { Signal = signal }, rule)
            ?? (point.Signal is [.., '.', 'l', '1' or '2' or '3'] ? Standing(point with { Signal = signal + point.Signal[^3..] }, rule) : null);
    }

    private Condition? Standing(PointId point, string rule) => conditions.Find(AlarmCase.KeyOf(point, rule)) is { IsStanding: true } condition && IsBelieved(condition) ? condition : null;

    private List<Condition> Downs() => [.. conditions.All.Values.Where(condition => condition.IsStanding && condition.Case.IsDown && IsBelieved(condition)).OrderBy(condition => condition.Began)];

    private bool IsBelieved(Condition condition) => shelf.Find(condition.Case.Key)?.Kind != HoldKind.OutOfService;

    // Equipment without power explains that it is silent, and whatever is not urgent; a flood of water or an empty battery it does not.
    // Equipment that does not answer explains nothing but silence: what it last said still stands.
    private bool IsSaidBy(AlarmCase @case, AlarmCase down)
    {
        if (@case.IsAlways || @case.Key == down.Key || @case.Rule is AlarmRules.Flood or AlarmRules.Chattering)
        {
            return false;
        }

        var isSilence = @case.Rule is AlarmRules.Stale or AlarmRules.Fault or AlarmRules.Stuck or AlarmRules.EquipmentSilent or AlarmRules.AgentOffline;
        if (down.Rule == AlarmRules.AgentOffline && IsServed(@case, down.Point.Equipment))
        {
            return isSilence;
        }

        var isMere = isSilence || (down.Rule is not (AlarmRules.AgentOffline or AlarmRules.EquipmentSilent) && (@case.IsDown || @case.Priority < AlarmPriority.Critical));
        return isMere && (@case.Point.Equipment == down.Point.Equipment ? !@case.IsDown : turn.Room.IsDownstream(@case.Point.Equipment, down.Point.Equipment));
    }

    private bool IsServed(AlarmCase @case, string agent) => turn.Points.TryGetValue(State.RoomState.KeyOf(@case.Point), out var point)
        ? point.Agent == agent
        : @case.Rule == AlarmRules.EquipmentSilent && turn.Points.Any(entry =>
            entry.Value.Agent == agent && (entry.Value.Point.Equipment == @case.Point.Equipment || entry.Value.Point.Equipment.StartsWith(@case.Point.Equipment + ".", StringComparison.Ordinal)));
}
