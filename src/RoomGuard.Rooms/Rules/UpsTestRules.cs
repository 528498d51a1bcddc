using RoomGuard.Contract.Files;

namespace RoomGuard.Rooms.Rules;

/// <summary>How a UPS test is told from an outage.</summary>
public sealed record UpsTestRules
{
    /// <summary>Longest time on battery that may be a self-test when the UPS reports none; 5 s to 10 min. Smart-UPS take about 10 s.</summary>
    public TimeSpan MaxOnBattery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Input below this is gone, in volts; 20 to 400.</summary>
    public double InputGoneVolts { get; init; } = 115;

    /// <summary>Lowest and highest healthy input, in volts; 20 to 1000.</summary>
    public double InputMinVolts { get; init; } = 184;

    /// <inheritdoc cref="InputMinVolts"/>
    public double InputMaxVolts { get; init; } = 276;

    /// <summary>How long after the last sign of a test its result may still come; 5 s to 30 min.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time from one test to the next; 1 d to 366 d.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How much later than the interval a test may be before it is overdue; 0 to 90 d. Null: as the edition says, 3 d.</summary>
    public TimeSpan? Grace { get; init; }

    internal static UpsTestRules Read(SettingsNode? node)
    {
        var defaults = new UpsTestRules();
        if (node is null)
        {
            return defaults;
        }

        var rules = new UpsTestRules
        {
            MaxOnBattery = node.GetDuration("maxOnBattery", TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), defaults.MaxOnBattery),
            InputGoneVolts = node.GetNumber("inputGoneVolts", 20, 400, defaults.InputGoneVolts),
            InputMinVolts = node.GetNumber("inputMinVolts", 20, 1000, defaults.InputMinVolts),
            InputMaxVolts = node.GetNumber("inputMaxVolts", 20, 1000, defaults.InputMaxVolts),
            Settle = node.GetDuration("settle", TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(30), defaults.Settle),
            Interval = node.GetDuration("interval", TimeSpan.FromDays(1), TimeSpan.FromDays(366), defaults.Interval),
            Grace = node.GetOptionalDuration("grace", TimeSpan.Zero, TimeSpan.FromDays(90)),
        };
        if (rules.InputGoneVolts > rules.InputMinVolts || rules.InputMinVolts >= rules.InputMaxVolts)
        {
            node.Refuse("must have inputGoneVolts ≤ inputMinVolts < inputMaxVolts.");
        }

        return rules;
    }

    internal bool IsInputHealthy(double volts) => volts >= InputMinVolts && volts <= InputMaxVolts;
}
