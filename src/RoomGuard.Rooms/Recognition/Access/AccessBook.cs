using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Recognition.Access;

/// <summary>The visits of one room during one step: what is heard now goes on at once; what comes late is gathered, and gone through in its order when it is all there.</summary>
internal sealed class AccessBook(RoomTurn turn)
{
    // A backlog that has brought nothing for so long is all there.
    private static readonly TimeSpan BacklogEnds = TimeSpan.FromSeconds(60);

    // Until then it is kept with the room: it has an end all the same.
    private const int MostLate = 1_000;

    private readonly AccessDesk _live = new(turn, turn.Before.Memory.Access);

    internal AccessWatch Watch => _live.Watch;

    /// <summary>Takes in a sample that was news.</summary>
    internal void Observe(PointChange change)
    {
        var point = change.Next.Point;
        if (turn.Room.Journals.Access && AccessSign.IsOne(point.Signal) && AccessSign.Of(point, change.Next.Last, change.Next.At) is { } sign)
        {
            _live.Observe(sign, change.Previous is { Known: { Kind: ReadingKind.Flag } known } ? known.Flag : null);
        }
    }

    /// <summary>Takes in a sample that is older than what is known of its point.</summary>
    internal void TakeLate(Sample sample)
    {
        if (!turn.Room.Journals.Access || !AccessSign.IsOne(sample.Point.Signal) || AccessSign.Of(sample.Point, sample.Reading, sample.At) is not { } sign || Watch.Late.Contains(sign))
        {
            return;
        }

        _live.Watch = Watch with { Late = Watch.Late.Add(sign), LateCameAt = turn.Now };
        if (Watch.Late.Count >= MostLate)
        {
            GoThrough();
        }
    }

    /// <summary>Lets time pass: openings are decided, the day ends for those whose exit nobody saw, and a backlog that is all there is gone through.</summary>
    internal void Advance(DateTimeOffset now)
    {
        if (Watch.LateCameAt is { } came && now - came >= BacklogEnds)
        {
            GoThrough();
        }

        _live.Advance(now);
    }

    // Who was inside before it began may leave in it; who is inside at its end is inside now.
    private void GoThrough()
    {
        var late = Watch.Late.OrderBy(sign => sign.At).ToList();
        var inside = Watch.Visits.FindAll(visit => visit.At < late[0].At);
        var then = new AccessDesk(turn, new AccessWatch { Visits = inside });
        var contacts = new Dictionary<(string Equipment, string Signal), bool>();
        foreach (var sign in late)
        {
            // How a door stood before nobody knows; one that opens for a card was closed.
            var key = (sign.Equipment, sign.Signal);
            bool? before = contacts.TryGetValue(key, out var known) ? known : sign is { Signal: "door.open", Flag: true } && then.IsGranted(sign.Equipment, sign.At) ? false : null;
            then.Observe(sign, before);
            contacts[key] = sign.Flag;
        }

        then.Advance(late[^1].At + AccessDesk.Settles);
        _live.Watch = Watch with { Late = [], LateCameAt = null, Visits = then.Watch.Visits.AddRange(Watch.Visits.RemoveRange(inside)) };
    }
}
