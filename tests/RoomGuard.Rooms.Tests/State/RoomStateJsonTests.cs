using System.Text;
using System.Text.Json.Nodes;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Tests.Recognition;

namespace RoomGuard.Rooms.Tests.State;

public class RoomStateJsonTests
{
    [Fact]
    public void A_state_in_the_middle_of_everything_reads_back_the_same()
    {
        var script = Busy();
        var bytes = RoomStateJson.Write(script.State);
        Assert.True(RoomStateJson.TryRead(bytes, out var read));
        Assert.Equal(bytes, RoomStateJson.Write(read));
        Assert.Equal(script.State.Points.OrderBy(pair => pair.Key), read.Points.OrderBy(pair => pair.Key));
        Assert.Equal(script.State.Alarms.OrderBy(pair => pair.Key), read.Alarms.OrderBy(pair => pair.Key));
        Assert.Equal(script.State.Verdicts.Keys.Order(), read.Verdicts.Keys.Order());
        Assert.True(bytes.Length < 64 * 1024, $"{bytes.Length} bytes");
    }

    [Fact]
    public void A_room_that_was_stored_in_the_middle_of_a_test_goes_on_as_if_it_had_not_been()
    {
        var (kept, stored) = (Busy(), Busy());
        Assert.True(RoomStateJson.TryRead(RoomStateJson.Write(stored.State), out var read));
        stored.State = read;
        foreach (var script in new[] { kept, stored })
        {
            script.Hold(710, 2700, 10, PowerDay.Generator("loaded", kilowatts: 50)).Hold(2710, 3100, 10, [.. PowerDay.Generator(), ("leak-1/leak.wet", false)]);
        }

        Assert.Equal(kept.Drafts.Select(draft => draft.Key), stored.Drafts.Select(draft => draft.Key));
        Assert.Equal(["leak", "agent_offline", "agent_offline", "leak", "generator_test"], kept.Drafts.Select(draft => draft.Kind));
        Assert.Equal(kept.Effects.Count, stored.Effects.Count);
    }

    [Fact]
    public void A_state_of_version_1_reads_as_one_whose_alarms_were_told()
    {
        var script = Busy();
        var old = JsonNode.Parse(RoomStateJson.Write(script.State))!;
        old["version"] = 1;
        Without(old, "telling", "toldAt", "actions", "firstOut", "cascade", "windows", "shelf", "chatter", "flood");
        Assert.True(RoomStateJson.TryRead(Encoding.UTF8.GetBytes(old.ToJsonString()), out var read));
        Assert.All(read.Alarms.Values, alarm => Assert.Equal(alarm is { Test: false, Priority: > AlarmPriority.Info } ? alarm.RaisedAt : null, alarm.ToldAt));
        Assert.Contains(read.Alarms.Values, alarm => alarm.ToldAt is not null);

        script.State = read;
        script.Effects.Clear();
        script.Act(read.Alarms.Values.Single(alarm => alarm.Signal == "leak.wet").Id, AlarmActionKind.Shelve, "known", 5000).Send(720, ("leak-1/leak.wet", false)).Until(900);
        Assert.Contains(Telling.Returned, script.Told());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"version":4,"state":{"room":"hq/srv-1"}}""")]
    [InlineData("""{"version":1,"state":{"room":"hq/srv-1","points":{"a/b":{"point":"nonsense"}}}}""")]
    [InlineData("""{"version":1,"state":null}""")]
    [InlineData("""{"version":1,"state":{"room":"hq/srv-1","points":{"a/env.temp":{"point":"hq/srv-1/a/env.temp","last":1,"at":"2026-03-02T06:00:00Z","quality":"Synced","isStale":false,"trace":[1,2,0,3]}}}}""")]
    public void What_is_not_a_state_is_refused(string json) => Assert.False(RoomStateJson.TryRead(Encoding.UTF8.GetBytes(json), out _));

    [Fact]
    public void Whatever_is_broken_in_a_stored_state_is_refused_and_never_thrown()
    {
        var bytes = RoomStateJson.Write(Busy().State);
        var random = new Random(163);
        for (var round = 0; round < 5_000; round++)
        {
            var broken = bytes.AsSpan(0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length).ToArray();
            for (var hits = random.Next(1, 4); hits > 0 && broken.Length > 0; hits--)
            {
                broken[random.Next(broken.Length)] = Pieces[random.Next(Pieces.Length)];
            }

            if (RoomStateJson.TryRead(broken, out var read))
            {
                Assert.True(RoomStateJson.TryRead(RoomStateJson.Write(read), out _));
            }
        }
    }

    [Theory]
    [InlineData("""[{"n":"a/env.temp","v":1,"t":-1}]""")]
    [InlineData("""[{"n":"a/env.temp","v":1,"t":9223372036854775807}]""")]
    [InlineData("""[{"n":"env.temp","v":1,"t":1}]""")]
    [InlineData("""[{"n":7,"v":1,"t":1}]""")]
    [InlineData("""[{"v":1,"t":1}]""")]
    [InlineData("""[{"n":"a/env.temp","t":1}]""")]
    [InlineData("""[{"n":"a/env.temp","v":1,"t":1,"quality":"9"}]""")]
    [InlineData("""[{"n":"a/env.temp","v":1,"t":1,"stale":"no"}]""")]
    [InlineData("""[{"n":"a/env.temp","v":1,"t":1,"period":"PT1M"}]""")]
    [InlineData("""[{"n":"a/env.temp","v":1,"t":1,"known":null}]""")]
    [InlineData("""[7]""")]
    [InlineData("""7""")]
    public void Points_that_are_none_are_refused(string points) =>
        Assert.False(RoomStateJson.TryRead(Encoding.UTF8.GetBytes($$"""{"version":3,"state":{"room":"hq/srv-1","points":{{points}} } }"""), out _));

    [Theory]
    [InlineData("""[["163.1","Unknown",1,["ATTEST_MISSING"]]]""")]
    [InlineData("""[["163.1","unknown",1,[],[]]]""")]
    [InlineData("""[["163.1","Unknown",1,["NO_WORD"],[]]]""")]
    [InlineData("""[["163.1","Unknown","now",[],[]]]""")]
    [InlineData("""[[163.1,"Unknown",1,[],[]]]""")]
    [InlineData("""["163.1"]""")]
    public void Verdicts_that_are_none_are_refused(string verdicts) =>
        Assert.False(RoomStateJson.TryRead(Encoding.UTF8.GetBytes($$"""{"version":3,"state":{"room":"hq/srv-1","verdicts":{{verdicts}} } }"""), out _));

    [Fact]
    public void A_state_stored_before_points_had_a_past_is_still_read_and_goes_on()
    {
        Assert.True(RoomStateJson.TryRead(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "State", "before-trends.json")), out var read));
        Assert.Equal((6, 2), (read.Points.Count, read.Alarms.Count));
        Assert.Empty(read.Trends);
        var script = new RoomScript { State = read, Now = RoomScript.At(405) };
        script.Hold(410, 3000, 10, ("probe-1/env.temp", 26.1), ("leak-1/leak.wet", false));
        Assert.Contains(script.Effects.OfType<AlarmChanged>(), change => change.Alarm.Signal == "leak.wet" && !change.Alarm.IsActive);
        Assert.InRange(script.State.Points["probe-1/env.temp"].Trace!.Count, 15, 24);
    }

    [Fact]
    public void A_past_is_a_few_bytes_a_sample()
    {
        var script = new RoomScript().Hold(0, 3600, 10, ("probe-1/env.temp", 26.1));
        var point = script.State.Points["probe-1/env.temp"];
        var bytes = RoomStateJson.Write(script.State).Length - RoomStateJson.Write(script.State with { Points = script.State.Points.SetItem("probe-1/env.temp", point with { Trace = null }) }).Length;
        Assert.InRange(bytes, 100, 400);
    }

    // What stands for something in JSON, and what does not.
    private static ReadOnlySpan<byte> Pieces => "{}[]\",:0123456789-+.eEtfn \0\u00ff\\/"u8;

    private static void Without(JsonNode? node, params string[] members)
    {
        foreach (var member in node is JsonObject parent ? parent.ToList() : [])
        {
            if (members.Contains(member.Key))
            {
                node!.AsObject().Remove(member.Key);
            }
            else
            {
                Without(member.Value, members);
            }
        }
    }

    private static RoomScript Busy()
    {
        var script = new RoomScript().Expect("node-1", 10, "probe-1/env.temp", "leak-1/leak.wet").Connection("node-1", true);
        script.Attest("163.6", AttestationStatement.Absent, "a-1").Attest("163.4", AttestationStatement.Absent, "a-2");
        script.Hold(0, 600, 10, [.. PowerDay.Ups(), .. PowerDay.Generator(), ("probe-1/env.temp", 26.1), ("leak-1/leak.wet", false)]);
        script.Send(605, ("leak-1/leak.wet", true));
        return script.Send(660, PowerDay.Generator("running")).Hold(670, 700, 10, PowerDay.Generator("loaded", kilowatts: 50));
    }
}
