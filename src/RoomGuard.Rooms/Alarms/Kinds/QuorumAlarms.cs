using System.Collections.Immutable;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Rules;
using RoomGuard.Rooms.Rules.Kinds;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Alarms.Kinds;

/// <summary>Several points of one signal that say the same: one alarm for the room.</summary>
/// <remarks>
/// Who has voted is kept from sample to sample, so that a sample costs a look at the votes, and the room is gone through only when they change. A vote
/// stands until its own point says otherwise: one that has gone silent since no longer helps to raise the alarm, but its silence does not end it either.
/// </remarks>
internal static class QuorumAlarms
{
    /// <summary>Equipment of the points that stand for a whole room.</summary>
    internal const string WholeRoom = "room";

    private const int MostNamed = 6;

    internal static void Judge(RoomTurn turn, QuorumRule[] quorums, PointChange change)
    {
        foreach (var quorum in quorums)
        {
            var wish = quorum.Vote.Judge(change.Next.Last);
            if (turn.Ballots.IsEmpty && wish != Wish.Active)
            {
                continue;
            }

            var before = turn.Ballots.GetValueOrDefault(quorum.Name) ?? Ballot.Empty;
            var ballot = before.With(change.Next.Point.Equipment, wish);
            var isOther = !ReferenceEquals(ballot, before) || (!before.Voters.IsEmpty && change.Previous is not { IsHeard: true });
            if (!isOther && wish != Wish.Active)
            {
                continue;
            }

            if (isOther)
            {
                ballot = ballot with { Points = CountPoints(turn, quorum.Signal) };
                turn.Ballots = ballot.Voters.IsEmpty ? turn.Ballots.Remove(quorum.Name) : turn.Ballots.SetItem(quorum.Name, ballot);
            }

            Apply(turn, quorum, ballot, change.Next);
        }
    }

    private static void Apply(RoomTurn turn, QuorumRule quorum, Ballot ballot, PointState newest)
    {
        var point = new PointId(turn.Room.Site, turn.Room.Id, WholeRoom, quorum.Signal);
        var known = turn.Alarms.Find(AlarmCase.KeyOf(point, quorum.Rule));
        if (known is null && (ballot.Voters.Count < quorum.Needed || ballot.Points < quorum.Of))
        {
            return;
        }

        var fresh = ballot.Voters.FindAll(voter => IsFresh(turn, voter, quorum.Signal, newest.At));
        var wish = fresh.Count >= quorum.Needed ? Wish.Active : ballot.Voters.Count < quorum.Needed ? Wish.Clear : Wish.Keep;
        if (wish == Wish.Active && known is null or { Phase: ConditionPhase.Pending })
        {
            turn.Alarms.Apply(CaseOf(turn, quorum, point, ballot.Points, fresh, newest), wish, newest.At);
        }
        else if (known is not null)
        {
            turn.Alarms.Apply(known.Case, wish, newest.At);
        }
    }

    // Judged by the samples' own times, so that a day gives the same however it comes.
    private static bool IsFresh(RoomTurn turn, string equipment, string signal, DateTimeOffset at) =>
        turn.Points.TryGetValue(string.Concat(equipment, "/", signal), out var voter)
        && voter.Last.IsPresent && at - voter.KnownAt <= Freshness.LimitOf(turn, voter) && !Freshness.IsAgentAway(turn, voter);

    private static int CountPoints(RoomTurn turn, string signal)
    {
        var count = 0;
        foreach (var point in turn.Points)
        {
            count += point.Value.IsHeard && point.Value.Point.Signal == signal ? 1 : 0;
        }

        return count;
    }

    private static AlarmCase CaseOf(RoomTurn turn, QuorumRule quorum, PointId point, int points, ImmutableList<string> voters, PointState newest)
    {
        var vote = quorum.Vote as LimitRule;
        var @case = AlarmCase.Of(point, quorum, newest.Last) with { Limit = vote?.Limit };
        return @case with
        {
            Words = RoomTexts.Fill(
                AlarmTexts.TemplateOf(@case),
                ("count", Amounts.Of(voters.Count, "")),
                ("points", Amounts.Of(points, "")),
                ("voters", Named(turn, voters)),
                ("equipment", turn.Room.Name)),
        };
    }

    private static LocalText Named(RoomTurn turn, ImmutableList<string> voters)
    {
        var names = voters.Take(MostNamed).Select(voter => turn.Room.FindEquipment(voter).Name).ToList();
        var more = voters.Count > MostNamed ? ", …" : "";
        return new LocalText(
            string.Join(", ", names.Select(name => name.Kk)) + more,
            string.Join(", ", names.Select(name => name.Ru)) + more,
            string.Join(", ", names.Select(name => name.En)) + more);
    }
}
