using System.Collections.Immutable;

namespace RoomGuard.Rooms.Recognition;

/// <summary>What one UPS is doing.</summary>
internal sealed record UpsWatch
{
    /// <summary>Whether it feeds its load from the battery; null before it said so.</summary>
    public bool? IsOnBattery { get; init; }

    /// <summary>Its last test result, as a word of <c>ups.test.result</c>.</summary>
    public string? Result { get; init; }

    /// <summary>The date of its last test, as the UPS writes it.</summary>
    public string? TestDate { get; init; }

    /// <summary>The test or outage under way.</summary>
    public UpsEpisode? Episode { get; init; }

    /// <summary>When the last recognised test ended, UTC: a date that changes soon after belongs to it.</summary>
    public DateTimeOffset? TestEndedAt { get; init; }

    internal bool IsTesting => Result == "in_progress";

    internal bool IsBusy => IsOnBattery == true || IsTesting;
}

/// <summary>A stretch in which a UPS was on battery or in a test, or gave the result of one.</summary>
/// <param name="StartedAt">Its first sign, UTC.</param>
internal sealed record UpsEpisode(DateTimeOffset StartedAt)
{
    /// <summary>The newest sign of it, UTC; it is over when none has come for a while.</summary>
    public DateTimeOffset LastSignAt { get; init; } = StartedAt;

    public DateTimeOffset? BatteryFrom { get; init; }

    public DateTimeOffset? BatteryUntil { get; init; }

    public DateTimeOffset? TestFrom { get; init; }

    public DateTimeOffset? TestUntil { get; init; }

    /// <summary>The result that the UPS gave at its end.</summary>
    public string? Result { get; init; }

    /// <summary>Whether the date of the last test changed.</summary>
    public bool IsDateNew { get; init; }

    /// <summary>When the word that changed was last read as it was before, if a break lies between, UTC: the test ran some time in it, and a backlog may tell more.</summary>
    public DateTimeOffset? BreakFrom { get; init; }

    /// <summary>Whether the UPS names a self-test as the cause of its transfer.</summary>
    public bool IsTestTheCause { get; init; }

    /// <summary>When the input was first seen gone while on battery, UTC. A generator test that switches the load over looks so too.</summary>
    public DateTimeOffset? InputLowAt { get; init; }

    /// <summary>When the outage began, UTC, once it is sure that it is one.</summary>
    public DateTimeOffset? InputGoneAt { get; init; }

    /// <summary>Whether the input was healthy before; null when not known.</summary>
    public bool? WasInputHealthy { get; init; }

    /// <summary>Whether a generator test with the mains present caused it.</summary>
    public bool IsPlanned { get; init; }

    /// <summary>Values just before: <c>charge</c>, <c>runtime</c>, <c>battery</c>, <c>input</c>.</summary>
    public ImmutableDictionary<string, double> Before { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>What gauges did meanwhile: <c>load battery temperature output hertz input on_battery</c>.</summary>
    public ImmutableDictionary<string, Spread> Spreads { get; init; } = ImmutableDictionary<string, Spread>.Empty;

    internal bool HasTestSign => TestFrom is not null || Result is not null || IsDateNew || IsTestTheCause;

    /// <summary>Whether nothing but a new word shows it, after a break in which it ran.</summary>
    internal bool IsOfBreak => BreakFrom is not null && BatteryFrom is null && TestFrom is null;

    /// <summary>Whether the mains, not a test, put it on battery.</summary>
    internal bool IsOutage => InputGoneAt is not null;
}
