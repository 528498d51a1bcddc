using RoomGuard.Snmp;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Settings;

/// <summary>How a device's version, community and user are read from settings.</summary>
public sealed class SnmpAccessTests : IDisposable
{
    private readonly Scratch _folder = new();

    public SnmpAccessTests()
    {
        _folder.Write("auth.secret", "kitten-likes-milk\n");
        _folder.Write("priv.secret", "under the big table\n");
        _folder.Write("short.secret", "seven77\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_user_of_SNMPv3_has_its_passwords_from_files()
    {
        var device = Assert.Single(Read("""
            "version": "3", "context": "ups", "user": {"name": "roomguard", "authentication": "sha256", "authenticationPasswordFile": "auth.secret", "privacy": "aes256-reeder", "privacyPasswordFile": "priv.secret"}
            """, out var faults)!.Snmp).Device;

        Assert.Empty(faults);
        Assert.Equal((SnmpVersion.V3, "ups"), (device.Version, device.Context));
        Assert.Equal(
            new SnmpUser("roomguard") { Authentication = SnmpAuthentication.Sha256, AuthenticationPassword = "kitten-likes-milk", Privacy = SnmpPrivacy.Aes256Reeder, PrivacyPassword = "under the big table" },
            device.User);
        Assert.DoesNotContain("kitten", $"{device} {device.User}", StringComparison.Ordinal);
    }

    [Fact]
    public void Version_1_and_a_burst_of_none_can_be_chosen()
    {
        var device = Assert.Single(Read(""" "version": "1", "community": "room", "burst": "0 s" """, out _)!.Snmp);

        Assert.Equal((SnmpVersion.V1, "room", TimeSpan.Zero), (device.Device.Version, device.Device.Community, device.Burst));
    }

    [Fact]
    public void A_test_is_allowed_only_by_name_and_with_a_credential_that_may_write()
    {
        Assert.Null(Assert.Single(Read(""" "community": "room" """, out _)!.Snmp).Tester);
        _folder.Write("write.community", "s3cret-write\n");
        var device = Assert.Single(Read(""" "community": "room", "allowTest": true, "writeCommunityFile": "write.community" """, out var faults)!.Snmp);
        Assert.Empty(faults);
        Assert.Equal(("room", "s3cret-write"), (device.Device.Community, device.Tester!.Community));
        Assert.DoesNotContain("s3cret", device.ToString(), StringComparison.Ordinal);

        var secure = Assert.Single(Read(""" "version": "3", "user": {"name": "u"}, "allowTest": true """, out faults)!.Snmp);
        Assert.Empty(faults);
        Assert.Equal(secure.Device.User, secure.Tester!.User);
    }

    [Theory]
    [InlineData(""" "allowTest": true """, "snmp[0].allowTest is true, so that there must be either writeCommunityFile or writeCommunity")]
    [InlineData(""" "writeCommunity": "x" """, "snmp[0].writeCommunity is of no use: allowTest is not true")]
    [InlineData(""" "version": "3", "user": {"name": "u"}, "allowTest": true, "writeCommunity": "x" """, "snmp[0].writeCommunity has no place in SNMPv3")]
    [InlineData(""" "version": "3" """, "snmp[0].user")]
    [InlineData(""" "version": "3", "community": "x", "user": {"name": "u"} """, "snmp[0].community has no place in SNMPv3, which has a user.")]
    [InlineData(""" "user": {"name": "u"} """, "snmp[0].user has a place in SNMPv3 only: set version to \"3\", or give a community.")]
    [InlineData(""" "version": "3", "user": {"name": "u", "privacy": "des", "privacyPasswordFile": "priv.secret"} """, "snmp[0].user.privacy needs an authentication")]
    [InlineData(""" "version": "3", "user": {"name": "u", "authentication": "md5"} """, "snmp[0].user.authenticationPasswordFile")]
    [InlineData(""" "version": "3", "user": {"name": "u", "authentication": "md5", "authenticationPasswordFile": "short.secret"} """, "snmp[0].user.authenticationPasswordFile names a file whose password has not from 8 to 255 bytes (RFC 3414 section 11.2).")]
    [InlineData(""" "version": "3", "user": {"name": "u", "authentication": "sha224"} """, "snmp[0].user.authentication is \"sha224\"; it must be one of")]
    [InlineData(""" "version": "3", "user": {"name": "u", "authenticationPasswordFile": "auth.secret"} """, "snmp[0].user.authenticationPasswordFile is of no use: no protocol that needs it is chosen.")]
    [InlineData(""" "version": "2", "burst": "2 min" """, "snmp[0].burst is \"2 min\"")]
    public void What_does_not_fit_together_is_refused(string members, string fault)
    {
        Assert.Null(Read(members, out var faults));
        Assert.Contains(faults, known => known.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Traps_are_heard_from_the_devices_communities_and_users_and_one_more_community()
    {
        var path = _folder.Write("agent.json", """
            {"site": "hq", "agent": "a", "mqtt": {"host": "127.0.0.1"}, "traps": {"listen": "127.0.0.1:10162", "community": "traps"}, "snmp": [
              {"room": "srv-1", "equipment": "ups-1", "address": "127.0.0.1", "community": "one"},
              {"room": "srv-1", "equipment": "ups-2", "address": "127.0.0.2", "version": "3", "user": {"name": "u"}},
              {"room": "srv-1", "equipment": "ups-3", "address": "127.0.0.3", "version": "3", "user": {"name": "u"}}
            ]}
            """);

        var traps = AgentOptions.Read(path, out _)!.Traps!;

        Assert.Equal("127.0.0.1:10162", traps.Listen.ToString());
        Assert.Equal(["one", "traps"], traps.Heard.Communities);
        Assert.Equal("u", Assert.Single(traps.Heard.Users).Name);
    }

    [Fact]
    public void A_profile_of_the_sites_own_needs_no_build_and_a_wrong_one_is_named_with_its_line()
    {
        Directory.CreateDirectory(_folder.Path("profiles"));
        _folder.Write("profiles/kettle.json", """
            {"id": "kettle", "version": 1, "kind": "ups", "name": "A kettle", "priority": 1, "match": {"sysObjectId": ["1.3.6.1.4.1.99999.1"]}, "access": {}, "identity": {},
             "points": [{"signal": "ups.battery.charge", "oid": "1.3.6.1.4.1.99999.1.1.0"}]}
            """);
        var path = _folder.Write("agent.json", """
            {"site": "hq", "agent": "a", "mqtt": {"host": "127.0.0.1"}, "profiles": "profiles", "snmp": [{"room": "srv-1", "equipment": "ups-1", "address": "127.0.0.1", "profile": "kettle"}]}
            """);
        Assert.Equal("kettle", Assert.Single(AgentOptions.Read(path, out var none)!.Snmp).Device.Profile);
        Assert.Empty(none);

        _folder.Write("profiles/pot.json", """{"id": "pot"}""");
        Assert.Null(AgentOptions.Read(path, out var faults));
        Assert.All(faults, fault => Assert.Contains("pot.json:1:", fault.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Two_users_of_one_name_cannot_be_told_apart_in_traps()
    {
        var path = _folder.Write("agent.json", """
            {"site": "hq", "agent": "a", "mqtt": {"host": "127.0.0.1"}, "traps": {}, "snmp": [
              {"room": "srv-1", "equipment": "ups-2", "address": "127.0.0.2", "version": "3", "user": {"name": "u"}},
              {"room": "srv-1", "equipment": "ups-3", "address": "127.0.0.3", "version": "3", "user": {"name": "u", "authentication": "md5", "authenticationPasswordFile": "auth.secret"}}
            ]}
            """);

        Assert.Null(AgentOptions.Read(path, out var faults));
        Assert.Contains("cannot hear user \"u\"", Assert.Single(faults).ToString(), StringComparison.Ordinal);
    }

    private AgentOptions? Read(string members, out IReadOnlyList<string> faults)
    {
        var path = _folder.Write("agent.json", $$"""{"site": "hq", "agent": "a", "mqtt": {"host": "127.0.0.1"}, "snmp": [{"room": "srv-1", "equipment": "ups-1", "address": "127.0.0.1", {{members}}}]}""");
        var options = AgentOptions.Read(path, out var found);
        faults = [.. found.Select(fault => fault.ToString())];
        return options;
    }
}
