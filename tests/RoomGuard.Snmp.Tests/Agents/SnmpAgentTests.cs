using System.Net;
using System.Net.Sockets;

namespace RoomGuard.Snmp.Tests.Agents;

public sealed class SnmpAgentTests : IAsyncDisposable
{
    private static readonly ObjectId Root = ObjectId.Parse("1.3.6.1.4.1.99999");

    private readonly MibTree _tree = new();
    private readonly SnmpManager _manager = new(TimeProvider.System);

    public SnmpAgentTests()
    {
        for (uint row = 1; row <= 100; row++)
        {
            _tree.Add(Root.Append(1, row), SnmpValue.Text($"Battery cabinet number {row}"));
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _manager.DisposeAsync();

    [Fact]
    public async Task A_small_message_size_is_met_by_splitting_and_by_shorter_bulk_answers()
    {
        await using var agent = Start(new SnmpAgent(Loopback(), "public", _tree) { MaxMessageBytes = SnmpAgent.LeastMessageBytes });
        var target = new SnmpTarget(agent.Endpoint) { MaxVarbinds = 100, MaxRepetitions = 100 };

        var read = await _manager.GetAsync(target, [.. Enumerable.Range(1, 100).Select(row => Root.Append(1, (uint)row))], Stop);
        var page = await _manager.GetBulkAsync(target, [Root], 0, 100, Stop);
        var walked = new List<VarBind>();
        await foreach (var varBind in _manager.WalkAsync(target, Root, 1000, Stop))
        {
            walked.Add(varBind);
        }

        Assert.Equal(100, read.Count);
        Assert.Equal(read, walked);
        Assert.InRange(page.Count, 5, 15);
    }

    [Fact]
    public async Task A_value_too_long_for_any_message_is_tooBig_for_itself_alone()
    {
        _tree.Add(Root.Append(2, 0), SnmpValue.Octets(new byte[1000]));
        await using var agent = Start(new SnmpAgent(Loopback(), "public", _tree) { MaxMessageBytes = SnmpAgent.LeastMessageBytes });

        var error = await Assert.ThrowsAsync<SnmpErrorStatusException>(() => _manager.GetAsync(new SnmpTarget(agent.Endpoint), [Root.Append(1, 1), Root.Append(2, 0)], Stop));

        Assert.Equal(SnmpErrorStatus.TooBig, error.Status);
    }

    [Fact]
    public async Task Bulk_stops_when_every_column_is_over()
    {
        await using var agent = Start(new SnmpAgent(Loopback(), "public", _tree));

        var varBinds = await _manager.GetBulkAsync(new SnmpTarget(agent.Endpoint), [Root.Append(1, 99), Root.Append(1, 98)], 0, 1000, Stop);

        // Rows 100 and 99, then the end and row 100, then the end twice, and no fourth row.
        Assert.Equal(6, varBinds.Count);
        Assert.Equal([Root.Append(1, 100), Root.Append(1, 99), Root.Append(1, 100), Root.Append(1, 100)], varBinds.Take(4).Select(varBind => varBind.Id));
        Assert.Equal([SnmpKind.OctetString, SnmpKind.OctetString, SnmpKind.EndOfMibView, SnmpKind.OctetString, SnmpKind.EndOfMibView, SnmpKind.EndOfMibView], varBinds.Select(varBind => varBind.Value.Kind));
    }

    [Fact]
    public async Task A_silent_agent_says_nothing_until_it_is_silent_no_more()
    {
        await using var agent = Start(new SnmpAgent(Loopback(), "public", _tree) { IsSilent = true });
        var target = new SnmpTarget(agent.Endpoint) { Timeout = TimeSpan.FromMilliseconds(100), Retries = 0, MaxBackOff = TimeSpan.Zero };
        await Assert.ThrowsAsync<SnmpTimeoutException>(() => _manager.GetAsync(target, [Root.Append(1, 1)], Stop));
        Assert.Equal((0, 1), (agent.Counts.Answered, agent.Counts.Ignored));

        agent.IsSilent = false;
        Assert.Single(await _manager.GetAsync(target with { Timeout = TimeSpan.FromSeconds(5) }, [Root.Append(1, 1)], Stop));
    }

    [Fact]
    public async Task Garbage_is_counted_and_the_agent_answers_on()
    {
        await using var agent = Start(new SnmpAgent(Loopback(), "public", _tree));
        using var stranger = new UdpClient(Loopback());
        await stranger.SendAsync(new byte[] { 0x30, 0x80 }, agent.Endpoint, Stop);
        await stranger.SendAsync(Packets.GetResponse, agent.Endpoint, Stop);

        Assert.Single(await _manager.GetAsync(new SnmpTarget(agent.Endpoint), [Root.Append(1, 1)], Stop));
        Assert.Equal((1, 2), (agent.Counts.Answered, agent.Counts.Malformed));
    }

    [Fact]
    public async Task A_disposed_agent_frees_its_port()
    {
        var agent = Start(new SnmpAgent(Loopback(), "public", _tree));
        var endpoint = agent.Endpoint;
        Assert.Throws<SocketException>(() => new SnmpAgent(endpoint, "public", _tree));
        await agent.DisposeAsync();

        await using var successor = Start(new SnmpAgent(endpoint, "public", _tree));
        Assert.Single(await _manager.GetAsync(new SnmpTarget(endpoint), [Root.Append(1, 1)], Stop));
    }

    [Fact]
    public async Task A_tree_that_throws_is_heard_of_when_the_agent_is_disposed()
    {
        _tree.Add(Root.Append(3, 0), () => throw new InvalidDataException("a value nobody can compute"));
        var agent = Start(new SnmpAgent(Loopback(), "public", _tree));
        var target = new SnmpTarget(agent.Endpoint) { Timeout = TimeSpan.FromMilliseconds(200), Retries = 0 };
        await Assert.ThrowsAsync<SnmpTimeoutException>(() => _manager.GetAsync(target, [Root.Append(3, 0)], Stop));

        Assert.Equal("a value nobody can compute", (await Assert.ThrowsAsync<InvalidDataException>(async () => await agent.DisposeAsync())).Message);
    }

    [Fact]
    public async Task An_agent_is_started_once()
    {
        await using var agent = Start(new SnmpAgent(Loopback(), "public", _tree));

        Assert.Throws<InvalidOperationException>(agent.Start);
    }

    private static IPEndPoint Loopback() => new(IPAddress.Loopback, 0);

    private static SnmpAgent Start(SnmpAgent agent)
    {
        agent.Start();
        return agent;
    }
}
