using System.Text;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices;
using RoomGuard.Devices.Truth;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.State;

namespace RoomGuard.Agent.Tests.Truth;

/// <summary>A labelled corpus through what is believed and the rules of a room: no alarm that is none, and no fire that is missed.</summary>
public sealed class CorpusTests
{
    private const int Seed = 20161220;

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_wrong_reading_is_told_and_few_right_ones_are_doubted()
    {
        var (all, wrong, doubted) = (0, 0, 0);
        foreach (var trace in Corpus.Make(Seed))
        {
            foreach (var (sample, told) in trace.Samples.Zip(Judge(trace)))
            {
                all++;
                if (sample.Label is "good" or "fire")
                {
                    doubted += told.IsPresent ? 0 : 1;
                }
                else if (sample.Label == "stuck")
                {
                    // For six hours nobody can know.
                }
                else
                {
                    wrong++;
                    Assert.False(told.IsPresent, $"{trace.Probe}, each {trace.Period.TotalSeconds} s: {sample.Label} was told as {told} when it was {sample.True}.");
                }
            }
        }

        Assert.True(all >= 50_000, $"{all} samples.");
        Assert.True(wrong >= 500, $"{wrong} wrong ones.");
        Assert.True(doubted <= all / 1_000, $"{doubted} of {all} right readings were doubted.");
    }

    [Fact]
    public void No_alarm_is_raised_that_is_none_and_every_one_that_is_is()
    {
        foreach (var trace in Corpus.Make(Seed))
        {
            var raised = Play(trace).Select(alarm => alarm.Rule).Distinct().ToList();
            var name = $"{trace.Probe}, each {trace.Period.TotalSeconds} s, {trace.Ill}: {string.Join(", ", raised)}";
            switch (trace.Ill)
            {
                case "none":
                    Assert.True(raised.Count == 0, name);
                    break;
                case "stuck":
                    Assert.True(raised.Contains(AlarmRules.Stuck) && raised.TrueForAll(rule => rule is AlarmRules.Stuck or AlarmRules.Stale), name);
                    break;
                case "streak":
                    Assert.True(raised.Contains(AlarmRules.Fault) && raised.TrueForAll(rule => rule is AlarmRules.Fault or AlarmRules.Stale), name);
                    break;
                case "unplugged":
                    Assert.True(raised is [AlarmRules.Stale], name);
                    break;
                default:
                    Assert.True(raised.Contains("limit-heat"), name);
                    break;
            }
        }
    }

    [Fact]
    public void A_real_rise_to_85_degrees_is_an_alarm_within_three_readings()
    {
        var fires = 0;
        foreach (var trace in Corpus.Make(Seed).Where(trace => trace.Ill == "fire"))
        {
            fires++;
            var hot = trace.Samples.ToList().FindIndex(sample => sample.Given.Number >= 54);
            var alarm = Play(trace).First(alarm => alarm.Rule == "limit-heat");
            var readings = ((alarm.Since - Start) / trace.Period) - hot + 1;
            Assert.True(readings <= 3.1, $"{trace.Probe}, each {trace.Period.TotalSeconds} s: after {readings} readings of fire.");
        }

        Assert.Equal(28, fires);
    }

    private static IEnumerable<Reading> Judge(CorpusTrace trace)
    {
        var signal = SignalCatalogue.Find(trace.Signal)!;
        var gate = new TruthGate(signal, TruthRules.For(signal) with { PowerOn = trace.Probe == "ds18b20" ? Catalog.Drivers["w1"].PowerOn : null });
        return trace.Samples.Select((sample, i) => gate.Judge(sample.Given, i * trace.Period));
    }

    private static List<Alarm> Play(CorpusTrace trace)
    {
        var file = SettingsFile.Parse(Encoding.UTF8.GetBytes("""{"id":"srv-1","type":"server"}"""), "room.json");
        var room = RoomDefinition.Read(file.Root, "hq");
        var point = new PointId("hq", "srv-1", "probe-1", trace.Signal);
        var birth = new BirthPoint($"probe-1/{trace.Signal}", "srv-1", "probe-1", trace.Signal, SignalCatalogue.Find(trace.Signal)!.Unit, trace.Period.TotalSeconds, "test");
        var state = RoomLogic.Tick(room, RoomState.New(room, Start), Start).State;
        state = RoomLogic.Connection(room, RoomLogic.Expect(room, state, "node-1", [birth], Start).State, "node-1", true, Start).State;
        var raised = new List<Alarm>();
        var tick = TimeSpan.FromSeconds(Math.Max(1, trace.Period.TotalSeconds / 4));
        var at = Start;
        foreach (var told in Judge(trace))
        {
            Take(RoomLogic.Observe(room, state, [new Sample(point, at, told, TimeQuality.Synced)], at));
            for (var next = at + tick; next < at + trace.Period; next += tick)
            {
                Take(RoomLogic.Tick(room, state, next));
            }

            at += trace.Period;
            Take(RoomLogic.Tick(room, state, at));
        }

        return raised;

        void Take(RoomStep step)
        {
            state = step.State;
            raised.AddRange(step.Effects.OfType<AlarmChanged>().Where(change => change.Previous is null && change.Alarm.Point.Signal == trace.Signal).Select(change => change.Alarm));
        }
    }
}
