using System.Collections.Frozen;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Rules.Kinds;

namespace RoomGuard.Rooms.Rules;

/// <summary>All alarm rules in force in one room, ready for one look-up a sample. Immutable, safe for all threads.</summary>
internal sealed class RuleBook
{
    private static readonly string[] Phases = [".l1", ".l2", ".l3"];

    private readonly FrozenDictionary<string, SignalRules> _bySignal;
    private readonly FrozenDictionary<string, AlarmRule> _byName;

    private RuleBook(IReadOnlyCollection<AlarmRule> rules)
    {
        _byName = rules.ToFrozenDictionary(rule => rule.Name, StringComparer.Ordinal);
        var bySignal = rules.SelectMany(WithPhases).ToLookup(rule => rule.Signal, StringComparer.Ordinal);
        var byUpper = rules.OfType<MarginRule>().ToLookup(margin => margin.Above, StringComparer.Ordinal);
        _bySignal = bySignal.Select(group => group.Key).Union(byUpper.Select(group => group.Key), StringComparer.Ordinal)
            .ToFrozenDictionary(signal => signal, signal => new SignalRules([.. bySignal[signal]], byUpper[signal], this), StringComparer.Ordinal);
    }

    /// <summary>The rules every room starts with, from <c>alarms.json</c>.</summary>
    internal static IReadOnlyList<AlarmRule> Shipped { get; } = LoadShipped();

    // A shipped rule that a site took away is no fault where another one names it.
    private static FrozenSet<string> ShippedNames { get; } = Shipped.Select(rule => rule.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Every rule, in the order of their names.</summary>
    internal IEnumerable<AlarmRule> All => _byName.Values.OrderBy(rule => rule.Name, StringComparer.Ordinal);

    /// <summary>The book of a room: shipped rules, then its profile's limits, then its own.</summary>
    /// <param name="own">The site's own rules by name; null takes one away.</param>
    internal static RuleBook Of(IEnumerable<LimitRule> limits, IEnumerable<(string Name, AlarmRule? Rule)> own)
    {
        var rules = Shipped.ToDictionary(rule => rule.Name, StringComparer.Ordinal);
        foreach (var limit in limits)
        {
            rules[limit.Name] = limit;
        }

        foreach (var (name, rule) in own)
        {
            if (rule is null)
            {
                rules.Remove(name);
            }
            else
            {
                rules[name] = rule;
            }
        }

        return new RuleBook(rules.Values);
    }

    /// <summary>The rules of one signal; null when it has none.</summary>
    internal SignalRules? For(string signal) => _bySignal.GetValueOrDefault(signal);

    /// <summary>The rule of this name for this signal, also when the signal is one phase of it or the rule is every signal's.</summary>
    internal AlarmRule? Find(string signal, string rule) =>
        _byName.GetValueOrDefault($"{signal}/{rule}")
        ?? (IsPhase(signal) ? _byName.GetValueOrDefault($"{signal.AsSpan(0, signal.Length - 3)}/{rule}") : null)
        ?? _byName.GetValueOrDefault($"{AlarmRuleReader.EverySignal}/{rule}");

    /// <summary>Notes at <paramref name="node"/> what cannot hold together: names of rules that do not exist, and circles of rules that suppress each other.</summary>
    internal void Check(SettingsNode node, string key)
    {
        foreach (var rule in All)
        {
            foreach (var name in rule.SuppressedBy.Where(name => !_byName.ContainsKey(name) && !ShippedNames.Contains(name)))
            {
                node.Refuse(key, $"has {rule.Name} suppressed by \"{name}\", which is no rule.");
            }
        }

        if (Circle.Find(_byName.Keys, name => _byName.TryGetValue(name, out var rule) ? rule.SuppressedBy : []) is { } circle)
        {
            node.Refuse(key, $"go in a circle: {string.Join(" ← ", circle)}; a rule must not suppress itself.");
        }
    }

    private static bool IsPhase(string signal) => signal.EndsWith(".l1", StringComparison.Ordinal) || signal.EndsWith(".l2", StringComparison.Ordinal) || signal.EndsWith(".l3", StringComparison.Ordinal);

    private static IEnumerable<AlarmRule> WithPhases(AlarmRule rule) =>
        [rule, .. Phases.Select(phase => rule.Signal + phase).Where(signal => SignalCatalogue.Find(signal) is not null).Select(signal => rule with { Signal = signal })];

    private static List<AlarmRule> LoadShipped()
    {
        var file = SettingsFile.Parse(Resources.Read("alarms.json"), "alarms.json");
        var rules = AlarmRuleReader.ReadList(file.Root, "rules").Select(rule => rule.Rule).OfType<AlarmRule>().ToList();
        foreach (var bare in rules.Where(rule => rule.Source == "operator"))
        {
            file.Root.Refuse("rules", $"has {bare.Name} without a source.");
        }

        var faults = file.Close();
        return faults.Count == 0 ? rules : throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }
}
