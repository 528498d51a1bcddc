using System.Net;
using System.Net.Sockets;
using RoomGuard.Snmp.Tests.Witnesses;

namespace RoomGuard.Snmp.Tests.Traps;

public sealed class SnmpTrapReceiverTests
{
    private static readonly SnmpUser Someone = V3Users.Of(SnmpAuthentication.Sha1, SnmpPrivacy.Aes128);
    private static readonly TrapReceiverOptions Options = new() { Communities = ["traps"], Users = [Someone] };
    private static readonly SnmpNotification OnBattery = new()
    {
        Sender = new IPEndPoint(IPAddress.Loopback, 0),
        Version = SnmpVersion.V2c,
        TrapOid = ObjectId.Parse("1.3.6.1.2.1.33.2.0.1"),
        UpTime = TimeSpan.FromSeconds(1),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trap_of_v3_that_was_caught_and_is_sent_again_is_refused()
    {
        await using var listening = new Listening(Options);
        var caught = await CatchAsync(Someone);

        await SendAsync(caught, listening);
        await listening.NextAsync();
        await SendAsync(caught, listening);
        await UntilAsync(() => listening.Receiver.Counts.Replayed == 1);

        Assert.Equal(1, listening.Receiver.Counts.Taken);
    }

    [Fact]
    public async Task An_inform_that_comes_again_is_acknowledged_again_and_handed_on_once()
    {
        await using var listening = new Listening(Options);
        using var device = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var inform = Packets.Hex("30 2E 02 01 01 04 05 74 72 61 70 73 A6 22 02 01 07 02 01 00 02 01 00 30 17 30 15 06 0A 2B 06 01 06 03 01 01 04 01 00 06 07 2B 06 01 02 01 21 02");

        for (var i = 0; i < 3; i++)
        {
            await device.SendAsync(inform, listening.Receiver.Endpoint, Stop);
            var answer = (await device.ReceiveAsync(Stop)).Buffer;
            Assert.Equal(0xA2, answer[12]);
        }

        await listening.NextAsync();
        Assert.False(listening.HasMore);

        // The answer is out before it is counted.
        await UntilAsync(() => listening.Receiver.Counts.Acknowledged == 3);
        Assert.Equal((1, 3, 2), (listening.Receiver.Counts.Taken, listening.Receiver.Counts.Acknowledged, listening.Receiver.Counts.Repeated));
    }

    [Fact]
    public async Task A_full_queue_drops_traps_and_leaves_informs_to_come_again()
    {
        var isOpen = new TaskCompletionSource();
        await using var listening = new Listening(Options with { QueueLength = 1 }, async _ => await isOpen.Task);
        await using var sender = NewSender();
        for (var i = 0; i < 10; i++)
        {
            await sender.SendAsync(TargetOf(listening), OnBattery, Stop);
        }

        await UntilAsync(() => listening.Receiver.Counts.Dropped >= 8);
        await Assert.ThrowsAsync<SnmpTimeoutException>(() => sender.InformAsync(TargetOf(listening) with { Timeout = TimeSpan.FromMilliseconds(50), Retries = 0 }, OnBattery, Stop));
        isOpen.SetResult();
        await UntilAsync(() => listening.Receiver.Counts.Taken >= 1);

        await sender.InformAsync(TargetOf(listening) with { Retries = 3 }, OnBattery, Stop);

        // The answer is out before it is counted.
        await UntilAsync(() => listening.Receiver.Counts.Acknowledged >= 1);
    }

    [Fact]
    public async Task Garbage_is_counted_and_the_receiver_listens_on()
    {
        await using var listening = new Listening(Options);
        await SendAsync([0x30, 0x80], listening);
        await SendAsync([], listening);
        await SendAsync(Packets.Hex("30 0E 02 01 03 30 09 02 01 01 02 01 01 04 01 04"), listening);
        await using var sender = NewSender();
        await sender.SendAsync(TargetOf(listening), OnBattery, Stop);

        await listening.NextAsync();
        Assert.Equal(3, listening.Receiver.Counts.Malformed);
    }

    [Fact]
    public async Task A_handler_that_throws_ends_the_receiver_and_is_heard_of()
    {
        var listening = new Listening(Options, _ => throw new InvalidDataException("a trap nobody can take"));
        await using var sender = NewSender();
        await sender.SendAsync(TargetOf(listening), OnBattery, Stop);

        await Assert.ThrowsAsync<InvalidDataException>(() => listening.Receiver.Completion);
        Assert.Equal("a trap nobody can take", (await Assert.ThrowsAsync<InvalidDataException>(async () => await listening.DisposeAsync())).Message);
    }

    [Fact]
    public void Two_users_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => new SnmpTrapReceiver(new IPEndPoint(IPAddress.Loopback, 0), Options with { Users = [Someone, Someone] }, (_, _) => ValueTask.CompletedTask, TimeProvider.System));

    private static SnmpTrapSender NewSender() => new(new IPEndPoint(IPAddress.Loopback, 0), TimeProvider.System);

    private static SnmpTarget TargetOf(Listening listening) => new(listening.Receiver.Endpoint) { Community = "traps", Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>What a sender sends, caught on its way.</summary>
    private static async Task<byte[]> CatchAsync(SnmpUser user)
    {
        using var between = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await using var sender = NewSender();
        await sender.SendAsync(new SnmpTarget((IPEndPoint)between.Client.LocalEndPoint!) { Version = SnmpVersion.V3, User = user }, OnBattery, Stop);
        return (await between.ReceiveAsync(Stop)).Buffer;
    }

    private static async Task SendAsync(byte[] datagram, Listening listening)
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await socket.SendAsync(datagram, listening.Receiver.Endpoint, Stop);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!isSo())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
