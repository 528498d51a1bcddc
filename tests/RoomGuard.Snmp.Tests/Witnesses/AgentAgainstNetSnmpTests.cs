using System.Net;

namespace RoomGuard.Snmp.Tests.Witnesses;

public sealed class AgentAgainstNetSnmpTests : IAsyncDisposable
{
    private static readonly ObjectId Root = ObjectId.Parse("1.3.6.1.4.1.99999.1");

    private readonly MibTree _tree = new();
    private readonly SnmpAgent _agent;
    private int _load = 42;

    public AgentAgainstNetSnmpTests()
    {
        _tree.Add(Root.Append(1, 0), SnmpValue.Text("Smart-UPS"));
        _tree.Add(Root.Append(2, 0), () => SnmpValue.Integer(_load), Set);
        _tree.Add(Root.Append(3, 0), SnmpValue.Gauge32(4_294_967_295));
        _tree.Add(Root.Append(4, 0), SnmpValue.Counter64(ulong.MaxValue));
        _tree.Add(Root.Append(5, 0), SnmpValue.TimeTicks(8_640_000));
        _tree.Add(Root.Append(6, 0), SnmpValue.Oid(ObjectId.Parse("1.3.6.1.4.1.318.1.3.27")));
        _tree.Add(Root.Append(7, 0), SnmpValue.IpAddress(IPAddress.Parse("192.0.2.254")));
        _tree.Add(Root.Append(8, 0), SnmpValue.Octets(new byte[] { 0x00, 0x1F, 0xFF }));
        _tree.Add(Root.Append(9, 0), SnmpValue.Counter32(2_147_483_648));
        _tree.Add(Root.Append(10, 0), SnmpValue.Integer(int.MinValue));
        _tree.Add(Root.Append(11, 0), SnmpValue.Text(""));
        for (uint line = 1; line <= 3; line++)
        {
            for (uint column = 1; column <= 4; column++)
            {
                _tree.Add(Root.Append(20, 1, column, line), SnmpValue.Integer((int)((column * 100) + line)));
            }
        }

        _agent = new SnmpAgent(new IPEndPoint(IPAddress.Loopback, 0), "public", _tree) { WriteCommunity = "private" };
        _agent.Start();
    }

    public ValueTask DisposeAsync() => _agent.DisposeAsync();

    [Fact]
    public async Task Snmpget_reads_every_kind_of_value()
    {
        var ids = Enumerable.Range(1, 11).Select(scalar => Root.Append((uint)scalar, 0).ToString()).ToArray();

        var lines = NetSnmp.Lines(await NetSnmp.RunAsync("snmpget", _agent.Endpoint, "public", ids));

        Assert.Equal(
            [
                "STRING: \"Smart-UPS\"", "INTEGER: 42", "Gauge32: 4294967295", "Counter64: 18446744073709551615", "8640000",
                "OID: .1.3.6.1.4.1.318.1.3.27", "IpAddress: 192.0.2.254", "Hex-STRING: 00 1F FF", "Counter32: 2147483648",
                "INTEGER: -2147483648", "\"\"",
            ],
            lines.Select(line => line.Value));
    }

    [Fact]
    public async Task Snmpgetnext_goes_from_object_to_object_and_meets_the_end()
    {
        var lines = NetSnmp.Lines(await NetSnmp.RunAsync("snmpgetnext", _agent.Endpoint, "public", Root.ToString(), Root.Append(1, 0).ToString(), Root.Append(20, 1, 4, 3).ToString()));

        Assert.Equal([Root.Append(1, 0), Root.Append(2, 0), Root.Append(20, 1, 4, 3)], lines.Select(line => line.Id));
        Assert.StartsWith("No more variables left", lines[2].Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Cr1")]
    [InlineData("-Cr5")]
    [InlineData("-Cr50")]
    [InlineData("-Cr1000000")]
    public async Task Snmpbulkwalk_gives_the_whole_tree(string repetitions)
    {
        var lines = NetSnmp.Lines(await NetSnmp.RunAsync("snmpbulkwalk", _agent.Endpoint, "public", repetitions, Root.ToString()));

        Assert.Equal(WholeTree().Select(varBind => (varBind.Id, NetSnmp.Print(varBind.Value))), lines.Where(line => line.Id.StartsWith(Root) && !line.Value.StartsWith("No more", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Snmpwalk_gives_what_our_own_manager_gives()
    {
        await using var manager = new SnmpManager(TimeProvider.System);
        var ours = new List<VarBind>();
        await foreach (var varBind in manager.WalkAsync(new SnmpTarget(_agent.Endpoint), Root, 1000, TestContext.Current.CancellationToken))
        {
            ours.Add(varBind);
        }

        var theirs = NetSnmp.Lines(await NetSnmp.RunAsync("snmpwalk", _agent.Endpoint, "public", Root.ToString()));

        Assert.Equal(23, ours.Count);
        Assert.Equal(theirs.Take(23), ours.Select(varBind => (varBind.Id, NetSnmp.Print(varBind.Value))));
    }

    [Fact]
    public async Task Snmpset_changes_what_may_be_changed()
    {
        var printed = await NetSnmp.RunAsync("snmpset", _agent.Endpoint, "private", Root.Append(2, 0).ToString(), "i", "77");

        Assert.Contains("INTEGER: 77", printed, StringComparison.Ordinal);
        Assert.Equal(77, _load);
    }

    [Theory]
    [InlineData("public", "2.0", "i", "5", "noAccess")]
    [InlineData("private", "1.0", "s", "x", "notWritable")]
    [InlineData("private", "2.0", "s", "x", "wrongType")]
    [InlineData("private", "99.0", "i", "5", "noCreation")]
    public async Task Snmpset_is_told_why_not(string community, string which, string type, string value, string reason)
    {
        var (exitCode, output) = await NetSnmp.TryAsync("snmpset", _agent.Endpoint, community, $"{Root}.{which}", type, value);

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"Reason: {reason}", output, StringComparison.Ordinal);
        Assert.Equal(42, _load);
    }

    [Fact]
    public async Task Snmpget_with_a_wrong_community_hears_nothing_and_is_counted()
    {
        var (exitCode, output) = await NetSnmp.TryAsync("snmpget", _agent.Endpoint, "wrong", "-t0.2", "-r0", Root.Append(1, 0).ToString());

        Assert.Equal(1, exitCode);
        Assert.Contains("No Response", output, StringComparison.Ordinal);
        Assert.Equal((0, 1), (_agent.Counts.Answered, _agent.Counts.WrongCommunity));
    }

    [Fact]
    public async Task Snmpget_of_version_3_hears_nothing_from_an_agent_without_users_and_is_counted()
    {
        await NetSnmp.TryAsync("snmpget", _agent.Endpoint, "public", "-v3", "-unobody", "-t0.2", "-r0", Root.Append(1, 0).ToString());

        Assert.Equal(0, _agent.Counts.Answered);
        Assert.True(_agent.Counts.UnsupportedVersion >= 1, "The discovery is counted.");
    }

    [Fact]
    public async Task A_missing_row_and_a_missing_object_are_told_apart()
    {
        var lines = NetSnmp.Lines(await NetSnmp.RunAsync("snmpget", _agent.Endpoint, "public", Root.Append(20, 1, 2, 9).ToString(), Root.Append(50, 0).ToString()));

        Assert.StartsWith("No Such Instance", lines[0].Value, StringComparison.Ordinal);
        Assert.StartsWith("No Such Object", lines[1].Value, StringComparison.Ordinal);
    }

    private IEnumerable<VarBind> WholeTree()
    {
        for (var at = Root; _tree.TryGetNext(at, out var next); at = next.Id)
        {
            yield return next;
        }
    }

    private SnmpErrorStatus Set(SnmpValue value)
    {
        if (value.Kind != SnmpKind.Integer || !value.TryGetInteger(out var number))
        {
            return SnmpErrorStatus.WrongType;
        }

        _load = (int)number;
        return SnmpErrorStatus.NoError;
    }
}
