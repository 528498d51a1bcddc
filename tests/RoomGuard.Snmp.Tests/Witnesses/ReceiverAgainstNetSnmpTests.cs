using System.Net;
using RoomGuard.Snmp.Tests.Traps;
using RoomGuard.Testing;

namespace RoomGuard.Snmp.Tests.Witnesses;

/// <summary>Net-SNMP's tools send traps and informs of every version to our receiver.</summary>
public sealed class ReceiverAgainstNetSnmpTests
{
    private const string SenderEngine = "80001F888059DC486145A26322";
    private static readonly SnmpUser Someone = V3Users.Of(SnmpAuthentication.Sha256, SnmpPrivacy.Aes128);
    private static readonly ObjectId OnBattery = ObjectId.Parse("1.3.6.1.2.1.33.2.0.1");
    private static readonly VarBind Minutes = new(ObjectId.Parse("1.3.6.1.2.1.33.1.2.3.0"), SnmpValue.Integer(12));
    private static readonly string[] V2Trap = ["4711", OnBattery.ToString(), Minutes.Id.ToString(), "i", "12"];
    private static readonly TrapReceiverOptions Options = new() { Communities = ["traps"], Users = V3Users.All, Boots = 3 };

    [Theory]
    [InlineData("2", "0", "1.3.6.1.6.3.1.1.5.3")]
    [InlineData("6", "17", "1.3.6.1.4.1.318.0.17")]
    public async Task A_trap_of_v1_comes_in_the_shape_of_v2(string generic, string specific, string trap)
    {
        await using var listening = new Listening(Options);

        await SendAsync(listening, "snmptrap", ["-v1", "-c", "traps"], "1.3.6.1.4.1.318", "192.0.2.7", generic, specific, "4711", Minutes.Id.ToString(), "i", "12");

        var told = await listening.NextAsync();
        Assert.Equal((SnmpVersion.V1, ObjectId.Parse(trap), TimeSpan.FromSeconds(47.11), false), (told.Version, told.TrapOid, told.UpTime, told.IsInform));
        Assert.Equal(IPAddress.Parse("192.0.2.7"), told.AgentAddress);
        Assert.Equal([Minutes], told.VarBinds);
    }

    [Fact]
    public async Task A_trap_of_v2c_is_handed_on()
    {
        await using var listening = new Listening(Options);

        await SendAsync(listening, "snmptrap", ["-v2c", "-c", "traps"], V2Trap);

        IsOnBattery(await listening.NextAsync(), SnmpVersion.V2c, false, null);
    }

    [Fact]
    public async Task An_inform_of_v2c_is_acknowledged_when_it_has_been_taken()
    {
        await using var listening = new Listening(Options);

        var (exitCode, output) = await SendAsync(listening, "snmpinform", ["-v2c", "-c", "traps"], V2Trap);

        Assert.True(exitCode == 0, output);
        IsOnBattery(await listening.NextAsync(), SnmpVersion.V2c, true, null);
        Assert.Equal((1, 1), (listening.Receiver.Counts.Taken, listening.Receiver.Counts.Acknowledged));
    }

    [Fact]
    public async Task Traps_and_informs_of_v3_come_with_every_combination_of_protocols()
    {
        await using var listening = new Listening(Options);
        foreach (var user in V3Users.All)
        {
            await SendAsync(listening, "snmptrap", ["-e", SenderEngine, .. V3Users.Options(user)], V2Trap);
            IsOnBattery(await listening.NextAsync(), SnmpVersion.V3, false, user.Name);
            var (exitCode, output) = await SendAsync(listening, "snmpinform", V3Users.Options(user), V2Trap);
            Assert.True(exitCode == 0, $"{user}: {output}");
            IsOnBattery(await listening.NextAsync(), SnmpVersion.V3, true, user.Name);
        }

        Assert.Equal((V3Users.All.Count * 2, V3Users.All.Count), (listening.Receiver.Counts.Taken, listening.Receiver.Counts.Acknowledged));
    }

    [Fact]
    public async Task What_may_not_be_listened_to_is_counted_by_its_reason()
    {
        await using var listening = new Listening(Options);
        string[] engine = ["-e", SenderEngine];

        await SendAsync(listening, "snmptrap", ["-v2c", "-c", "other"], V2Trap);
        await SendAsync(listening, "snmptrap", [.. engine, .. V3Users.Options(Someone with { Name = "stranger" })], V2Trap);
        await SendAsync(listening, "snmptrap", [.. engine, .. V3Users.Options(Someone with { AuthenticationPassword = "wrong horse" })], V2Trap);
        await SendAsync(listening, "snmptrap", [.. engine, .. V3Users.Options(Someone with { PrivacyPassword = "wrong staple" })], V2Trap);
        await SendAsync(listening, "snmptrap", [.. engine, .. V3Users.Options(Someone with { Privacy = SnmpPrivacy.None })], V2Trap);
        await SendAsync(listening, "snmptrap", ["-v2c", "-c", "traps"], V2Trap);

        IsOnBattery(await listening.NextAsync(), SnmpVersion.V2c, false, null);
        var counts = listening.Receiver.Counts;
        Assert.Equal((1, 1, 1, 1, 1), (counts.WrongCommunity, counts.UnknownUser, counts.WrongDigest, counts.DecryptionFailed, counts.WrongLevel));
        Assert.False(listening.HasMore);
    }

    [Fact]
    public async Task An_older_time_of_the_same_engine_is_refused()
    {
        await using var listening = new Listening(Options);
        string[] credentials = ["-e", SenderEngine, .. V3Users.Options(Someone)];

        await SendAsync(listening, "snmptrap", [.. credentials, "-Z", "9,1000"], V2Trap);
        await SendAsync(listening, "snmptrap", [.. credentials, "-Z", "9,800"], V2Trap);
        await SendAsync(listening, "snmptrap", [.. credentials, "-Z", "8,2000"], V2Trap);
        await SendAsync(listening, "snmptrap", [.. credentials, "-Z", "9,900"], V2Trap);
        await SendAsync(listening, "snmptrap", [.. credentials, "-Z", "10,1"], V2Trap);

        for (var i = 0; i < 3; i++)
        {
            IsOnBattery(await listening.NextAsync(), SnmpVersion.V3, false, Someone.Name);
        }

        Assert.Equal((2, 3), (listening.Receiver.Counts.NotInTimeWindow, listening.Receiver.Counts.Taken));
    }

    private static void IsOnBattery(SnmpNotification told, SnmpVersion version, bool isInform, string? user)
    {
        Assert.Equal((version, OnBattery, TimeSpan.FromSeconds(47.11), isInform, user), (told.Version, told.TrapOid, told.UpTime, told.IsInform, told.User));
        Assert.Equal([Minutes], told.VarBinds);
        Assert.Equal(IPAddress.Loopback, told.Sender.Address);
    }

    private static Task<(int ExitCode, string Output)> SendAsync(Listening listening, string tool, string[] credentials, params string[] content) =>
        RealProcess.RunAsync(
            Needs.Program(tool, "snmp"),
            ["-t", "5", "-r", "1", .. credentials, $"udp:{listening.Receiver.Endpoint}", .. content],
            environment: NetSnmp.NoMibs);
}
