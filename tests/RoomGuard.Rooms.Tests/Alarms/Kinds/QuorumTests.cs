using CsCheck;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Tests.Alarms.Kinds;

public class QuorumTests
{
    private const string Room = """{"id":"srv-1","type":"server","name":{"kk":"Сервер","ru":"Серверная","en":"Server room"},"limits":"ashrae-2021-a4"}""";

    [Fact]
    public void Two_smoke_detectors_confirm_each_other_in_one_alarm_of_the_room_that_names_them()
    {
        var script = new RoomScript(Room).Send(0, ("smoke-1/smoke.alarm", false), ("smoke-2/smoke.alarm", false), ("smoke-3/smoke.alarm", false));
        script.Send(10, ("smoke-3/smoke.alarm", true));
        Assert.Empty(Quorums(script));
        var alarm = Assert.Single(Quorums(script.Send(20, ("smoke-1/smoke.alarm", true))));
        Assert.Equal("hq/srv-1/room/smoke.alarm", alarm.Point.ToString());
        Assert.Equal((AlarmPriority.Critical, RoomScript.At(20)), (alarm.Priority, alarm.Since));
        Assert.Equal("Smoke: confirmed by 2 of 3 detectors (smoke-1, smoke-3)", alarm.Text.En);
        script.Hold(30, 60, 10, ("smoke-1/smoke.alarm", true), ("smoke-2/smoke.alarm", true), ("smoke-3/smoke.alarm", true));
        Assert.Single(Quorums(script));
    }

    [Fact]
    public void It_ends_when_too_few_still_say_so()
    {
        var script = new RoomScript(Room).Send(0, ("smoke-1/smoke.alarm", true), ("smoke-2/smoke.alarm", true));
        script.Send(10, ("smoke-1/smoke.alarm", false)).Until(60);
        Assert.True(Quorum(script).IsActive);
        script.Until(75);
        Assert.Equal((AlarmCondition.ReturnedUnacknowledged, RoomScript.At(10)), (Quorum(script).State, Quorum(script).ReturnedAt));
    }

    [Fact]
    public void A_room_with_fewer_points_than_the_rule_needs_has_none()
    {
        var script = new RoomScript(Room).Hold(0, 60, 10, ("probe-1/env.temp", 36), ("probe-2/env.temp", 36));
        Assert.Empty(Quorums(script));

        // A third probe comes, cool: then two of three are hot.
        script.Hold(70, 90, 10, ("probe-1/env.temp", 36), ("probe-2/env.temp", 36), ("probe-3/env.temp", 22));
        Assert.Equal("Air temperature: 35 °C or more by 2 of 3 probes (probe-1, probe-2)", Assert.Single(Quorums(script)).Text.En);
    }

    [Fact]
    public void Who_is_absent_or_was_heard_too_long_ago_does_not_vote()
    {
        var script = new RoomScript(Room).Send(0, ("smoke-1/smoke.alarm", true), ("smoke-2/smoke.alarm", false)).Until(400, 10);
        script.Send(400, ("smoke-2/smoke.alarm", true));
        Assert.Empty(Quorums(script));
        script.Send(410, ("smoke-1/smoke.alarm", AbsenceReason.Faulted)).Send(420, ("smoke-2/smoke.alarm", true));
        Assert.Empty(Quorums(script));
        Assert.NotEmpty(Quorums(script.Send(430, ("smoke-1/smoke.alarm", true))));
    }

    [Fact]
    public void Silence_neither_raises_it_nor_clears_it()
    {
        var script = new RoomScript(Room).Expect("node-1", 10, "smoke-1/smoke.alarm", "smoke-2/smoke.alarm").Connection("node-1", true);
        script.Send(0, ("smoke-1/smoke.alarm", true), ("smoke-2/smoke.alarm", true)).Connection("node-1", false).Until(3600, 10);
        Assert.True(Quorum(script).IsActive);

        // One comes back and is well: the other's yes is old, and nobody has taken it back; but one alone is no quorum.
        script.Connection("node-1", true).Send(3610, ("smoke-1/smoke.alarm", false)).Until(3680);
        Assert.False(Quorum(script).IsActive);
    }

    [Fact]
    public void A_vote_inside_the_deadband_stays_as_it_was()
    {
        var script = new RoomScript(Room).Send(0, ("p-1/env.temp", 22), ("p-2/env.temp", 22), ("p-3/env.temp", 22));
        script.Hold(10, 40, 10, ("p-1/env.temp", 35.2), ("p-2/env.temp", 35.2)).Hold(50, 300, 10, ("p-1/env.temp", 34.4), ("p-2/env.temp", 35.1));
        Assert.True(Quorum(script).IsActive);
        script.Hold(310, 500, 10, ("p-1/env.temp", 33.9), ("p-2/env.temp", 35.1));
        Assert.False(Quorum(script).IsActive);
    }

    [Fact]
    public void Votes_outlive_a_restart()
    {
        var script = new RoomScript(Room).Send(0, ("smoke-1/smoke.alarm", true), ("smoke-2/smoke.alarm", false));
        Assert.True(RoomStateJson.TryRead(RoomStateJson.Write(script.State), out var read));
        script.State = read;
        Assert.NotEmpty(Quorums(script.Send(10, ("smoke-2/smoke.alarm", true))));
    }

    [Fact]
    public void Noise_around_a_vote_opens_and_closes_it_at_most_once_for_each_true_excursion()
    {
        Gen.Select(Gen.Bool.Array[1, 5], Gen.Double[-0.45, 0.45].Array[200]).Sample((excursions, noise) =>
        {
            var script = new RoomScript(Room);
            var (second, index) = (0, 0);
            foreach (var isHot in excursions)
            {
                for (var i = 0; i < 60; i++, second += 10, index++)
                {
                    var hot = isHot ? 35.5 : 33.5;
                    script.Until(second, 10).Send(
                        second,
                        ("p-1/env.temp", hot + noise[index % noise.Length]),
                        ("p-2/env.temp", hot + noise[(3 * index) % noise.Length]),
                        ("p-3/env.temp", 30 + noise[(7 * index) % noise.Length]));
                }
            }

            Assert.Equal(excursions.Where((isHot, i) => isHot && (i == 0 || !excursions[i - 1])).Count(), Quorums(script).Count());
        }, iter: 30);
    }

    [Fact]
    public void The_same_samples_in_other_packs_and_twice_give_the_same_alarms()
    {
        Gen.Select(Gen.Bool.Array[3].Array[20, 60], Gen.Int[1, 20].Array[5, 20]).Sample((polls, sizes) =>
        {
            var samples = polls.SelectMany((votes, i) => votes.Select((vote, n) => RoomScript.Of(i * 30, $"smoke-{n}/smoke.alarm", vote))).ToList();
            var expected = KindDay.Play(Room, samples, [3]);
            Assert.Equal(expected, KindDay.Play(Room, samples, sizes));
            Assert.Equal(expected, KindDay.Play(Room, [.. samples.SelectMany(sample => new[] { sample, sample })], sizes));
        }, iter: 40);
    }

    private static IEnumerable<Alarm> Quorums(RoomScript script) => script.Raised.Where(alarm => alarm.Point.Equipment == "room");

    private static Alarm Quorum(RoomScript script) => Assert.Single(script.State.Alarms.Values, alarm => alarm.Point.Equipment == "room");
}
