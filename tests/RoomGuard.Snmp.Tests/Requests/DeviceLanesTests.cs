using System.Net;
using RoomGuard.Snmp.Requests;

namespace RoomGuard.Snmp.Tests.Requests;

public sealed class DeviceLanesTests
{
    private static readonly IPEndPoint Device = new(IPAddress.Loopback, 161);

    [Fact]
    public async Task A_device_that_nobody_asks_holds_no_memory()
    {
        var lanes = new DeviceLanes();
        using (await lanes.EnterAsync(Device, CancellationToken.None))
        {
            Assert.Equal(1, lanes.Count);
        }

        Assert.Equal(0, lanes.Count);
    }

    [Fact]
    public async Task One_who_leaves_the_line_leaves_it_to_the_others()
    {
        var lanes = new DeviceLanes();
        using var stopping = new CancellationTokenSource();
        var first = await lanes.EnterAsync(Device, CancellationToken.None);
        var second = lanes.EnterAsync(Device, stopping.Token).AsTask();
        var third = lanes.EnterAsync(new IPEndPoint(IPAddress.Loopback, 161), CancellationToken.None).AsTask();
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted);

        first.Dispose();
        (await third).Dispose();
        Assert.Equal(0, lanes.Count);
    }
}
