using RoomGuard.Contract.Files;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Rules.Kinds;

namespace RoomGuard.Rooms.Rules;

/// <summary>Reads alarm rules, the shipped ones and a site's own, by one grammar. What a rule says tells its kind.</summary>
internal static class AlarmRuleReader
{
    internal const string EverySignal = "*";

    private const int MostRules = 1000;

    private const string Kinds = "must say what is wrong by one of: wrong, states; above, atLeast, below, atMost; rises, falls; margin; stuck; trend; builtIn.";

    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(24);

    private static readonly string[] LimitKeys = ["above", "atLeast", "below", "atMost"];

    /// <summary>Reads the list at <paramref name="key"/>. A rule with <c>"off": true</c> takes the one of its name away and comes as null.</summary>
    internal static IReadOnlyList<(string Name, AlarmRule? Rule)> ReadList(SettingsNode node, string key)
    {
        var rules = new List<(string Name, AlarmRule? Rule)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in node.GetSections(key).Take(MostRules))
        {
            var rule = Read(section, out var name);
            if (!names.Add(name))
            {
                section.Refuse($"is the second rule called \"{name}\"; a signal has a rule of one name once.");
            }

            rules.Add((name, rule));
        }

        return rules;
    }

    private static AlarmRule? Read(SettingsNode node, out string name)
    {
        var signal = node.GetText("signal");
        var known = SignalCatalogue.Find(signal);
        if (known is null && signal is not (EverySignal or ""))
        {
            node.Refuse("signal", $"is \"{signal}\"; it must be a signal of the catalogue.");
        }

        if (node.GetFlag("off", false))
        {
            name = $"{signal}/{node.GetText("rule")}";
            return null;
        }

        var rule = ReadKind(node, signal, known);
        name = rule.Name;
        return WithAll(node, rule);
    }

    private static AlarmRule ReadKind(SettingsNode node, string signal, Signal? known)
    {
        if (node.Has("quorum"))
        {
            var vote = ReadVote(node, signal, known);
            var needed = node.GetInteger("quorum", 2, 64);
            return new QuorumRule(signal, node.GetText("rule"), needed, node.GetInteger("of", needed, 64, needed), vote);
        }

        if (node.Has("rises") || node.Has("falls"))
        {
            RefuseUnless(node, known, IsNumber(known));
            var isRise = node.Has("rises");
            var by = node.GetNumber(isRise ? "rises" : "falls", 1e-6, 1e9);
            return new RateRule(signal, node.GetText("rule"), by, node.GetDuration("within", TimeSpan.FromMinutes(1), LongestDelay), isRise);
        }

        if (node.GetOptionalSection("margin") is { } margin)
        {
            RefuseUnless(node, known, IsNumber(known));
            var above = margin.GetText("above");
            RefuseUnless(margin, SignalCatalogue.Find(above), IsNumber(SignalCatalogue.Find(above)) && SignalCatalogue.Find(above)!.Unit == known?.Unit);
            return new MarginRule(signal, node.GetText("rule"), above, margin.GetNumber("least", 0, 1e9), margin.GetNumber("deadband", 0, 1e9, 0));
        }

        if (node.Has("stuck"))
        {
            _ = node.GetFlag("stuck", true);
            return new StuckRule(signal, node.GetText("rule"), node.Has("after") ? node.GetDuration("after", TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)) : null);
        }

        if (node.GetOptionalSection("trend") is { } trend)
        {
            RefuseUnless(node, known, IsNumber(known));
            return ReadTrend(node, trend, signal);
        }

        if (node.Has("builtIn"))
        {
            _ = node.GetFlag("builtIn", true);
            return new StandingRule(signal, node.GetText("rule"));
        }

        return ReadVote(node, signal, known);
    }

    private static AlarmRule ReadVote(SettingsNode node, string signal, Signal? known)
    {
        if (LimitKeys.Any(node.Has))
        {
            return LimitRule.Read(node);
        }

        var rule = node.GetText("rule", AlarmRules.Contact);
        if (node.Has("wrong"))
        {
            var wrong = node.GetFlag("wrong", true);
            RefuseUnless(node, known, known?.Accepts(Reading.Of(wrong)) == true && known.States.Count == 0);
            return new StateRule(signal, rule) { WrongFlag = wrong };
        }

        if (!node.Has("states"))
        {
            node.Refuse(Kinds);
            return new StateRule(signal, rule);
        }

        var states = node.GetTexts("states");
        foreach (var state in states.Where(state => known?.States.ContainsKey(state) != true))
        {
            node.Refuse("states", $"names \"{state}\"; {signal} has {string.Join(", ", known?.States.Keys ?? [])}.");
        }

        return new StateRule(signal, rule) { WrongStates = states };
    }

    private static TrendRule ReadTrend(SettingsNode node, SettingsNode trend, string signal)
    {
        if (((string[])["risesTo", "fallsTo", "risesToLimit", "fallsToLimit"]).Count(trend.Has) != 1)
        {
            trend.Refuse("must have exactly one of risesTo, fallsTo (a number), risesToLimit, fallsToLimit (a rule's name).");
        }

        var isRise = trend.Has("risesTo") || trend.Has("risesToLimit");
        return new TrendRule(signal, node.GetText("rule"), isRise)
        {
            To = trend.Has("risesTo") ? trend.GetNumber("risesTo", -1e9, 1e9) : trend.Has("fallsTo") ? trend.GetNumber("fallsTo", -1e9, 1e9) : null,
            ToLimit = trend.GetOptionalText("risesToLimit") ?? trend.GetOptionalText("fallsToLimit"),
            Window = trend.GetDuration("window", TimeSpan.FromMinutes(2), TimeSpan.FromHours(48)),
            Horizon = trend.GetDuration("horizon", TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)),
        };
    }

    private static AlarmRule WithAll(SettingsNode node, AlarmRule rule)
    {
        var priority = node.GetChoice("priority", AlarmWords.Priorities, "warning");
        if (rule is TrendRule && priority > AlarmPriority.Warning)
        {
            node.Refuse("priority", "is \"critical\"; a trend alone is never more than a warning.");
        }

        return rule with
        {
            OnDelay = node.GetDuration("onDelay", TimeSpan.Zero, LongestDelay, TimeSpan.Zero),
            OffDelay = node.GetDuration("offDelay", TimeSpan.Zero, LongestDelay, TimeSpan.Zero),
            Priority = priority,
            Source = node.GetText("source", "operator"),
            Text = node.GetOptionalSection("text") is { } text ? new LocalText(text.GetText("kk"), text.GetText("ru"), text.GetText("en")) : null,
            SuppressedBy = node.GetTexts("suppressedBy"),
            IsAlways = node.GetFlag("always", false),
            IsEvenInTest = node.GetFlag("evenInTest", false),
            IsDown = node.GetFlag("down", false),
        };
    }

    private static bool IsNumber(Signal? signal) => signal is { Kind: SignalKind.Gauge or SignalKind.Counter };

    private static void RefuseUnless(SettingsNode node, Signal? signal, bool fits)
    {
        if (signal is not null && !fits)
        {
            node.Refuse($"does not fit {signal.Id}, which is a {signal.Kind.ToString().ToLowerInvariant()}{(signal.Unit.Length > 0 ? $" in {signal.Unit}" : "")}.");
        }
    }
}
