using System.Globalization;
using System.Net;
using RoomGuard.Testing;

namespace RoomGuard.Snmp.Tests.Witnesses;

/// <summary>Net-SNMP's agent with a user for every pair of authentication and privacy it knows. Started by the test; can be started again as after a power cut.</summary>
public sealed class SecureSnmpd : IAsyncLifetime
{
    private const string AuthenticationPassword = "kitten-likes-milk";
    private const string PrivacyPassword = "under the big table";

    private static readonly Dictionary<SnmpAuthentication, string> Authentications = new()
    {
        [SnmpAuthentication.Md5] = "MD5",
        [SnmpAuthentication.Sha1] = "SHA",
        [SnmpAuthentication.Sha256] = "SHA-256",
        [SnmpAuthentication.Sha384] = "SHA-384",
        [SnmpAuthentication.Sha512] = "SHA-512",
    };

    private static readonly Dictionary<SnmpPrivacy, string> Privacies = new()
    {
        [SnmpPrivacy.Des] = "DES",
        [SnmpPrivacy.Aes128] = "AES",
        [SnmpPrivacy.Aes192] = "AES-192",
        [SnmpPrivacy.Aes256] = "AES-256",
        [SnmpPrivacy.Aes192Reeder] = "AES-192-C",
        [SnmpPrivacy.Aes256Reeder] = "AES-256-C",
    };

    private readonly Scratch _scratch = new();
    private RealProcess? _process;

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; } = new(IPAddress.Loopback, Ports.FreeUdp());

    /// <summary>All users it has: one without anything, one for each authentication, one for each pair.</summary>
    public static IReadOnlyList<SnmpUser> Users { get; } =
    [
        new SnmpUser("none"),
        .. Authentications.Keys.Select(static authentication => User(authentication, SnmpPrivacy.None)),
        .. from authentication in Authentications.Keys from privacy in Privacies.Keys select User(authentication, privacy),
    ];

    /// <summary>One of the users.</summary>
    public static SnmpUser User(SnmpAuthentication authentication, SnmpPrivacy privacy) => new($"{authentication}-{privacy}".ToLowerInvariant())
    {
        Authentication = authentication,
        AuthenticationPassword = AuthenticationPassword,
        Privacy = privacy,
        PrivacyPassword = privacy == SnmpPrivacy.None ? "" : PrivacyPassword,
    };

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await StartAsync();

    /// <summary>Kills the agent and starts it again: its boots count on, its time starts anew.</summary>
    public async Task RestartAsync()
    {
        await _process!.TerminateAsync(TimeSpan.FromSeconds(5));
        await StartAsync();
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

    private async Task StartAsync()
    {
        var program = Needs.Program("snmpd", "snmpd");
        var lines = Users.SelectMany(static user => new[] { Create(user), $"rwuser {user.Name} {Level(user)}" });
        var config = _scratch.Write("snmpd.conf", string.Create(CultureInfo.InvariantCulture, $"agentaddress udp:{Address}\nrocommunity public 127.0.0.1\nsysLocation Room 12\n{string.Join('\n', lines)}\n"));
        _process = RealProcess.Start(program, ["-f", "-Lo", "-C", "-c", config, $"--persistentDir={_scratch.Folder}"], NetSnmp.NoMibs);
        await _process.UntilAsync(
            async () => (await NetSnmp.TryAsync("snmpget", Address, "public", "-t1", "-r0", ".1.3.6.1.2.1.1.3.0")).ExitCode == 0,
            TimeSpan.FromSeconds(20),
            "snmpd answers");
    }

    private static string Create(SnmpUser user) => user switch
    {
        { Authentication: SnmpAuthentication.None } => $"createUser {user.Name}",
        { Privacy: SnmpPrivacy.None } => $"createUser {user.Name} {Authentications[user.Authentication]} \"{AuthenticationPassword}\"",
        _ => $"createUser {user.Name} {Authentications[user.Authentication]} \"{AuthenticationPassword}\" {Privacies[user.Privacy]} \"{PrivacyPassword}\"",
    };

    private static string Level(SnmpUser user) => (user.Authentication, user.Privacy) switch
    {
        (SnmpAuthentication.None, _) => "noauth",
        (_, SnmpPrivacy.None) => "auth",
        _ => "priv",
    };
}
