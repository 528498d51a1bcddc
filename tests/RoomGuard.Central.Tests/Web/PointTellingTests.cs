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

    private static PointView Tell(PointState point) => PointTelling.Tell(point, "p", Words, SampleRooms.Now);
}
