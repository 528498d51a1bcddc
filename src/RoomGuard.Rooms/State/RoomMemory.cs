using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Alarms.Crowds;
using RoomGuard.Rooms.Alarms.Holds;
using RoomGuard.Rooms.Alarms.Kinds;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.Recognition;
using RoomGuard.Rooms.Recognition.Access;
using RoomGuard.Rooms.Recognition.Checks;

namespace RoomGuard.Rooms.State;

/// <summary>What a room's rules remember between two steps and nobody else needs.</summary>
internal sealed record RoomMemory
{
    /// <summary>Conditions that are under way, by <see cref="AlarmCase.Key"/>.</summary>
    public ImmutableDictionary<string, Condition> Conditions { get; init; } = ImmutableDictionary<string, Condition>.Empty;

    /// <summary>What people shelved or took out of service, by <see cref="AlarmCase.Key"/>.</summary>
    public ImmutableDictionary<string, AlarmHold> Shelf { get => field ?? ImmutableDictionary<string, AlarmHold>.Empty; init; } = ImmutableDictionary<string, AlarmHold>.Empty;

    /// <summary>How often alarms opened lately, by <see cref="AlarmCase.Key"/>.</summary>
    public ImmutableDictionary<string, ChatterWatch> Chatter { get => field ?? ImmutableDictionary<string, ChatterWatch>.Empty; init; } = ImmutableDictionary<string, ChatterWatch>.Empty;

    /// <summary>How many alarms came lately; null for none.</summary>
    public FloodWatch? Flood { get; init; }

    /// <summary>The newest alarms that came together.</summary>
    public CascadeWatch? Cascade { get; init; }

    /// <summary>Power equipment as its samples told it, by equipment.</summary>
    public ImmutableDictionary<string, TrackPair> Tracks { get; init; } = ImmutableDictionary<string, TrackPair>.Empty;

    /// <summary>The mains outage under way.</summary>
    public OutageWatch? Outage { get; init; }

    /// <summary>Who is in the room, and its doors.</summary>
    public AccessWatch Access { get => field ?? AccessWatch.Nobody; init; } = AccessWatch.Nobody;

    /// <summary>Tests of fire protection, climate and cameras that are under way.</summary>
    public RoomChecks Checks { get => field ?? RoomChecks.Nothing; init; } = RoomChecks.Nothing;

    /// <summary>Incidents whose alarms stand, by kind and equipment.</summary>
    public ImmutableDictionary<string, OpenIncident> Incidents { get; init; } = ImmutableDictionary<string, OpenIncident>.Empty;

    /// <summary>Tests and outages that have been drafted lately, oldest first.</summary>
    public ImmutableList<DraftMark> Drafted { get; init; } = [];

    /// <summary>What sensors contradicted and that stands, by part.</summary>
    public ImmutableDictionary<string, Evidence> Findings { get => field ?? ImmutableDictionary<string, Evidence>.Empty; init; } = ImmutableDictionary<string, Evidence>.Empty;

    /// <summary>The newest event that took an attestation's force away, by part.</summary>
    public ImmutableDictionary<string, Evidence> Revocations { get => field ?? ImmutableDictionary<string, Evidence>.Empty; init; } = ImmutableDictionary<string, Evidence>.Empty;

    /// <summary>The newest test or entry of each kind, by <c>{signal}/{equipment}</c>.</summary>
    public ImmutableDictionary<string, Evidence> Happened { get => field ?? ImmutableDictionary<string, Evidence>.Empty; init; } = ImmutableDictionary<string, Evidence>.Empty;

    /// <summary>Equipment that must be tested, with the time since when it is known, by <c>{kind}/{equipment}</c>.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Watched { get => field ?? ImmutableDictionary<string, DateTimeOffset>.Empty; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Openings of doors of the last day that nobody was granted access for.</summary>
    public ImmutableList<DateTimeOffset> Openings { get => field ?? []; init; } = [];

    /// <summary>The newest times at which each feed fell away, by equipment.</summary>
    public ImmutableDictionary<string, ImmutableList<DateTimeOffset>> FeedDrops { get => field ?? ImmutableDictionary<string, ImmutableList<DateTimeOffset>>.Empty; init; } = ImmutableDictionary<string, ImmutableList<DateTimeOffset>>.Empty;

    /// <summary>Votes of quorum rules where somebody has said yes, by the rule's name.</summary>
    public ImmutableDictionary<string, Ballot> Ballots
    {
        // A state stored before there were any has none.
        get => field ?? ImmutableDictionary<string, Ballot>.Empty;
        init;
    }

    /// <summary>Entries of journals that wait for their signatures, by the keys of their drafts.</summary>
    public ImmutableDictionary<string, UnsignedEntry> Unsigned { get => field ?? ImmutableDictionary<string, UnsignedEntry>.Empty; init; } = ImmutableDictionary<string, UnsignedEntry>.Empty;

    /// <summary>Since when it is not told yet that no incident happened, UTC: the beginning of the month, or of the room.</summary>
    public DateTimeOffset? MonthFrom { get; init; }

    /// <summary>When a sample from the future was last refused, UTC.</summary>
    public DateTimeOffset? SkewedAt { get; init; }

    /// <summary>When every point was last looked at; not kept, so that a restart looks at once.</summary>
    [JsonIgnore]
    public DateTimeOffset SweptAt { get; init; }

    /// <summary>When the verdicts are to be worked out next; not kept, for the same reason.</summary>
    [JsonIgnore]
    public DateTimeOffset AssessAt { get; init; }

    /// <summary>When access was last granted; not kept: what it covers is over in seconds.</summary>
    [JsonIgnore]
    public DateTimeOffset? GrantedAt { get; init; }

    /// <summary>When the terms of attestations were last looked at; not kept, for the same reason.</summary>
    [JsonIgnore]
    public DateTimeOffset TermsAt { get; init; }

    /// <summary>When they must be looked at again.</summary>
    [JsonIgnore]
    public DateTimeOffset TermsDue { get; init; }
}
