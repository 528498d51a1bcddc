using RoomGuard.Contract.Files;

namespace RoomGuard.Rooms.Rules;

/// <summary>How a generator run is recognised, and what a good one is. Defaults follow NFPA 110 and ISO 8528 G2 as practice, not as law.</summary>
public sealed record GeneratorTestRules
{
    /// <summary>Longest time from the start command to a running engine; 5 s to 10 min. Longer is a failed start.</summary>
    public TimeSpan StartWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the engine must stand still for the run to be over; 10 s to 1 h.</summary>
    public TimeSpan CloseAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest time to rated voltage and frequency; 1 s to 10 min. Type 10 of NFPA 110 is 10 s.</summary>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Shortest run that counts as a test; 1 min to 24 h.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Smallest load, in percent of rated power; 0 to 100.</summary>
    public double LoadPercent { get; init; } = 30;

    /// <summary>Rated voltage between phase and neutral, in volts; 50 to 1000.</summary>
    public double RatedVolts { get; init; } = 230;

    /// <summary>Rated frequency, in hertz; 40 to 70.</summary>
    public double RatedHertz { get; init; } = 50;

    /// <summary>Largest deviation of voltage, in percent of rated; 0.1 to 50.</summary>
    public double VoltagePercent { get; init; } = 5;

    /// <summary>Largest deviation of frequency, in percent of rated; 0.1 to 50.</summary>
    public double FrequencyPercent { get; init; } = 1.5;

    /// <summary>Least fuel that may be left, in percent; 0 to 100.</summary>
    public double FuelPercent { get; init; } = 20;

    /// <summary>Time from one test to the next; 1 d to 366 d.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromDays(31);

    /// <summary>How much later than the interval a test may be before it is overdue; 0 to 90 d. Null: as the edition says, 7 d.</summary>
    public TimeSpan? Grace { get; init; }

    internal static GeneratorTestRules Read(SettingsNode? node)
    {
        var defaults = new GeneratorTestRules();
        if (node is null)
        {
            return defaults;
        }

        var minute = TimeSpan.FromMinutes(1);
        return new GeneratorTestRules
        {
            StartWithin = node.GetDuration("startWithin", TimeSpan.FromSeconds(5), 10 * minute, defaults.StartWithin),
            CloseAfter = node.GetDuration("closeAfter", TimeSpan.FromSeconds(10), 60 * minute, defaults.CloseAfter),
            ReadyWithin = node.GetDuration("readyWithin", TimeSpan.FromSeconds(1), 10 * minute, defaults.ReadyWithin),
            Duration = node.GetDuration("duration", minute, TimeSpan.FromDays(1), defaults.Duration),
            LoadPercent = node.GetNumber("loadPercent", 0, 100, defaults.LoadPercent),
            RatedVolts = node.GetNumber("ratedVolts", 50, 1000, defaults.RatedVolts),
            RatedHertz = node.GetNumber("ratedHertz", 40, 70, defaults.RatedHertz),
            VoltagePercent = node.GetNumber("voltagePercent", 0.1, 50, defaults.VoltagePercent),
            FrequencyPercent = node.GetNumber("frequencyPercent", 0.1, 50, defaults.FrequencyPercent),
            FuelPercent = node.GetNumber("fuelPercent", 0, 100, defaults.FuelPercent),
            Interval = node.GetDuration("interval", TimeSpan.FromDays(1), TimeSpan.FromDays(366), defaults.Interval),
            Grace = node.GetOptionalDuration("grace", TimeSpan.Zero, TimeSpan.FromDays(90)),
        };
    }

    internal bool IsVoltageGood(double volts) => Math.Abs(volts - RatedVolts) <= RatedVolts * VoltagePercent / 100;

    internal bool IsFrequencyGood(double hertz) => Math.Abs(hertz - RatedHertz) <= RatedHertz * FrequencyPercent / 100;
}
