using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Rooms.Tests.Clauses;

/// <summary>What compensating sensors say beside the law: each kind comes, says where, goes, and changes no verdict.</summary>
public class HintTests
{
    [Fact]
    public void Water_is_a_hint_at_pipes_while_it_is_seen()
    {
        var script = new RoomScript().Send(10, ("leak-1/leak.wet", true));
        var hint = Only(script, "leak_seen", "163.6");
        Assert.Equal(["point/leak-1/leak.wet@2026-03-02T06:00:10.000Z"], hint.Evidence);
        Assert.StartsWith("leak-1 shows water", hint.Text.En, StringComparison.Ordinal);
        Assert.All([hint.Text.Kk, hint.Text.Ru], text => Assert.Contains("leak-1", text, StringComparison.Ordinal));
        Assert.Empty(script.Send(20, ("leak-1/leak.wet", false)).State.Hints);
    }

    [Fact]
    public void Smoke_that_the_panel_does_not_report_within_a_minute_is_a_hint_until_it_does()
    {
        var script = new RoomScript().Hold(0, 40, 20, ("smoke-1/smoke.alarm", true), ("fire-1/fire.alarm", false)).Until(50);
        Assert.Empty(script.State.Hints);
        script.Hold(60, 180, 20, ("smoke-1/smoke.alarm", true), ("fire-1/fire.alarm", false));
        Only(script, "smoke_without_panel", "163.7");
        Assert.Empty(script.Send(200, ("fire-1/fire.alarm", true)).State.Hints);
    }

    [Fact]
    public void A_panel_without_mains_is_a_hint()
    {
        var script = new RoomScript().Send(10, ("fire-1/fire.ac_power", false));
        Only(script, "panel_on_battery", "163.7");
        Assert.Empty(script.Send(20, ("fire-1/fire.ac_power", true)).State.Hints);
    }

    [Theory]
    [InlineData(0.4, true)]
    [InlineData(3, false)]
    public void Feeds_that_fall_in_the_same_second_twice_and_always_are_a_hint(double apart, bool isHint)
    {
        var script = new RoomScript();
        for (var second = 100; second <= 300; second += 100)
        {
            script.Send(second - 50, ("feed-1/feed.present", true), ("lighting/feed.present", true));
            script.Send(second, ("feed-1/feed.present", false)).Send(second + apart, ("lighting/feed.present", false));
            Assert.Equal(isHint && second > 100, script.State.Hints.Any(hint => hint is { Kind: "feeds_fall_together", Part: "163.9" }));
        }
    }

    [Fact]
    public void Openings_without_access_are_a_hint_and_those_that_were_granted_are_none()
    {
        var script = new RoomScript().Send(10, ("acs-1/acs.event", "granted:17")).Send(15, ("door-1/door.open", true)).Send(20, ("door-1/door.open", false));
        Assert.Empty(script.State.Hints);
        script.Send(100, ("door-1/door.open", true)).Send(110, ("door-1/door.open", false));
        Assert.Contains(": 1.", Only(script, "openings_without_access", "163.10.b").Text.En, StringComparison.Ordinal);
        Assert.Empty(new RoomScript().Send(100, ("door-1/door.open", true)).State.Hints);
    }

    [Theory]
    [InlineData(false, "warm_with_units_off")]
    [InlineData(true, "warm_with_units_running")]
    public void Warm_air_is_a_hint_at_the_air_conditioning_and_says_whether_it_runs(bool isRunning, string kind)
    {
        var script = new RoomScript().Send(10, ("ac-1/hvac.run", isRunning), ("probe-1/env.temp", 29));
        Only(script, kind, "163.11");
        Assert.Equal(VerdictState.Unknown, script.Verdict("163.11").State);
        Assert.Empty(script.Send(20, ("probe-1/env.temp", 22)).State.Hints);
    }

    private static ClauseHint Only(RoomScript script, string kind, string part)
    {
        var hint = Assert.Single(script.State.Hints);
        Assert.Equal((kind, part), (hint.Kind, hint.Part));
        return hint;
    }
}
