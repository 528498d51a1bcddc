using System.Net;

namespace RoomGuard.Snmp.Tests;

public sealed class SnmpTargetTests
{
    private static readonly SnmpTarget Target = new(new IPEndPoint(IPAddress.Loopback, 161)) { Community = "s3cret" };

    [Fact]
    public void No_text_of_a_target_holds_its_community()
    {
        Assert.Equal("127.0.0.1:161 V2c", Target.ToString());
        Assert.DoesNotContain("s3cret", $"{Target}", StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_out_of_range_is_refused_when_it_is_set()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Target with { Timeout = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => Target with { Timeout = TimeSpan.FromMinutes(6) });
        Assert.Throws<ArgumentOutOfRangeException>(() => Target with { Retries = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Target with { Retries = 11 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Target with { MaxVarbinds = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Target with { MaxRepetitions = 1001 });
        var error = Assert.Throws<ArgumentException>(() => Target with { Community = new string('я', 128) });
        Assert.DoesNotContain("я", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_and_what_goes_to_a_device_at_once_have_their_limits()
    {
        Assert.Throws<ArgumentException>(() => Target with { Context = new string('x', 33) });
        Assert.Throws<ArgumentOutOfRangeException>(() => Target with { MaxInFlight = 17 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Target with { MaxBackOff = TimeSpan.FromMinutes(11) });
    }
}
