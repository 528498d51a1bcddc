using RoomGuard.Central.Notify;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Tests.Notify;

public sealed class NotificationRulesTests
{
    [Theory]
    [InlineData(AlarmCondition.Unacknowledged, AlarmPriority.Critical, false, false, "raised")]
    [InlineData(AlarmCondition.Unacknowledged, AlarmPriority.Warning, false, false, "raised")]
    [InlineData(AlarmCondition.Unacknowledged, AlarmPriority.Info, false, false, null)]
    [InlineData(AlarmCondition.Unacknowledged, AlarmPriority.Critical, true, false, null)]
    [InlineData(AlarmCondition.Acknowledged, AlarmPriority.Critical, true, false, null)]
    [InlineData(AlarmCondition.ReturnedUnacknowledged, AlarmPriority.Critical, true, false, "returned")]
    [InlineData(AlarmCondition.Normal, AlarmPriority.Critical, true, false, "returned")]
    [InlineData(AlarmCondition.Normal, AlarmPriority.Critical, true, true, null)]
    [InlineData(AlarmCondition.Normal, AlarmPriority.Critical, false, false, null)]
    [InlineData(AlarmCondition.Shelved, AlarmPriority.Critical, false, false, null)]
    public void Who_hears_of_a_change(AlarmCondition state, AlarmPriority priority, bool wasRaised, bool wasReturned, string? kind) =>
        Assert.Equal(kind, NotificationRules.Decide(Given.Leak(state) with { Priority = priority }, wasRaised, wasReturned));

    [Fact]
    public void A_test_wakes_nobody_but_a_real_outage_inside_it_does()
    {
        var alarm = Given.Leak() with { Test = true };

        Assert.Null(NotificationRules.Decide(alarm, false, false));
        Assert.Equal(NotificationKind.Raised, NotificationRules.Decide(alarm with { Test = false }, false, false));
    }
}
