using RoomGuard.Rooms.Clause35.Access;

namespace RoomGuard.Rooms.Recognition.Access;

/// <summary>Pairs cards with doors, and enters each visit once, when it is over.</summary>
/// <param name="turn">The step.</param>
/// <param name="watch">Who is in the room, and its doors.</param>
internal sealed class AccessDesk(RoomTurn turn, AccessWatch watch)
{
    // Domain rule: access granted within ten seconds before an opening is for that opening; a card, or a request to exit, may be heard a little after it.
    private static readonly TimeSpan GrantHolds = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan EscortWithin = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan MotionHolds = TimeSpan.FromSeconds(60);

    // An attacker may hold cards to a reader all day.
    private const int MostGrants = 16;

    private const int MostVisits = 64;

    private const int MostOpenings = 64;

    /// <summary>After so long it is known what an opening was for.</summary>
    internal static readonly TimeSpan Settles = GrantHolds + TimeSpan.FromSeconds(1);

    private AccessWatch _watch = watch;

    internal AccessWatch Watch { get => _watch; set => _watch = value; }

    /// <summary>Takes in what was heard.</summary>
    /// <param name="before">What the contact said before; null when nobody knows.</param>
    internal void Observe(AccessSign sign, bool? before)
    {
        Advance(sign.At);
        switch (sign.Signal)
        {
            case "acs.event" when sign.Event is { } happening:
                Take(happening, sign.Equipment, sign.At);
                break;
            case "door.open" when before != sign.Flag:
                TakeDoor(sign.Equipment, sign.Flag, before is not null, sign.At);
                break;
            case "door.forced" when sign.Flag && before == false:
                TakeForced(sign.Equipment, sign.At);
                break;
            case "motion.active" when sign.Flag:
                _watch = _watch with { MotionAt = sign.At };
                break;
        }
    }

    /// <summary>Whether a card was let in that has not opened this door yet.</summary>
    internal bool IsGranted(string door, DateTimeOffset at) => FindGrant(new DoorOpening(door, at)) is not null;

    /// <summary>Lets time pass: openings are decided, and the day ends for those whose exit nobody saw.</summary>
    internal void Advance(DateTimeOffset now)
    {
        if (_watch.Openings.IsEmpty && _watch.Visits.IsEmpty)
        {
            return;
        }

        foreach (var opening in _watch.Openings)
        {
            if (!opening.IsDecided && now - opening.At > GrantHolds)
            {
                Decide(opening);
            }
            else if (opening is { IsForced: true, ClosedAt: null } && EndOfDay(opening.At) <= now)
            {
                _watch = _watch with { Openings = _watch.Openings.Remove(opening) };
                AccessEntry.WriteForced(turn, opening);
            }
        }

        _watch = _watch with { Openings = _watch.Openings.RemoveAll(opening => opening is { IsDecided: true, ClosedAt: not null }) };
        foreach (var visit in _watch.Visits)
        {
            if (EndOfDay(visit.At) is var midnight && midnight <= now)
            {
                _watch = _watch with { Visits = _watch.Visits.Remove(visit) };
                AccessEntry.WriteVisit(turn, visit, midnight);
            }
        }
    }

    private void Take(AccessEvent happening, string equipment, DateTimeOffset at)
    {
        var door = DoorOf(happening.Reader ?? equipment);
        switch (happening.Word)
        {
            case AccessWord.Denied:
                AccessEntry.WriteDenied(turn, happening, door ?? happening.Reader ?? equipment, at);
                break;
            case AccessWord.RequestToExit:
                _watch = _watch with { ExitAskedAt = at, ExitDoor = door };
                break;
            default:
                Grant(new AccessGrant(at) { Door = door, Card = happening.Card, Name = happening.Name, IsOut = happening.IsOut }, happening.Reader ?? equipment);
                break;
        }
    }

    private void Grant(AccessGrant grant, string reader)
    {
        if (!grant.IsOut && FindLed(grant) is { } led)
        {
            _watch = _watch with { Visits = _watch.Visits.Replace(led, led with { Escort = grant.Name ?? grant.Card }) };
        }
        else if (IsDoorKnown())
        {
            var grants = _watch.Grants.RemoveAll(known => grant.At - known.At > EscortWithin);
            _watch = _watch with { Grants = (grants.Count >= MostGrants ? grants.RemoveAt(0) : grants).Add(grant) };
        }
        else if (grant.IsOut)
        {
            Leave(grant.Card, grant.At);
        }
        else
        {
            Enter(new AccessVisit(reader, grant.At) { GrantedAt = grant.At, Card = grant.Card, Name = grant.Name });
        }
    }

    private AccessVisit? FindLed(AccessGrant grant) => _watch.Visits.FindLast(visit =>
        visit.Escort is null && visit.Card is not null && grant.Card is not null && visit.Card != grant.Card && grant.At - visit.GrantedAt <= EscortWithin && (grant.Door is null || grant.Door == visit.Door));

    private void TakeDoor(string door, bool isOpen, bool isChange, DateTimeOffset at)
    {
        if (!isOpen)
        {
            Close(door, at);
        }
        else if (isChange && IsAccessWired() && _watch.Openings.Count < MostOpenings)
        {
            var opening = new DoorOpening(door, at) { IsMotionBefore = at - _watch.MotionAt <= MotionHolds };
            _watch = _watch with { Openings = _watch.Openings.Add(opening) };
            if (FindGrant(opening) is not null)
            {
                Decide(opening);
            }
        }
    }

    // The contact that the access controller itself calls forced needs no waiting.
    private void TakeForced(string door, DateTimeOffset at)
    {
        if (_watch.Openings.FindLast(opening => opening.Door == door && opening.ClosedAt is null) is not { } open)
        {
            AccessEntry.WriteForced(turn, new DoorOpening(door, at));
        }
        else if (!open.IsDecided)
        {
            Replace(open, open with { IsDecided = true, IsForced = true });
        }
    }

    private void Decide(DoorOpening opening)
    {
        if (FindGrant(opening) is { } grant)
        {
            _watch = _watch with { Grants = _watch.Grants.Remove(grant) };
            Replace(opening, opening with { IsDecided = true });
            if (grant.IsOut)
            {
                Leave(grant.Card, opening.At);
            }
            else
            {
                Enter(new AccessVisit(opening.Door, opening.At) { GrantedAt = grant.At, Card = grant.Card, Name = grant.Name, OpenFor = opening.ClosedAt - opening.At });
            }

            return;
        }

        var isEscort = _watch.Visits.Exists(visit => visit.Door == opening.Door && visit.Escort is not null && opening.At - visit.GrantedAt <= EscortWithin && opening.At > visit.At);
        var isAsked = _watch.ExitAskedAt is { } asked && (asked - opening.At).Duration() <= GrantHolds && (_watch.ExitDoor is null || _watch.ExitDoor == opening.Door);
        var isFromInside = isAsked || (!_watch.Visits.IsEmpty && (opening.IsMotionBefore || turn.Rules.Clause163.Openings == 0));
        if (isEscort || isFromInside)
        {
            Replace(opening, opening with { IsDecided = true });
            if (!isEscort)
            {
                Leave(null, opening.At);
            }

            return;
        }

        var forced = opening with { IsDecided = true, IsForced = true, Incident = AccessEntry.BeginIncident(turn, opening) };
        Replace(opening, forced);
        if (forced.ClosedAt is { } closed)
        {
            End(forced, closed);
        }
    }

    private void Close(string door, DateTimeOffset at)
    {
        if (_watch.Openings.FindLast(opening => opening.Door == door && opening.ClosedAt is null) is not { } open)
        {
            return;
        }

        var closed = open with { ClosedAt = at };
        Replace(open, closed);
        if (closed.IsForced)
        {
            End(closed, at);
        }
        else if (_watch.Visits.FindLast(visit => visit.Door == door && visit.At == open.At) is { } visit)
        {
            var seen = visit with { OpenFor = at - open.At };
            _watch = _watch with { Visits = _watch.Visits.Replace(visit, seen) };
            Finish(seen);
        }
    }

    private void End(DoorOpening forced, DateTimeOffset closed)
    {
        AccessEntry.WriteForced(turn, forced);
        AccessEntry.EndIncident(turn, forced, closed);
    }

    private void Enter(AccessVisit visit)
    {
        if (_watch.Visits.Count >= MostVisits)
        {
            AccessEntry.WriteVisit(turn, _watch.Visits[0], null);
            _watch = _watch with { Visits = _watch.Visits.RemoveAt(0) };
        }

        _watch = _watch with { Visits = _watch.Visits.Add(visit) };
    }

    // Without a card, only one who is alone in the room can be the one who leaves.
    private void Leave(string? card, DateTimeOffset at)
    {
        var inside = _watch.Visits.FindAll(visit => visit.LeftAt is null && (card is null || visit.Card == card));
        if (inside is [var visit])
        {
            var left = visit with { LeftAt = at };
            _watch = _watch with { Visits = _watch.Visits.Replace(visit, left) };
            Finish(left);
        }
    }

    private void Finish(AccessVisit visit)
    {
        if (visit.LeftAt is not null && (visit.OpenFor is not null || !IsDoorKnown()))
        {
            _watch = _watch with { Visits = _watch.Visits.Remove(visit) };
            AccessEntry.WriteVisit(turn, visit, visit.LeftAt);
        }
    }

    private AccessGrant? FindGrant(DoorOpening opening) => _watch.Grants.FindLast(grant =>
        opening.At - grant.At <= GrantHolds && grant.At <= opening.At && (grant.Door is null || grant.Door == opening.Door));

    private void Replace(DoorOpening before, DoorOpening after) =>
        _watch = _watch with { Openings = _watch.Openings.Replace(_watch.Openings.Find(opening => opening.Door == before.Door && opening.At == before.At)!, after) };

    private DateTimeOffset EndOfDay(DateTimeOffset at)
    {
        var midnight = TimeZoneInfo.ConvertTime(at, turn.Room.Zone).Date.AddDays(1);
        return new DateTimeOffset(midnight, turn.Room.Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    // A reader may be called as its door, or as a part of it; a controller of a room with one door means that one.
    private string? DoorOf(string reader)
    {
        string? only = null;
        var count = 0;
        foreach (var (_, point) in turn.Points)
        {
            if (point.Point.Signal == "door.open")
            {
                if (reader == point.Point.Equipment || reader.StartsWith(point.Point.Equipment + ".", StringComparison.Ordinal))
                {
                    return point.Point.Equipment;
                }

                (only, count) = (point.Point.Equipment, count + 1);
            }
        }

        return count == 1 ? only : null;
    }

    private bool IsDoorKnown() => IsHeard("door.open");

    private bool IsAccessWired() => IsHeard("acs.event");

    private bool IsHeard(string signal)
    {
        foreach (var (_, point) in turn.Points)
        {
            if (point.Point.Signal == signal)
            {
                return true;
            }
        }

        return false;
    }
}
