using System.Collections.Immutable;

namespace RoomGuard.Rooms.Recognition.Access;

/// <summary>Access that was granted and is not used yet.</summary>
internal sealed record AccessGrant(DateTimeOffset At)
{
    public string? Door { get; init; }

    public string? Card { get; init; }

    public string? Name { get; init; }

    public bool IsOut { get; init; }
}

/// <summary>A door that was opened; what it was for is known ten seconds later at the latest.</summary>
internal sealed record DoorOpening(string Door, DateTimeOffset At)
{
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Whether it is known what it was for.</summary>
    public bool IsDecided { get; init; }

    /// <summary>Whether nothing allowed it.</summary>
    public bool IsForced { get; init; }

    /// <summary>Whether somebody moved in the room just before.</summary>
    public bool IsMotionBefore { get; init; }

    /// <summary>Key of the incident that it began in 35.1; null when it began none.</summary>
    public string? Incident { get; init; }
}

/// <summary>Somebody who came in and has not left.</summary>
internal sealed record AccessVisit(string Door, DateTimeOffset At)
{
    /// <summary>When access was granted, UTC.</summary>
    public DateTimeOffset GrantedAt { get; init; }

    public string? Card { get; init; }

    public string? Name { get; init; }

    /// <summary>Who came along: the second card within a minute.</summary>
    public string? Escort { get; init; }

    /// <summary>How long the door stood open, once it is closed.</summary>
    public TimeSpan? OpenFor { get; init; }

    public DateTimeOffset? LeftAt { get; init; }
}

/// <summary>Who is in a room, and its doors, by what its access control and contacts said. Immutable.</summary>
internal sealed record AccessWatch
{
    internal static readonly AccessWatch Nobody = new();

    public ImmutableList<AccessGrant> Grants { get => field ?? []; init; } = [];

    public ImmutableList<DoorOpening> Openings { get => field ?? []; init; } = [];

    public ImmutableList<AccessVisit> Visits { get => field ?? []; init; } = [];

    /// <summary>When somebody last asked to leave, UTC, and at which door; null for any.</summary>
    public DateTimeOffset? ExitAskedAt { get; init; }

    public string? ExitDoor { get; init; }

    /// <summary>When motion was last seen in the room, UTC.</summary>
    public DateTimeOffset? MotionAt { get; init; }

    /// <summary>What came late and is not gone through yet.</summary>
    public ImmutableList<AccessSign> Late { get => field ?? []; init; } = [];

    /// <summary>When the last of it came, UTC.</summary>
    public DateTimeOffset? LateCameAt { get; init; }

    internal bool IsEmpty => Grants.IsEmpty && Openings.IsEmpty && Visits.IsEmpty && ExitAskedAt is null && MotionAt is null && Late.IsEmpty;
}
