using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;
using RoomGuard.Snmp.Security;
using RoomGuard.Testing;

namespace RoomGuard.Snmp.Tests.Witnesses;

/// <summary>Our conversations, carried to Net-SNMP's agent by a bare socket.</summary>
public sealed class V3ConversationAgainstSnmpdTests(V3Snmpd snmpd) : IClassFixture<V3Snmpd>
{
    private static readonly ObjectId SysLocation = ObjectId.Parse("1.3.6.1.2.1.1.6.0");
    private static readonly SnmpUser Someone = V3Users.Of(SnmpAuthentication.Sha256, SnmpPrivacy.Aes128);

    private readonly EngineTable _engines = new(TimeProvider.System);

    [Theory]
    [MemberData(nameof(V3Users.Names), MemberType = typeof(V3Users))]
    public async Task Every_combination_of_protocols_is_answered(string user)
    {
        var (answer, sent) = await AskAsync(V3Users.Named(user));

        Assert.Equal("Room 12", answer.Pdu?.VarBinds.Single().Value.AsText());
        Assert.Equal(2, sent);
        Assert.Equal(1, _engines.Count);
    }

    [Fact]
    public async Task A_known_engine_is_not_discovered_again()
    {
        await AskAsync(Someone);

        var (answer, sent) = await AskAsync(V3Users.Of(SnmpAuthentication.Md5, SnmpPrivacy.Des));

        Assert.Equal((SecureStep.Answer, 1), (answer.Step, sent));
    }

    [Fact]
    public async Task A_clock_that_is_off_is_set_right_once()
    {
        await AskAsync(Someone);
        Assert.True(_engines.Find(snmpd.Address)!.Clock.TryTell(out var right));
        _engines.Find(snmpd.Address)!.Clock.Reset(right with { Seconds = right.Seconds + 400 });

        var (answer, sent) = await AskAsync(Someone);

        Assert.Equal((SecureStep.Answer, 2), (answer.Step, sent));
        Assert.True(_engines.Find(snmpd.Address)!.Clock.TryTell(out var again));
        Assert.InRange(again.Seconds, right.Seconds, right.Seconds + 30);
    }

    [Fact]
    public async Task Another_engine_at_the_same_address_is_discovered()
    {
        var stale = _engines.Candidate(SnmpEngineId.OfName("the card before"), new EngineMoment(3, 1000));
        _engines.Keep(snmpd.Address, stale);

        var (answer, sent) = await AskAsync(Someone);

        Assert.Equal((SecureStep.Answer, 2), (answer.Step, sent));
        Assert.NotSame(stale, _engines.Find(snmpd.Address));
    }

    [Fact]
    public async Task Wrong_credentials_are_told_in_words_and_nothing_is_kept()
    {
        await IsRefusedAsync(Someone with { Name = "stranger" }, SnmpSecurityProblem.UnknownUser,
            "SNMPv3 user stranger (Sha256, Aes128): the device knows no such user (usmStatsUnknownUserNames). Check the name, its upper and lower case included, and that the user is enabled on the device.");
        await IsRefusedAsync(Someone with { AuthenticationPassword = "wrong horse" }, SnmpSecurityProblem.WrongDigest,
            $"SNMPv3 user {Someone.Name} (Sha256, Aes128): the device finds the digest wrong (usmStatsWrongDigests). Check the authentication password and protocol.");
        await IsRefusedAsync(V3Users.Of(SnmpAuthentication.Md5, SnmpPrivacy.None) with { Privacy = SnmpPrivacy.Des, PrivacyPassword = "battery staple" }, SnmpSecurityProblem.UnsupportedLevel,
            "SNMPv3 user Md5-None (Md5, Des): the device does not support this security level for the user (usmStatsUnsupportedSecLevels). Check which protocols and which security level this user has on the device.");
        Assert.Equal(0, _engines.Count);
    }

    private async Task IsRefusedAsync(SnmpUser user, SnmpSecurityProblem problem, string message)
    {
        var (answer, _) = await AskAsync(user);

        var error = Assert.IsType<SnmpSecurityException>(answer.Error);
        Assert.Equal((problem, $"{snmpd.Address} and {message}", false), (error.Problem, error.Message, error.IsTransient));
    }

    private async Task<(SecureOutcome Outcome, int Sent)> AskAsync(SnmpUser user)
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var writer = new BerWriter();
        var exchange = new SecureExchange(_engines, new SecurePeer(snmpd.Address, user, ""), new Pdu(PduKind.Get, 0, 0, 0, [new VarBind(SysLocation, SnmpValue.Null)]));
        for (var sent = 1; ; sent++)
        {
            writer.Clear();
            exchange.Write(writer, RandomNumberGenerator.GetInt32(1, int.MaxValue));
            await socket.SendAsync(writer.Written, snmpd.Address, patience.Token);
            var outcome = exchange.Take((await socket.ReceiveAsync(patience.Token)).Buffer);
            if (outcome.Step != SecureStep.AskAgain)
            {
                Assert.Null(outcome.Reason);
                return (outcome, sent);
            }
        }
    }
}

/// <summary>Net-SNMP's agent with a user of every combination of protocols.</summary>
public sealed class V3Snmpd : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private RealProcess? _process;

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; } = new(IPAddress.Loopback, Ports.FreeUdp());

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var users = V3Users.All.Select(user => $"{V3Users.Create(user)}\nrouser {user.Name} {(V3Users.Level(user) switch { "authPriv" => "priv", "authNoPriv" => "auth", _ => "noauth" })}");
        var config = _scratch.Write("snmpd.conf", $"""
            agentaddress udp:{Address}
            rocommunity public 127.0.0.1
            sysLocation Room 12
            {string.Join('\n', users)}
            """);
        _process = RealProcess.Start(Needs.Program("snmpd", "snmpd"), ["-f", "-Lo", "-C", "-c", config, $"--persistentDir={_scratch.Folder}"], NetSnmp.NoMibs);
        await _process.UntilAsync(
            async () => (await NetSnmp.TryAsync("snmpget", Address, "public", "-t1", "-r0", ".1.3.6.1.2.1.1.3.0")).ExitCode == 0,
            TimeSpan.FromSeconds(20),
            "snmpd answers");
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
