using System.Collections.Immutable;

namespace RoomGuard.Rooms.Recognition.Checks;

/// <summary>Tests of fire protection, climate and cameras that are under way in a room. Immutable.</summary>
internal sealed record RoomChecks
{
    internal static readonly RoomChecks Nothing = new();

    /// <summary>Fire tests, one for each declared test at most.</summary>
    public ImmutableList<FireCheck> Fire { get => field ?? []; init; } = [];

    public ImmutableList<ClimateCheck> Climate { get => field ?? []; init; } = [];

    /// <summary>Cameras by equipment.</summary>
    public ImmutableDictionary<string, CameraCheck> Cameras { get => field ?? ImmutableDictionary<string, CameraCheck>.Empty; init; } = ImmutableDictionary<string, CameraCheck>.Empty;

    internal bool IsEmpty => Fire.IsEmpty && Climate.IsEmpty && Cameras.IsEmpty;
}

/// <summary>A fire test within a declared test.</summary>
/// <param name="WindowId">The declared test.</param>
/// <param name="From">The first sign, UTC.</param>
internal sealed record FireCheck(string WindowId, DateTimeOffset From)
{
    public string? Panel { get; init; }

    public string? Detector { get; init; }

    public DateTimeOffset? SmokeAt { get; init; }

    public DateTimeOffset? AlarmAt { get; init; }

    public DateTimeOffset? FaultAt { get; init; }

    /// <summary>When the release relay acted after the panel's alarm, UTC.</summary>
    public DateTimeOffset? ReleaseAt { get; init; }

    /// <summary>When alarms and faults were all gone, UTC; null while any stands.</summary>
    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>What went off after the panel's alarm.</summary>
    public ImmutableList<Interlock> Interlocks { get => field ?? []; init; } = [];
}

/// <summary>Something that the fire panel switched off.</summary>
internal sealed record Interlock(string Equipment, string Signal, DateTimeOffset At);

/// <summary>A test of the climate: <c>failover</c>, <c>restart</c> or <c>high_temperature</c>.</summary>
internal sealed record ClimateCheck(string Kind, string Equipment, DateTimeOffset From)
{
    /// <summary>The declared test it belongs to; null for one that happened by itself.</summary>
    public string? WindowId { get; init; }

    /// <summary>Whether it is sure that power, and not its thermostat, stopped the unit.</summary>
    public bool IsSure { get; init; }

    /// <summary>When what was tested happened, UTC.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>How long that took.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>When it is to be written, UTC.</summary>
    public DateTimeOffset? WriteAt { get; init; }

    /// <summary>What gauges did meanwhile: <c>temp rh supply return</c>.</summary>
    public ImmutableDictionary<string, Spread> Spreads { get => field ?? ImmutableDictionary<string, Spread>.Empty; init; } = ImmutableDictionary<string, Spread>.Empty;
}

/// <summary>What is known of one camera since its last entry.</summary>
/// <param name="CheckedAt">Its last entry, or when it was first heard of, UTC.</param>
internal sealed record CameraCheck(DateTimeOffset CheckedAt)
{
    /// <summary>Whether it stayed online while the room was on battery or on the generator; null when that did not happen.</summary>
    public bool? IsOnBackup { get; init; }
}
