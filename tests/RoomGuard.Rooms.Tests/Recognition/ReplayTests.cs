using CsCheck;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using static RoomGuard.Rooms.Tests.Recognition.PowerDay;

namespace RoomGuard.Rooms.Tests.Recognition;

public class ReplayTests
{
    [Fact]
    public void Any_part_of_a_day_sent_again_at_any_time_drafts_nothing_more()
    {
        var day = Day();
        var expected = Keys(Play(day));
        Assert.Equal(5, expected.Count);
        Gen.Select(Gen.Int[0, day.Count - 1], Gen.Int[1, 400], Gen.Int[0, day.Count - 1]).Sample((from, count, at) =>
        {
            var piece = day.Skip(from).Take(count).ToList();
            var later = Math.Max(at, Math.Min(from + count, day.Count - 1));
            var script = Play(day.Take(later + 1));
            script.Send(piece, script.Now);
            Play(day.Skip(later + 1), script);
            Assert.Equal(expected, Keys(script));
        }, iter: 30);
    }

    [Fact]
    public void A_day_in_other_packs_gives_the_same_journal()
    {
        var day = Day();
        var expected = Keys(Play(day));
        Gen.Int[1, 60].Array[20, 60].Sample(sizes =>
        {
            var script = new RoomScript();
            var sent = 0;
            for (var i = 0; sent < day.Count; i++)
            {
                var pack = day.Skip(sent).Take(sizes[i % sizes.Length]).ToList();
                sent += pack.Count;
                script.Send(pack, pack[^1].At);
            }

            script.Until((script.Now - RoomScript.Start).TotalSeconds + 700, 10);
            Assert.Equal(expected, Keys(script));
        }, iter: 20);
    }

    [Fact]
    public void The_values_of_a_poll_in_any_order_and_in_two_packs_give_the_same_journal()
    {
        var day = Day();
        var expected = Results(Play(day));
        Assert.DoesNotContain(expected, result => result.EndsWith("fail", StringComparison.Ordinal));
        Gen.Int[0, 1_000_000].Sample(seed =>
        {
            var order = new Random(seed);
            var script = new RoomScript();
            foreach (var poll in day.GroupBy(sample => sample.At).ToList())
            {
                var mixed = poll.ToArray();
                order.Shuffle(mixed);
                var cut = order.Next(mixed.Length + 1);
                script.Until((poll.Key - RoomScript.Start).TotalSeconds, 5).Send(mixed[..cut], poll.Key).Send(mixed[cut..], poll.Key + TimeSpan.FromSeconds(1));
            }

            Assert.Equal(expected, Results(script));
        }, iter: 30);
    }

    [Fact]
    public void A_test_that_ran_while_the_network_was_away_is_journalled_when_the_backlog_comes_after_newer_samples()
    {
        var day = Day();
        var expected = Keys(Play(day));
        var cut = (From: RoomScript.At(50), To: RoomScript.At(400));
        var script = Play(day.Where(sample => sample.At <= cut.From));
        var fresh = day.Where(sample => sample.At > cut.To).ToList();
        var backlog = day.Where(sample => sample.At > cut.From && sample.At <= cut.To).ToList();
        Play(fresh.Take(60), script);
        Assert.Empty(script.Drafts);
        script.Send(backlog, script.Now);
        Assert.Contains("ups-1|ups_test|2026-03-02T06:01:10.000Z", Keys(script));
        Play(fresh.Skip(60), script);
        Assert.Equal(expected, Keys(script));
    }

    [Theory]
    [InlineData(90, 100, 400)]
    [InlineData(150, 170, 300)]
    [InlineData(30, 32, 500)]
    public void A_network_that_comes_back_for_a_moment_loses_nothing_of_its_first_gap(double back, double gone, double there)
    {
        var day = Day();
        var expected = Keys(Play(day));
        var script = Play(Of(0, 50));
        Play(Of(50 + back, 50 + gone), script);
        var fresh = Of(50 + there, double.MaxValue);
        Play(fresh.Take(60), script);
        script.Send(Of(50, 50 + back), script.Now).Send(Of(50 + gone, 50 + there), script.Now);
        Play(fresh.Skip(60), script);
        Assert.Equal(expected, Keys(script));

        List<Sample> Of(double from, double to) => [.. day.Where(sample => (sample.At - RoomScript.Start).TotalSeconds is var second && second >= from && second < to)];
    }

    [Fact]
    public void A_run_whose_beginning_is_in_the_backlog_and_whose_end_is_live_is_one_run()
    {
        var whole = new RoomScript();
        Exercise(whole, 0);
        var cut = (From: RoomScript.At(20), To: RoomScript.At(600));
        var script = Play(whole.Sent.Where(sample => sample.At <= cut.From));
        var fresh = whole.Sent.Where(sample => sample.At > cut.To).ToList();
        Play(fresh.Take(100), script);
        script.Send([.. whole.Sent.Where(sample => sample.At > cut.From && sample.At <= cut.To)], script.Now);
        Play(fresh.Skip(100), script);
        var draft = Assert.Single(script.Drafts);
        Assert.Equal(whole.Drafts[0].Key, draft.Key);
        Assert.Equal("pass", draft.Result);
    }

    [Fact]
    public void Random_samples_never_throw_and_the_state_survives_storing_at_any_point()
    {
        var signals = SignalCatalogue.All.Where(signal => signal.Id[..3] is "ups" or "gen" or "mai" or "env" or "hva" or "fir" or "lea" or "doo").ToList();
        var reading = Gen.Select(Gen.Int[0, signals.Count - 1], Gen.Int[0, 6], Gen.Double[-1e6, 1e6]);
        Gen.Select(reading, Gen.Int[-400, 900]).Array[1, 120].Sample(moves =>
        {
            var script = new RoomScript();
            var clock = 0.0;
            foreach (var ((index, form, number), step) in moves)
            {
                clock += step;
                var signal = signals[index];
                var at = RoomScript.Start + TimeSpan.FromSeconds(clock);
                script.Now = at > script.Now ? at : script.Now;
                script.Send([new Sample(new PointId("hq", "srv-1", "dev-1", signal.Id), at, Value(signal, form, number))], script.Now);
                script.Take(RoomLogic.Tick(script.Room, script.State, script.Now + TimeSpan.FromSeconds(1)));
                Assert.True(RoomGuard.Rooms.State.RoomStateJson.TryRead(RoomGuard.Rooms.State.RoomStateJson.Write(script.State), out var stored));
                script.State = stored;
            }
        }, iter: 40);
    }

    private static Reading Value(Signal signal, int form, double number) => form switch
    {
        0 => Reading.Absent(AbsenceReason.Silent),
        1 => Reading.Absent(AbsenceReason.Faulted),
        2 => Reading.Of(number > 0),
        3 => Reading.Of("battery"),
        _ when signal.IsFlag => Reading.Of(number > 0),
        _ when signal.States.Count > 0 => Reading.Of(signal.States.Keys.ElementAt((int)Math.Abs(number) % signal.States.Count)),
        _ when signal.Kind == SignalKind.Event => Reading.Of("2026-03-0" + (1 + ((int)Math.Abs(number) % 9))),
        _ => Reading.Of(number),
    };

    // A UPS self-test, then an outage with a generator run.
    private static List<Sample> Day()
    {
        var script = new RoomScript().Hold(0, 60, Period, [.. Ups(), .. Generator()]);
        script.Send(70, [.. Ups("battery", result: "in_progress", onBattery: 3), .. Generator()]).Send(80, [.. Ups(result: "in_progress"), .. Generator()]);
        script.Hold(90, 590, Period, [.. Ups(), .. Generator()]);
        script.Send(600, [.. Ups("battery", volts: 0, onBattery: 3), .. Generator("cranking", mains: false)]);
        script.Hold(610, 900, Period, [.. Ups(), .. Generator("loaded", mains: false, kilowatts: 50)]).Hold(910, 1400, Period, [.. Ups(), .. Generator()]);
        return script.Sent;
    }

    private static RoomScript Play(IEnumerable<Sample> samples, RoomScript? script = null)
    {
        script ??= new RoomScript();
        foreach (var poll in samples.GroupBy(sample => sample.At).ToList())
        {
            script.Until((poll.Key - RoomScript.Start).TotalSeconds, 5).Send([.. poll], poll.Key);
        }

        return script;
    }

    // Who saw an outage first is whoever's value stands first.
    private static List<string> Results(RoomScript script) =>
        [.. script.Drafts.Select(draft => $"{(draft.Kind == "mains_outage" ? "" : draft.Equipment)} {draft.Kind} {draft.StartedAt:O} {draft.EndedAt:O} {draft.Result}").Order(StringComparer.Ordinal)];

    private static List<string> Keys(RoomScript script) => [.. script.Drafts.Select(draft => draft.Key).Order(StringComparer.Ordinal)];
}
