using System.Collections.Immutable;

namespace RoomGuard.Rooms.Recognition;

/// <summary>What an engine is doing, whatever its controller calls it.</summary>
internal enum EnginePhase
{
    /// <summary>Not known yet.</summary>
    Unknown,

    /// <summary>Stands still.</summary>
    Stopped,

    /// <summary>Preheats, cranks, or waits between attempts.</summary>
    Starting,

    /// <summary>Runs without load.</summary>
    Running,

    /// <summary>Carries load.</summary>
    OnLoad,

    /// <summary>Runs on to cool down, or is stopping.</summary>
    Cooldown,
}

/// <summary>What one generator is doing.</summary>
internal sealed record GeneratorWatch
{
    public EnginePhase Phase { get; init; }

    /// <summary>Since when, by the sample that showed it, UTC.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>The run under way; it lasts until the engine has stood still for a while.</summary>
    public GeneratorRun? Run { get; init; }
}

/// <summary>One run of a generator, from the start command until the engine has stood still for a while.</summary>
/// <param name="StartedAt">The first sample that was not "stopped", UTC.</param>
internal sealed record GeneratorRun(DateTimeOffset StartedAt)
{
    /// <summary>The last sample that was "stopped", UTC; null when none was seen.</summary>
    public DateTimeOffset? StoppedBefore { get; init; }

    /// <summary>Whether the run was under way when its samples began: the start was not seen.</summary>
    public bool IsJoinedLate { get; init; }

    /// <summary>When it went on after standing still for a moment, UTC; null when it did not.</summary>
    public DateTimeOffset? ResumedAt { get; init; }

    public int Attempts { get; init; }

    /// <summary>When it was seen that it does not start in time, UTC.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    public DateTimeOffset? RunningAt { get; init; }

    /// <summary>When voltage and frequency were first both good, UTC.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>The last sample before <see cref="ReadyAt"/> that was not good, UTC.</summary>
    public DateTimeOffset? NotReadyAt { get; init; }

    public DateTimeOffset? LoadedAt { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>When the mains were lost, before or during the run, UTC; null when they were there all the time.</summary>
    public DateTimeOffset? MainsLostAt { get; init; }

    /// <summary>Whether the transfer switch moved to the generator.</summary>
    public bool IsTransferred { get; init; }

    /// <summary>The controller's mode when it started, as a word of <c>gen.mode</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>How long the load was at least what a test needs.</summary>
    public TimeSpan LoadedEnough { get; init; }

    /// <summary>When the load was last read, UTC.</summary>
    public DateTimeOffset? LoadReadAt { get; init; }

    /// <summary>Values just before: <c>hours</c>, <c>fuel</c>, <c>battery</c>, <c>starts_failed</c>, <c>cranks</c>.</summary>
    public ImmutableDictionary<string, double> Before { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>What gauges did meanwhile: <c>load</c> (percent), <c>kw volts.l1 … amps.l1 … hertz rpm oil coolant cranking bank</c>.</summary>
    public ImmutableDictionary<string, Spread> Spreads { get; init; } = ImmutableDictionary<string, Spread>.Empty;

    /// <summary>Values of the newest poll, kept apart until the next: should the same poll say that the engine stopped, they are of no run.</summary>
    public ImmutableDictionary<string, double> Pending { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>When <see cref="Pending"/> was read, UTC.</summary>
    public DateTimeOffset PendingAt { get; init; }

    /// <summary>Signals of alarms that the controller gave meanwhile.</summary>
    public ImmutableSortedSet<string> Alarms { get; init; } = ImmutableSortedSet<string>.Empty;

    internal bool IsRealOutage => MainsLostAt is not null;
}
