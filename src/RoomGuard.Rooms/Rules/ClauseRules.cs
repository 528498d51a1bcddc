using RoomGuard.Contract.Files;

namespace RoomGuard.Rooms.Rules;

/// <summary>Terms of the verdicts of clause 163. The decree sets none of them.</summary>
public sealed record ClauseRules
{
    /// <summary>How long a fault of the fire, alarm or access system may last before it contradicts; 1 h to 30 d.</summary>
    public TimeSpan FaultFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long all air conditioners may be off or at fault while it is too warm; 10 min to 7 d.</summary>
    public TimeSpan CoolingAwayFor { get; init; } = TimeSpan.FromHours(4);

    /// <summary>How long samples must be good to end what a sensor contradicted; 1 min to 24 h.</summary>
    public TimeSpan ClearFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Openings of the door without access granted, within 24 hours, that contradict; 1 to 1000, or 0 for never, as where people leave by a button that nothing reports.</summary>
    public int Openings { get; init; } = 5;

    internal static ClauseRules Read(SettingsNode? node)
    {
        var defaults = new ClauseRules();
        return node is null
            ? defaults
            : new ClauseRules
            {
                FaultFor = node.GetDuration("faultFor", TimeSpan.FromHours(1), TimeSpan.FromDays(30), defaults.FaultFor),
                CoolingAwayFor = node.GetDuration("coolingAwayFor", TimeSpan.FromMinutes(10), TimeSpan.FromDays(7), defaults.CoolingAwayFor),
                Openings = node.GetInteger("openings", 0, 1000, defaults.Openings),
                ClearFor = node.GetDuration("clearFor", TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), defaults.ClearFor),
            };
    }
}
