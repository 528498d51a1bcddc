using CsCheck;
using RoomGuard.Agent.Service;

namespace RoomGuard.Agent.Tests.Service;

public sealed class NotifySocketTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("run/notify")]
    [InlineData("vsock:2:1234")]
    public void Without_a_socket_of_ours_there_is_nobody_to_tell(string? address) => Assert.Null(Open(address));

    [Theory]
    [InlineData("30000000", null, 30_000.0)]
    [InlineData("500000", "own", 500.0)]
    [InlineData("30000000", "1", null)]
    [InlineData("0", null, null)]
    [InlineData("-5", null, null)]
    [InlineData("soon", null, null)]
    [InlineData("9223372036854775807", null, null)]
    [InlineData(null, null, null)]
    public void The_watchdog_is_ours_only_where_it_says_so(string? microseconds, string? pid, double? milliseconds)
    {
        using var socket = Open("/run/none", microseconds, pid == "own" ? Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture) : pid);
        Assert.Equal(milliseconds, socket!.Watchdog?.TotalMilliseconds);
    }

    [Fact]
    public void Any_environment_is_borne() => Gen.Select(Gen.String, Gen.String, Gen.String).Sample((address, microseconds, pid) =>
    {
        using var socket = Open("/" + address, microseconds, pid);
        return socket is null || socket.Watchdog is null || socket.Watchdog > TimeSpan.Zero;
    });

    [Fact]
    public void A_socket_that_is_not_there_is_said_and_borne()
    {
        using var socket = Open("/no/such/socket");
        Assert.False(socket!.TrySend("READY=1", out var fault));
        Assert.NotEmpty(fault);
    }

    private static NotifySocket? Open(string? address, string? microseconds = null, string? pid = null) => NotifySocket.Open(name => name switch
    {
        "NOTIFY_SOCKET" => address,
        "WATCHDOG_USEC" => microseconds,
        "WATCHDOG_PID" => pid,
        _ => null,
    });
}
