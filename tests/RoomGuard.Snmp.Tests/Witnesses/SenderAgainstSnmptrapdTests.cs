using System.Net;
using System.Net.Sockets;
using RoomGuard.Testing;

namespace RoomGuard.Snmp.Tests.Witnesses;

/// <summary>Our sender tells Net-SNMP's receiver what happened.</summary>
public sealed class SenderAgainstSnmptrapdTests(Snmptrapd snmptrapd) : IClassFixture<Snmptrapd>, IAsyncDisposable
{
    private static readonly ObjectId OnBattery = ObjectId.Parse("1.3.6.1.2.1.33.2.0.1");

    private readonly SnmpTrapSender _sender = new(new IPEndPoint(IPAddress.Loopback, 0), TimeProvider.System) { EngineId = Snmptrapd.SenderEngine, Boots = 4 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _sender.DisposeAsync();

    [Theory]
    [InlineData(SnmpVersion.V1)]
    [InlineData(SnmpVersion.V2c)]
    public async Task A_trap_with_a_community_is_printed(SnmpVersion version)
    {
        var told = Telling($"trap of {version}");

        await _sender.SendAsync(new SnmpTarget(snmptrapd.Address) { Version = version, Community = "traps" }, told, Stop);

        await snmptrapd.PrintsAsync($"trap of {version}");
    }

    [Fact]
    public async Task An_inform_of_v2c_returns_when_it_is_acknowledged()
    {
        await _sender.InformAsync(new SnmpTarget(snmptrapd.Address) { Community = "traps", Timeout = TimeSpan.FromSeconds(10) }, Telling("inform of V2c"), Stop);

        await snmptrapd.PrintsAsync("inform of V2c");
    }

    [Theory]
    [MemberData(nameof(V3Users.Names), MemberType = typeof(V3Users))]
    public async Task Traps_and_informs_of_v3_are_understood_whatever_the_protocols(string user)
    {
        var receiver = new SnmpTarget(snmptrapd.Address) { Version = SnmpVersion.V3, User = V3Users.Named(user), Timeout = TimeSpan.FromSeconds(10) };

        await _sender.SendAsync(receiver, Telling($"trap of {user};"), Stop);
        await _sender.InformAsync(receiver, Telling($"inform of {user};"), Stop);

        await snmptrapd.PrintsAsync($"trap of {user};");
        await snmptrapd.PrintsAsync($"inform of {user};");
    }

    [Fact]
    public async Task An_inform_of_an_unknown_user_says_so()
    {
        var receiver = new SnmpTarget(snmptrapd.Address) { Version = SnmpVersion.V3, User = V3Users.All[^1] with { Name = "stranger" }, Timeout = TimeSpan.FromSeconds(10) };

        var error = await Assert.ThrowsAsync<SnmpSecurityException>(() => _sender.InformAsync(receiver, Telling("nothing"), Stop));

        Assert.Equal(SnmpSecurityProblem.UnknownUser, error.Problem);
    }

    [Fact]
    public async Task An_inform_nobody_acknowledges_times_out_after_its_retries()
    {
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var receiver = new SnmpTarget((IPEndPoint)silent.Client.LocalEndPoint!) { Timeout = TimeSpan.FromMilliseconds(50), Retries = 2 };

        var error = await Assert.ThrowsAsync<SnmpTimeoutException>(() => _sender.InformAsync(receiver, Telling("nothing"), Stop));

        Assert.Equal(3, error.Attempts);
    }

    private static SnmpNotification Telling(string text) => new()
    {
        Sender = new IPEndPoint(IPAddress.Loopback, 0),
        Version = SnmpVersion.V2c,
        TrapOid = OnBattery,
        UpTime = TimeSpan.FromSeconds(47.11),
        VarBinds = [new VarBind(ObjectId.Parse("1.3.6.1.2.1.1.6.0"), SnmpValue.Text(text))],
    };
}

/// <summary>Net-SNMP's receiver of traps, which prints what it takes.</summary>
public sealed class Snmptrapd : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private RealProcess? _process;

    /// <summary>The engine whose traps of v3 it believes.</summary>
    public static SnmpEngineId SenderEngine { get; } = SnmpEngineId.OfName("ups-3");

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; } = new(IPAddress.Loopback, Ports.FreeUdp());

    /// <summary>Waits until it has printed <paramref name="text"/>.</summary>
    public Task PrintsAsync(string text) =>
        _process!.UntilAsync(() => Task.FromResult(_process.Output.Contains(text, StringComparison.Ordinal)), TimeSpan.FromSeconds(20), $"snmptrapd prints \"{text}\"");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // A trap counts by the engine that sends it, an inform by the one that receives it: every user exists for both.
        var users = V3Users.All.Select(user =>
            $"{V3Users.Create(user, SenderEngine.ToString())}\n{V3Users.Create(user)}\nauthUser log {user.Name} {(V3Users.Level(user) switch { "authPriv" => "priv", "authNoPriv" => "auth", _ => "noauth" })}");
        var config = _scratch.Write("snmptrapd.conf", $"""
            authCommunity log traps
            {string.Join('\n', users)}
            """);
        _process = RealProcess.Start(
            Needs.Program("snmptrapd", "snmptrapd"),
            ["-f", "-Lo", "-On", "-C", "-c", config, $"--persistentDir={_scratch.Folder}", $"udp:{Address}"],
            NetSnmp.NoMibs);
        await _process.UntilAsync(
            () => Task.FromResult(_process.Output.Contains("NET-SNMP version", StringComparison.Ordinal)),
            TimeSpan.FromSeconds(20),
            "snmptrapd listens");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _scratch.Dispose();
    }
}
