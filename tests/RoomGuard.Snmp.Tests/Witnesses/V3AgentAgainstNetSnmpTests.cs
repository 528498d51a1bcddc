using System.Net;
using RoomGuard.Testing;

namespace RoomGuard.Snmp.Tests.Witnesses;

/// <summary>Net-SNMP's tools ask our agent over SNMPv3 and SNMPv1.</summary>
public sealed class V3AgentAgainstNetSnmpTests : IAsyncDisposable
{
    private static readonly ObjectId Root = ObjectId.Parse("1.3.6.1.4.1.99999.1");
    private static readonly SnmpUser Reader = V3Users.Of(SnmpAuthentication.Sha256, SnmpPrivacy.Aes128);
    private static readonly SnmpUser Writer = Reader with { Name = "writer" };

    private readonly MibTree _tree = new();
    private readonly SnmpAgent _agent;
    private int _load = 42;

    public V3AgentAgainstNetSnmpTests()
    {
        _tree.Add(Root.Append(1, 0), SnmpValue.Text("Smart-UPS"));
        _tree.Add(Root.Append(2, 0), () => SnmpValue.Integer(_load), Set);
        _tree.Add(Root.Append(3, 0), SnmpValue.Counter64(ulong.MaxValue));
        for (uint row = 1; row <= 200; row++)
        {
            _tree.Add(Root.Append(9, row), SnmpValue.Text($"Battery cabinet number {row}"));
        }

        _agent = new SnmpAgent(new IPEndPoint(IPAddress.Loopback, 0), "public", _tree) { Users = V3Users.All, WriteUsers = [Writer], Boots = 7 };
        _agent.Start();
    }

    public ValueTask DisposeAsync() => _agent.DisposeAsync();

    [Theory]
    [MemberData(nameof(V3Users.Names), MemberType = typeof(V3Users))]
    public async Task Snmpget_is_answered_whatever_the_protocols(string user) =>
        Assert.Contains("STRING: \"Smart-UPS\"", await RunAsync("snmpget", V3Users.Named(user), Root.Append(1, 0).ToString()), StringComparison.Ordinal);

    [Theory]
    [InlineData(SnmpAuthentication.Md5, SnmpPrivacy.Des)]
    [InlineData(SnmpAuthentication.Sha512, SnmpPrivacy.Aes256)]
    public async Task Snmpbulkwalk_reads_long_answers_of_any_length(SnmpAuthentication authentication, SnmpPrivacy privacy)
    {
        var lines = NetSnmp.Lines(await RunAsync("snmpbulkwalk", V3Users.Of(authentication, privacy), "-Cr37", Root.Append(9).ToString()));

        Assert.Equal(Enumerable.Range(1, 200).Select(row => $"STRING: \"Battery cabinet number {row}\""), lines.Take(200).Select(line => line.Value));
    }

    [Fact]
    public async Task Snmpset_is_for_those_who_may()
    {
        var (_, refused) = await TryAsync("snmpset", V3Users.Options(Reader), Root.Append(2, 0).ToString(), "i", "5");
        Assert.Contains("Reason: noAccess", refused, StringComparison.Ordinal);
        Assert.Equal(42, _load);

        await RunAsync("snmpset", Writer, Root.Append(2, 0).ToString(), "i", "77");
        Assert.Equal(77, _load);
    }

    [Fact]
    public async Task An_unknown_user_is_told_so() =>
        await IsToldAsync(Reader with { Name = "stranger" }, "Unknown user name");

    [Fact]
    public async Task A_wrong_authentication_password_is_told() =>
        await IsToldAsync(Reader with { AuthenticationPassword = "wrong horse" }, "Authentication failure");

    [Fact]
    public async Task A_lower_level_than_the_users_own_is_told() =>
        await IsToldAsync(Reader with { Privacy = SnmpPrivacy.None }, "Unsupported security level");

    [Fact]
    public async Task A_higher_level_than_the_users_own_is_told() =>
        await IsToldAsync(V3Users.Of(SnmpAuthentication.Md5, SnmpPrivacy.None) with { Privacy = SnmpPrivacy.Des, PrivacyPassword = "battery staple" }, "Unsupported security level");

    [Fact]
    public async Task A_wrong_privacy_password_gives_no_value()
    {
        var (exitCode, output) = await TryAsync("snmpget", V3Users.Options(Reader with { PrivacyPassword = "wrong staple" }), "-t0.3", "-r0", Root.Append(1, 0).ToString());

        Assert.NotEqual(0, exitCode);
        Assert.DoesNotContain("Smart-UPS", output, StringComparison.Ordinal);
        Assert.True(_agent.Counts.Refused >= 2, "Discovery and decryption.");
    }

    [Fact]
    public async Task An_unknown_context_is_told()
    {
        var (_, output) = await TryAsync("snmpget", [.. V3Users.Options(Reader), "-n", "vlan-7"], Root.Append(1, 0).ToString());

        Assert.Contains("Bad context specified", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3,1000")]
    [InlineData("6,0")]
    public async Task A_clock_that_is_off_is_set_right_by_a_Report(string bootsAndTime) =>
        Assert.Contains("Smart-UPS", await RunAsync("snmpget", Reader, "-Z", bootsAndTime, Root.Append(1, 0).ToString()), StringComparison.Ordinal);

    [Fact]
    public async Task Snmpv1_is_answered_in_its_own_words()
    {
        string[] v1 = ["-v1", "-c", "public"];

        var (_, read) = await TryAsync("snmpget", v1, Root.Append(1, 0).ToString());
        var (_, missing) = await TryAsync("snmpget", v1, Root.Append(1, 0).ToString(), Root.Append(50, 0).ToString());
        var (_, next) = await TryAsync("snmpgetnext", v1, Root.Append(2, 0).ToString());
        var (_, set) = await TryAsync("snmpset", v1, Root.Append(2, 0).ToString(), "i", "5");

        Assert.Contains("STRING: \"Smart-UPS\"", read, StringComparison.Ordinal);
        Assert.Contains("(noSuchName)", missing, StringComparison.Ordinal);
        Assert.Contains($"Failed object: .{Root.Append(50, 0)}", missing, StringComparison.Ordinal);
        Assert.Contains("Battery cabinet number 1", next, StringComparison.Ordinal);
        Assert.Contains("(noSuchName)", set, StringComparison.Ordinal);
        Assert.Equal(42, _load);
    }

    private async Task IsToldAsync(SnmpUser user, string reason)
    {
        var (exitCode, output) = await TryAsync("snmpget", V3Users.Options(user), Root.Append(1, 0).ToString());

        Assert.NotEqual(0, exitCode);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.Equal(0, _agent.Counts.Answered);
    }

    private async Task<string> RunAsync(string tool, SnmpUser user, params string[] arguments)
    {
        var (exitCode, output) = await TryAsync(tool, V3Users.Options(user), arguments);
        Assert.True(exitCode == 0, $"{tool} as {user} ended with {exitCode}: {output}");
        return output;
    }

    private Task<(int ExitCode, string Output)> TryAsync(string tool, string[] credentials, params string[] arguments)
    {
        var options = arguments.TakeWhile(argument => !argument.StartsWith("1.3", StringComparison.Ordinal)).ToArray();
        return RealProcess.RunAsync(
            Needs.Program(tool, "snmp"),
            ["-On", "-Oe", "-OU", "-Ot", "-t", "5", "-r", "1", .. credentials, .. options, $"udp:{_agent.Endpoint}", .. arguments.Skip(options.Length)],
            environment: NetSnmp.NoMibs);
    }

    private SnmpErrorStatus Set(SnmpValue value)
    {
        if (!value.TryGetInteger(out var number))
        {
            return SnmpErrorStatus.WrongType;
        }

        _load = (int)number;
        return SnmpErrorStatus.NoError;
    }
}
