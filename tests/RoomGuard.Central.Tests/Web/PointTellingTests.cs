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
