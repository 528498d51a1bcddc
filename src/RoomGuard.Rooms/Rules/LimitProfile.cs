using System.Collections.Frozen;
using RoomGuard.Contract.Files;

namespace RoomGuard.Rooms.Rules;

/// <summary>A named set of limits. Immutable, safe for all threads.</summary>
public sealed class LimitProfile
{
    private static readonly FrozenDictionary<string, LimitProfile> Profiles = Load();

    private readonly FrozenDictionary<string, LimitRule[]> _bySignal;
    private RuleBook? _book;

    /// <summary>Makes a profile of these limits alone.</summary>
    public LimitProfile(string name, string source, IReadOnlyList<LimitRule> limits)
    {
        (Name, Source, Limits) = (name, source, limits);
        _bySignal = limits.GroupBy(limit => limit.Signal, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Names an operator may choose, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Profiles.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Its name, for example <c>kz832-server</c>.</summary>
    public string Name { get; }

    /// <summary>Where its figures come from, for people and reports.</summary>
    public string Source { get; }

    /// <summary>Its limits.</summary>
    public IReadOnlyList<LimitRule> Limits { get; }

    /// <summary>The alarm rules of every room that has this profile and no rules of its own: one book for all of them, for a book weighs more than a room.</summary>
    internal RuleBook Book => _book ??= RuleBook.Of(Limits, []);

    /// <summary>The profile called <paramref name="name"/>; null when there is none.</summary>
    public static LimitProfile? Find(string name) => Profiles.GetValueOrDefault(name);

    /// <summary>The limits of one signal; empty when it has none.</summary>
    public IReadOnlyList<LimitRule> For(string signal) => _bySignal.TryGetValue(signal, out var limits) ? limits : [];

    /// <summary>This profile with more limits. One of the same signal and rule replaces this profile's.</summary>
    public LimitProfile With(IReadOnlyList<LimitRule> others)
    {
        if (others.Count == 0)
        {
            return this;
        }

        var replaced = others.Select(limit => (limit.Signal, limit.Rule)).ToHashSet();
        return new LimitProfile(Name, Source, [.. Limits.Where(limit => !replaced.Contains((limit.Signal, limit.Rule))), .. others]);
    }

    /// <summary>The warmest air the profile allows, in degrees Celsius; null when it has no such limit.</summary>
    internal double? MaxAirCelsius()
    {
        double? max = null;
        foreach (var limit in For("env.temp"))
        {
            max = limit.IsHigh && (max is null || limit.Limit < max) ? limit.Limit : max;
        }

        return max;
    }

    private static FrozenDictionary<string, LimitProfile> Load()
    {
        var file = SettingsFile.Parse(Resources.Read("limits.json"), "limits.json");
        var profiles = file.Root.GetSections("profiles").Select(Read).ToList();
        var faults = file.Close();
        return faults.Count == 0
            ? profiles.ToFrozenDictionary(profile => profile.Name, StringComparer.Ordinal)
            : throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    // A limit that names no source of its own has its profile's.
    private static LimitProfile Read(SettingsNode node)
    {
        var source = node.GetText("source");
        return new LimitProfile(node.GetText("id"), source, [.. node.GetSections("limits").Select(limit => ReadLimit(limit, source))]);
    }

    private static LimitRule ReadLimit(SettingsNode node, string source) =>
        node.Has("source") ? LimitRule.Read(node) : LimitRule.Read(node) with { Source = source };
}
