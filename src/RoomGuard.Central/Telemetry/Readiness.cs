using RoomGuard.Central.Cluster;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Notify;
using RoomGuard.Central.Options;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Running;
using RoomGuard.Central.Series;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Store;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Telemetry;

/// <summary>Whether the centre does its work, part by part, and since when. Safe for several threads.</summary>
internal sealed class Readiness(CentralOptions options, ReadinessParts parts)
{
    /// <summary>How the names of channels begin.</summary>
    public const string ChannelStart = "channel ";

    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow();

    private readonly Dictionary<string, (bool IsWell, DateTimeOffset Since)> _known = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Looks at every part.</summary>
    public ReadinessReport Look()
    {
        var now = TimeProvider.System.GetUtcNow();
        (string Name, bool IsNeeded, Trouble? Trouble)[] found =
        [
            ("database", true, parts.Gate.Trouble),
            ("rooms", true, Rooms()),
            ("broker", true, parts.Link.Trouble),
            // A store that is away delays what is read; nothing waits for it but the disk.
            ("series", false, parts.Series.Trouble),
            ("spool", true, parts.Series.Blocked),
            ("ingest", true, parts.Pulse.Trouble),
            ("loops", true, Loops()),
            ("site", false, parts.Sites.Trouble),
            ("points", false, Points()),
            .. parts.Couriers.Select(courier => (ChannelStart + courier.Channel, false, courier.Trouble)),
        ];
        lock (_lock)
        {
            return new ReadinessReport(now, [.. found.Select(part => new PartReport(part.Name, part.IsNeeded, part.Trouble, Since(part.Name, part.Trouble, now)))]);
        }
    }

    private Trouble? Rooms()
    {
        if (!parts.Gate.Ready.IsCompleted)
        {
            return new Trouble("The rooms are not loaded yet.", "the part \"database\", if this lasts.", Start);
        }

        // Where several machines share the rooms, the others own the rest. A room that was read and waits for its owner is as it was: what comes for it brings the owner.
        var missing = options.Cluster is null ? parts.Board.Count - parts.Silo.Local.Count - parts.Silo.Stored.Count : 0;
        return missing > 0
            ? new Trouble(FormattableString.Invariant($"{missing} of {parts.Board.Count} rooms have no owner: nothing is judged there."), "the lines of the log around event 4131.", Known("rooms"))
            : null;
    }

    private Trouble? Points()
    {
        var full = parts.Board.Rooms.Where(room => room.State.Points.Count >= RoomState.MostPoints).Select(room => room.Definition.Path).ToList();
        return full.Count > 0
            ? new Trouble(FormattableString.Invariant($"{full.Count} rooms have {RoomState.MostPoints} points, which is the most: what further ones say is stored and not judged. The first is {full[0]}."), "who publishes so many points there; take away retained births of agents that do not exist.", Known("points"))
            : null;
    }

    private Trouble? Loops() => parts.Supervisor.Troubles switch
    {
        [] => null,
        [var (loop, trouble)] => trouble with { What = $"{loop}: {trouble.What}" },
        [var (_, first), ..] failed => first with { What = $"{string.Join(", ", failed.Select(one => one.Loop))}: these loops failed and are started again.", Since = failed.Min(one => one.Trouble.Since) },
    };

    // Since when a part that nobody times has not been well.
    private DateTimeOffset Known(string name)
    {
        lock (_lock)
        {
            return _known.TryGetValue(name, out var known) && !known.IsWell ? known.Since : TimeProvider.System.GetUtcNow();
        }
    }

    private DateTimeOffset Since(string name, Trouble? trouble, DateTimeOffset now)
    {
        var isWell = trouble is null;
        if (!_known.TryGetValue(name, out var known) || known.IsWell != isWell)
        {
            _known[name] = known = (isWell, trouble?.Since ?? now);
        }

        return known.Since;
    }
}

/// <summary>What is looked at.</summary>
internal sealed record ReadinessParts(StateGate Gate, RoomBoard Board, RoomSilo Silo, MqttLink Link, SeriesWriter Series, SiteBook Sites, IngestPulse Pulse, Supervisor Supervisor, Courier[] Couriers);

/// <summary>One look at all parts.</summary>
/// <param name="At">When it was, UTC.</param>
internal sealed record ReadinessReport(DateTimeOffset At, IReadOnlyList<PartReport> Parts)
{
    /// <summary>Whether the centre does its work: every part that it needs works.</summary>
    public bool IsReady => Parts.All(part => part.Trouble is null || !part.IsNeeded);
}

/// <summary>One part of the centre.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsNeeded">Whether the centre is not ready without it. A mail server that is away hinders nobody from watching.</param>
/// <param name="Trouble">What is amiss; null when nothing is.</param>
/// <param name="Since">Since when it is as it is, UTC.</param>
internal sealed record PartReport(string Name, bool IsNeeded, Trouble? Trouble, DateTimeOffset Since);
