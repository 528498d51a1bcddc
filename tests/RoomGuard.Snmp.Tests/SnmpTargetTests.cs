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

    [Theory]
    [InlineData(SnmpVersion.V1, "SNMPv1 is not supported by this release; SNMPv2c is.")]
    [InlineData(SnmpVersion.V3, "SNMPv3 is not supported by this release; SNMPv2c is.")]
    public async Task A_version_of_later_is_refused_by_name(SnmpVersion version, string message)
    {
        await using var manager = new SnmpManager(TimeProvider.System);

        var error = await Assert.ThrowsAsync<NotSupportedException>(() =>
            manager.GetAsync(Target with { Version = version }, [ObjectId.Parse("1.3.6.1.2.1.1.1.0")], TestContext.Current.CancellationToken));

        Assert.Equal(message, error.Message);
    }
}
