using RoomGuard.Contract.Files;

namespace RoomGuard.Rooms.Rules;

/// <summary>What is told of alarms that come often or together. ISA-18.2 clause 16 names the figures of the flood; the others are RoomGuard's proposal.</summary>
public sealed record CrowdRules
{
    /// <summary>Openings of one alarm within <see cref="ChatterWithin"/> that are still told one by one; 1 to 100.</summary>
    public int ChatterOpenings { get; init; } = 3;

    /// <summary>How far back openings are counted; 1 min to 24 h.</summary>
    public TimeSpan ChatterWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long it must not open before it is told one by one again; 1 min to 24 h.</summary>
    public TimeSpan ChatterQuiet { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>New alarms within <see cref="FloodWithin"/> that one person can follow; 3 to 1000.</summary>
    public int FloodAlarms { get; init; } = 10;

    /// <summary>How far back new alarms are counted; 1 min to 1 h.</summary>
    public TimeSpan FloodWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A flood is over when fewer alarms than this came within <see cref="FloodWithin"/>; 1 to <see cref="FloodAlarms"/>.</summary>
    public int FloodOverBelow { get; init; } = 5;

    /// <summary>The longest pause between two alarms that came together; 1 s to 10 min.</summary>
    public TimeSpan CascadeWithin { get; init; } = TimeSpan.FromMinutes(1);

    internal static CrowdRules Read(SettingsNode? node)
    {
        var defaults = new CrowdRules();
        if (node is null)
        {
            return defaults;
        }

        var most = node.GetInteger("floodAlarms", 3, 1000, defaults.FloodAlarms);
        return new CrowdRules
        {
            ChatterOpenings = node.GetInteger("chatterOpenings", 1, 100, defaults.ChatterOpenings),
            ChatterWithin = node.GetDuration("chatterWithin", TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), defaults.ChatterWithin),
            ChatterQuiet = node.GetDuration("chatterQuiet", TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), defaults.ChatterQuiet),
            FloodAlarms = most,
            FloodWithin = node.GetDuration("floodWithin", TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), defaults.FloodWithin),
            FloodOverBelow = node.GetInteger("floodOverBelow", 1, most, Math.Min(defaults.FloodOverBelow, most)),
            CascadeWithin = node.GetDuration("cascadeWithin", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), defaults.CascadeWithin),
        };
    }
}
