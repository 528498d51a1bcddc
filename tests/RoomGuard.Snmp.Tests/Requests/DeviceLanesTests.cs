using System.Net;
using RoomGuard.Snmp.Requests;

namespace RoomGuard.Snmp.Tests.Requests;

public sealed class DeviceLanesTests
{
    private static readonly IPEndPoint Device = new(IPAddress.Loopback, 161);

    [Fact]
    public void A_device_has_one_lane_whoever_asks()
    {
        var lanes = new DeviceLanes();

        Assert.Same(lanes.Of(Device), lanes.Of(new IPEndPoint(IPAddress.Loopback, 161)));
        Assert.NotSame(lanes.Of(Device), lanes.Of(new IPEndPoint(IPAddress.Loopback, 1161)));
    }

    [Fact]
    public async Task Of_too_many_devices_those_that_nobody_asks_are_forgotten()
    {
        var lanes = new DeviceLanes();
        var asked = lanes.Of(Device);
        await asked.EnterAsync(1, CancellationToken.None);
        for (var device = 0; device < DeviceLanes.Ceiling; device++)
        {
            lanes.Of(new IPEndPoint(0x0100000A + ((long)device << 8), 161));
        }

        Assert.True(lanes.Count < DeviceLanes.Ceiling);
        Assert.Same(asked, lanes.Of(Device));
    }

    [Fact]
    public async Task One_who_leaves_the_line_leaves_it_to_the_others()
    {
        var lane = new DeviceLane(Device);
        using var stopping = new CancellationTokenSource();
        await lane.EnterAsync(1, CancellationToken.None);
        var second = lane.EnterAsync(1, stopping.Token).AsTask();
        var third = lane.EnterAsync(1, CancellationToken.None).AsTask();
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted || lane.IsIdle);

        lane.Leave();
        await third;
        lane.Leave();
        Assert.True(lane.IsIdle);
    }

    [Fact]
    public async Task Two_may_pass_at_once_where_two_are_allowed()
    {
        var lane = new DeviceLane(Device);
        await lane.EnterAsync(2, CancellationToken.None);
        await lane.EnterAsync(2, CancellationToken.None);
        var third = lane.EnterAsync(2, CancellationToken.None).AsTask();

        Assert.False(third.IsCompleted);
        lane.Leave();
        await third;
    }
}
