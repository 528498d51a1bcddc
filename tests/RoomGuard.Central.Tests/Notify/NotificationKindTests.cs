using RoomGuard.Central.Notify;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Tests.Notify;

public sealed class NotificationKindTests
{
    [Fact]
    public void An_alarm_is_raised_and_returns_once_and_comes_from_the_shelf_many_times()
    {
        Assert.Equal(("raised", "returned"), (NotificationKind.Of(Telling.Raised, Given.Noon), NotificationKind.Of(Telling.Returned, Given.Noon)));
        Assert.NotEqual(NotificationKind.Of(Telling.Unshelved, Given.Noon), NotificationKind.Of(Telling.Unshelved, Given.Noon.AddHours(1)));
        Assert.Equal("unshelved", new Notification(NotificationKind.Of(Telling.Unshelved, Given.Noon), "hq/srv-1", Given.Leak()).Word);
    }
}
