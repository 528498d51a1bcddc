using RoomGuard.Central.Web.Speech;
using RoomGuard.Central.Web.Views;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Tests.Web;

/// <summary>Absence is never shown as a value.</summary>
public sealed class PointTellingTests
{
    private static readonly Words Words = new(Texts.Embedded, Language.En, new SiteZone(SampleRooms.Site.Zone));

    [Fact]
    public void A_fresh_value_stands_with_its_age() =>
        Assert.Equal(new PointView("p", "21.5\u00a0°C", "", "now", "good"), Tell(SampleRooms.Heard("probe-1", "env.temp", Reading.Of(21.5), 3)));

    [Fact]
    public void An_absence_is_said_with_its_reason_and_the_old_value_only_as_what_it_was()
    {
        var point = SampleRooms.Heard("probe-1", "env.temp", Reading.Absent(AbsenceReason.Corrupt), 3) with { Known = Reading.Of(21.5), KnownAt = SampleRooms.Now.AddMinutes(-7) };
        Assert.Equal(new PointView("p", "Corrupt", "was 21.5\u00a0°C at 14:23:00", "now", "absent"), Tell(point));
    }

    [Fact]
    public void A_stale_value_is_not_shown_as_a_value()
    {
        var point = SampleRooms.Heard("probe-1", "env.temp", Reading.Of(21.5), 600) with { IsStale = true };
        Assert.Equal(new PointView("p", "No data", "was 21.5\u00a0°C at 14:20:00", "10 min", "stale"), Tell(point));
    }

    [Fact]
    public void A_point_that_was_never_heard_says_so()
    {
        var point = new PointState(SampleRooms.Point("probe-1", "env.temp"), default, SampleRooms.Now, TimeQuality.Synced, false);
        Assert.Equal(new PointView("p", "No data", "never", "", "absent"), Tell(point));
    }

    [Fact]
    public void An_alarm_marks_its_value_and_silence_outweighs_it()
    {
        var point = SampleRooms.Heard("probe-1", "env.temp", Reading.Of(31.0), 3);
        Assert.Equal("bad", PointTelling.Tell(point, "p", Words, SampleRooms.Now, AlarmPriority.Critical).State);
        Assert.Equal("warn", PointTelling.Tell(point, "p", Words, SampleRooms.Now, AlarmPriority.Warning).State);
        Assert.Equal("stale", PointTelling.Tell(point with { IsStale = true }, "p", Words, SampleRooms.Now, AlarmPriority.Critical).State);
    }

    [Theory]
    [InlineData("kk", "шамамен 40 мин ішінде 28,0\u00a0°C шегіне жетеді (25–70 мин)")]
    [InlineData("ru", "достигнет 28,0\u00a0°C примерно через 40 мин (25–70 мин)")]
    [InlineData("en", "reaches 28.0\u00a0°C in about 40 min (25–70 min)")]
    public void A_value_that_goes_towards_a_limit_says_when_it_is_there(string language, string outlook)
    {
        var words = Words with { Language = Enum.Parse<Language>(language, ignoreCase: true) };
        var point = SampleRooms.Heard("probe-1", "env.temp", Reading.Of(26.0), 3);
        Assert.Equal(outlook, PointTelling.Tell(point, "p", words, SampleRooms.Now, trend: SampleRooms.Warming).Outlook);

        // What is silent foretells nothing, and an estimate says nothing of the time after it.
        Assert.Equal("", PointTelling.Tell(point with { IsStale = true }, "p", words, SampleRooms.Now, trend: SampleRooms.Warming).Outlook);
        Assert.Equal("", PointTelling.Tell(point, "p", words, SampleRooms.Now.AddMinutes(40), trend: SampleRooms.Warming).Outlook);
    }

    [Fact]
    public void Of_two_limits_the_one_that_is_reached_first_is_said_and_a_time_is_said_as_one()
    {
        var runtime = SampleRooms.Point("ups-1", "ups.battery.runtime");
        var first = SampleRooms.Warming with { Point = runtime, Rule = "trend-low", Limit = 300, PerHour = -3600 };
        var later = first with { Rule = "other", Limit = 0, Reached = first.Reached.AddHours(1) };
        var state = SampleRooms.ServerState();
        state = state with { Trends = state.Trends.Add("a", later).Add("b", first) };
        Assert.Equal("falls to 5 min in about 40 min (25–70 min)", RoomTelling.TellPoints(state, Words, SampleRooms.Now)["ups-1/ups.battery.runtime"].Outlook);
        var rows = RoomTelling.TellValues(SampleRooms.Server, state, new Dictionary<string, Trend>(), Words, SampleRooms.Now).SelectMany(equipment => equipment.Points).ToArray();
        Assert.EndsWith("The limit: " + SampleRooms.Server.Rules.SourceOf(first), Assert.Single(rows, row => row.Point.Outlook.Length > 0).OutlookHint, StringComparison.Ordinal);
        Assert.All(rows, row => Assert.Equal(row.Point.Outlook.Length > 0, row.OutlookHint is not null));
    }

    [Fact]
    public void A_room_without_a_fresh_value_is_never_normal()
    {
        var silent = RoomState.New(SampleRooms.CrossConnect, SampleRooms.Now);
        Assert.Equal(RoomStanding.NoData, RoomStandings.Of(silent));

        var full = SampleRooms.ServerState();
        Assert.Equal(RoomStanding.Critical, RoomStandings.Of(full));
        Assert.Equal(RoomStanding.Warning, RoomStandings.Of(full with { Alarms = full.Alarms.Remove("00000000000000a1") }));
        Assert.Equal(RoomStanding.Normal, RoomStandings.Of(full with { Alarms = full.Alarms.Remove("00000000000000a1").Remove("00000000000000a2") }));
    }

    [Fact]
    public void Readings_stand_by_equipment_single_ones_together_and_what_is_silent_never_behind_the_fold()
    {
        var many = Enumerable.Range(0, 12).Select(number => SampleRooms.Heard("ups-1", $"ups.spare.{number:00}", Reading.Of(number), 1))
            .Append(SampleRooms.Heard("ups-1", "ups.spare.silent", Reading.Absent(AbsenceReason.Silent), 1));
        var state = SampleRooms.ServerState();
        state = state with { Points = state.Points.SetItems(many.Select(point => KeyValuePair.Create(RoomState.KeyOf(point.Point), point))) };

        var equipment = RoomTelling.TellValues(SampleRooms.Server, state, new Dictionary<string, Trend>(), Words, SampleRooms.Now);
        Assert.Equal(["Cold aisle", "Single sensors", "UPS 1", "Generator"], equipment.Select(one => one.Name));
        Assert.Equal(["Leak sensor", "smoke-1", "door-1"], equipment[1].Points.Select(row => row.Owner));
        Assert.Equal(["ups.output.source", "ups.output.load", "ups.battery.runtime", "ups.spare.silent"], equipment[2].Points.Select(row => row.Point.Id.Split('/')[3]));
        Assert.Equal(12, equipment[2].More.Count);
    }

    private static PointView Tell(PointState point) => PointTelling.Tell(point, "p", Words, SampleRooms.Now);
}
