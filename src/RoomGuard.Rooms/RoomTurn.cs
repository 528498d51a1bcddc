using System.Collections.Immutable;
using RoomGuard.Contract.Points;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Alarms.Kinds;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.Recognition;
using RoomGuard.Rooms.Recognition.Access;
using RoomGuard.Rooms.Recognition.Checks;
using RoomGuard.Rooms.Rules;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Trends;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Rooms;

/// <summary>One step of one room while it is being taken: what was, what becomes of it, and the effects so far. Lives for one call.</summary>
internal sealed class RoomTurn
{
    private readonly List<RoomEffect> _effects = [];

    internal RoomTurn(RoomDefinition room, RoomState before, DateTimeOffset now)
    {
        (Room, Before, Now) = (room, before, now);
        var memory = before.Memory;
        Points = before.Points.ToBuilder();
        Agents = before.Agents.ToBuilder();
        Attestations = before.Attestations.ToBuilder();
        Verdicts = before.Verdicts.ToBuilder();
        Findings = memory.Findings.ToBuilder();
        Revocations = memory.Revocations.ToBuilder();
        (Trends, Ballots) = (before.Trends, memory.Ballots);
        Happened = memory.Happened.ToBuilder();
        Watched = memory.Watched.ToBuilder();
        Unsigned = memory.Unsigned.ToBuilder();
        (Openings, GrantedAt, FeedDrops, Hints) = (memory.Openings, memory.GrantedAt, memory.FeedDrops, before.Hints);
        MonthFrom = memory.MonthFrom;
        (SkewedAt, SweptAt, AssessAt) = (memory.SkewedAt, memory.SweptAt, memory.AssessAt);
        (TermsAt, TermsDue) = (memory.TermsAt, memory.TermsDue);
        Windows = new WindowBook(this);
        Alarms = new AlarmDesk(this);
        Tracks = new Tracks(this);
        Outages = new Outages(this);
        Access = new AccessBook(this);
        Checks = new ChecksDesk(this);
        Journal = new JournalDesk(this);
    }

    internal RoomDefinition Room { get; }

    internal RoomRules Rules => Room.Rules;

    internal RoomState Before { get; }

    internal DateTimeOffset Now { get; }

    internal WindowBook Windows { get; }

    internal AlarmDesk Alarms { get; }

    internal Tracks Tracks { get; }

    internal Outages Outages { get; }

    internal AccessBook Access { get; }

    internal ChecksDesk Checks { get; }

    internal JournalDesk Journal { get; }

    internal ImmutableDictionary<string, PointState>.Builder Points { get; }

    internal ImmutableDictionary<string, AgentLink>.Builder Agents { get; }

    internal ImmutableDictionary<string, Attestation>.Builder Attestations { get; }

    internal ImmutableDictionary<string, Verdict>.Builder Verdicts { get; }

    internal Catalogue Catalogue => Room.Catalogue;

    internal ImmutableDictionary<string, Evidence>.Builder Findings { get; }

    internal ImmutableDictionary<string, Evidence>.Builder Revocations { get; }

    internal ImmutableDictionary<string, Evidence>.Builder Happened { get; }

    internal ImmutableDictionary<string, DateTimeOffset>.Builder Watched { get; }

    internal ImmutableDictionary<string, UnsignedEntry>.Builder Unsigned { get; }

    internal ImmutableList<DateTimeOffset> Openings { get; set; }

    internal DateTimeOffset? GrantedAt { get; set; }

    internal ImmutableDictionary<string, ImmutableList<DateTimeOffset>> FeedDrops { get; set; }

    internal ImmutableList<ClauseHint> Hints { get; set; }

    internal ImmutableDictionary<string, TrendEstimate> Trends { get; set; }

    internal ImmutableDictionary<string, Ballot> Ballots { get; set; }

    internal DateTimeOffset? MonthFrom { get; set; }

    internal DateTimeOffset? SkewedAt { get; set; }

    internal DateTimeOffset SweptAt { get; set; }

    internal DateTimeOffset AssessAt { get; set; }

    internal DateTimeOffset TermsAt { get; set; }

    internal DateTimeOffset TermsDue { get; set; }

    internal void Add(RoomEffect effect)
    {
        _effects.Add(effect);
        if (effect is AlarmChanged change)
        {
            Journal.Follow(change);
            Checks.Follow(change);
        }
        else if (effect is JournalDrafted drafted)
        {
            VerdictBook.Observe(this, drafted.Draft);
            if (drafted.Draft.Completes is null)
            {
                SigningAlarms.Await(this, drafted.Draft.Key, drafted.Draft.Journal);
            }
        }
    }

    /// <summary>Whether no value comes from this point now, so that time passing says nothing about it.</summary>
    internal bool IsSilent(PointId point) => Points.TryGetValue(RoomState.KeyOf(point), out var state) && state.IsStale;

    /// <summary>The room after this step.</summary>
    internal RoomStep End()
    {
        Alarms.Review();
        if (_effects.Count > 0)
        {
            Alarms.Tell(_effects);
        }

        var memory = new RoomMemory
        {
            Conditions = Alarms.Conditions,
            Shelf = Alarms.Shelf.All,
            Chatter = Alarms.Chatter.All,
            Flood = Alarms.Flood.Watch is { IsOn: false, Times.IsEmpty: true } ? null : Alarms.Flood.Watch,
            Cascade = Alarms.Cascade.Watch,
            Tracks = Tracks.All,
            Outage = Outages.Watch,
            Access = Access.Watch,
            Checks = Checks.Watch,
            Incidents = Journal.Incidents,
            Drafted = Journal.Drafted,
            Findings = Findings.ToImmutable(),
            Revocations = Revocations.ToImmutable(),
            Happened = Happened.ToImmutable(),
            Watched = Watched.ToImmutable(),
            Unsigned = Unsigned.ToImmutable(),
            Openings = Openings,
            GrantedAt = GrantedAt,
            FeedDrops = FeedDrops,
            Ballots = Ballots,
            SkewedAt = SkewedAt,
            MonthFrom = MonthFrom,
            SweptAt = SweptAt,
            AssessAt = AssessAt,
            TermsAt = TermsAt,
            TermsDue = TermsDue,
        };
        var after = new RoomState
        {
            Room = Before.Room,
            Points = Points.ToImmutable(),
            Alarms = Alarms.Alarms,
            Windows = Windows.All,
            Agents = Agents.ToImmutable(),
            Attestations = Attestations.ToImmutable(),
            Verdicts = Verdicts.ToImmutable(),
            Trends = Trends,
            Hints = Hints,
            Memory = memory == Before.Memory ? Before.Memory : memory,
        };
        return new RoomStep(after == Before ? Before : after, _effects);
    }
}
