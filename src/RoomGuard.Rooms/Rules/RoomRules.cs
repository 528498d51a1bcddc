using RoomGuard.Contract.Files;
using RoomGuard.Rooms.Rules.Kinds;
using RoomGuard.Rooms.Trends;

namespace RoomGuard.Rooms.Rules;

/// <summary>Limits, delays and pass rules of one room. None of these figures is law unless its source says so. Immutable.</summary>
public sealed record RoomRules
{
    private RuleBook? _book;

    /// <summary>The limits of the air in force; the default depends on the type of room.</summary>
    public required LimitProfile Limits
    {
        get;
        init
        {
            field = value;
            _book = null;
        }
    }

    /// <summary>The site's own alarm rules by name; null takes a shipped one away.</summary>
    internal IReadOnlyList<(string Name, AlarmRule? Rule)> Own
    {
        get;
        init
        {
            field = value;
            _book = null;
        }
    } = [];

    /// <summary>All alarm rules in force: the shipped ones, the profile's limits, the site's own.</summary>
    internal RuleBook Book => _book ??= Own.Count == 0 ? Limits.Book : RuleBook.Of(Limits.Limits, Own);

    /// <summary>How long a door may stand open; 5 s to 1 h.</summary>
    public TimeSpan HeldOpen { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A point is never called stale before this age; 10 s to 24 h. Above it, three periods.</summary>
    public TimeSpan StaleFloor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The same for doors, smoke and leaks; 10 s to 24 h.</summary>
    public TimeSpan ContactStaleFloor { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long a gauge of the air may give the very same value; 1 min to 30 d.</summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How long an agent may be away before it is an alarm; 0 to 1 h. A reconnect takes a moment.</summary>
    public TimeSpan AgentAwayAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a sensor may say that it is at fault before it is an alarm; 0 to 1 h. For a gauge never less than three of its periods.</summary>
    public TimeSpan FaultAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What a good generator test is.</summary>
    public GeneratorTestRules GeneratorTest { get; init; } = new();

    /// <summary>What a UPS test is.</summary>
    public UpsTestRules UpsTest { get; init; } = new();

    /// <summary>When entries of journals must be signed.</summary>
    public SigningRules Signing { get; init; } = new();

    /// <summary>How tests are started from the centre, and how often what is tested by itself is entered.</summary>
    public RoomTestRules Tests { get; init; } = new();

    /// <summary>What is told of alarms that come often or together.</summary>
    public CrowdRules Crowds { get; init; } = new();

    /// <summary>Terms of the verdicts of clause 163.</summary>
    public ClauseRules Clause163 { get; init; } = new();

    /// <summary>Where the limit of an estimate comes from: a standard, a datasheet, the operator. Null when its rule is no longer in force.</summary>
    public string? SourceOf(TrendEstimate estimate) =>
        Book.Find(estimate.Point.Signal, estimate.Rule) is not TrendRule trend ? null
        : trend.ToLimit is { } limit ? Book.Find(estimate.Point.Signal, limit)?.Source
        : trend.Source;

    /// <summary>The defaults for a type of room.</summary>
    public static RoomRules For(RoomType type) => new() { Limits = LimitProfile.Find(DefaultLimits(type))! };

    /// <summary>Reads <c>limits</c> and <c>rules</c> of a room's settings; faults go to the file.</summary>
    public static RoomRules Read(SettingsNode room, RoomType type, LimitBook limits)
    {
        var profile = ReadProfile(room, type, limits);
        if (room.GetOptionalSection("rules") is not { } node)
        {
            return new RoomRules { Limits = profile };
        }

        var defaults = new RoomRules { Limits = profile };
        var rules = new RoomRules
        {
            Limits = profile.With([.. node.GetSections("limits").Select(LimitRule.Read)]),
            Own = AlarmRuleReader.ReadList(node, "alarms"),
            HeldOpen = node.GetDuration("heldOpen", TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), defaults.HeldOpen),
            StaleFloor = node.GetDuration("staleFloor", TimeSpan.FromSeconds(10), TimeSpan.FromHours(24), defaults.StaleFloor),
            ContactStaleFloor = node.GetDuration("contactStaleFloor", TimeSpan.FromSeconds(10), TimeSpan.FromHours(24), defaults.ContactStaleFloor),
            StuckAfter = node.GetDuration("stuckAfter", TimeSpan.FromMinutes(1), TimeSpan.FromDays(30), defaults.StuckAfter),
            AgentAwayAfter = node.GetDuration("agentAwayAfter", TimeSpan.Zero, TimeSpan.FromHours(1), defaults.AgentAwayAfter),
            FaultAfter = node.GetDuration("faultAfter", TimeSpan.Zero, TimeSpan.FromHours(1), defaults.FaultAfter),
            GeneratorTest = GeneratorTestRules.Read(node.GetOptionalSection("generatorTest")),
            UpsTest = UpsTestRules.Read(node.GetOptionalSection("upsTest")),
            Signing = SigningRules.Read(node.GetOptionalSection("signing")),
            Tests = RoomTestRules.Read(node.GetOptionalSection("tests")),
            Crowds = CrowdRules.Read(node.GetOptionalSection("crowds")),
            Clause163 = ClauseRules.Read(node.GetOptionalSection("clause163")),
        };
        rules.Book.Check(node, "alarms");
        return rules;
    }

    private static LimitProfile ReadProfile(SettingsNode room, RoomType type, LimitBook limits)
    {
        var fallback = DefaultLimits(type);
        var name = room.GetText("limits", fallback);
        if (limits.Find(name) is { } profile)
        {
            return profile;
        }

        room.Refuse("limits", $"is \"{name}\"; it must be one of {string.Join(", ", limits.Names)}.");
        return LimitProfile.Find(fallback)!;
    }

    private static string DefaultLimits(RoomType type) => type == RoomType.CrossConnect ? "cross-connect" : "kz832-server";
}
