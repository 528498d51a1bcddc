namespace RoomGuard.Snmp.Tests.Witnesses;

/// <summary>SNMPv3 as Net-SNMP has it: every pair of protocols, and everything that can be wrong with a user.</summary>
public sealed class SecureManagerAgainstSnmpdTests(SecureSnmpd snmpd) : IClassFixture<SecureSnmpd>, IAsyncDisposable
{
    private static readonly ObjectId SystemGroup = ObjectId.Parse("1.3.6.1.2.1.1");
    private static readonly ObjectId SysLocation = SystemGroup.Append(6, 0);

    private readonly SnmpManager _manager = new(TimeProvider.System);

    public static TheoryData<string> Users => [.. SecureSnmpd.Users.Select(user => user.Name)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _manager.DisposeAsync();

    [Theory]
    [MemberData(nameof(Users))]
    public async Task Every_pair_of_protocols_reads_and_walks(string name)
    {
        var target = Target(SecureSnmpd.Users.First(user => user.Name == name));

        var location = await _manager.GetAsync(target, [SysLocation, SystemGroup.Append(99, 0)], Stop);
        var walked = new List<VarBind>();
        await foreach (var varBind in _manager.WalkAsync(target, SystemGroup, 1000, Stop))
        {
            walked.Add(varBind);
        }

        Assert.Equal(["Room 12", "noSuchObject"], location.Select(varBind => varBind.Value.AsText()));
        Assert.True(walked.Count > 20, $"snmpd has more than 20 objects in its system group, {walked.Count} came.");
        Assert.Equal(0, _manager.Counts.TimedOut + _manager.Counts.Distrusted + _manager.Counts.Malformed);
    }

    [Fact]
    public async Task A_thousand_requests_need_one_discovery()
    {
        var target = Target(SecureSnmpd.User(SnmpAuthentication.Sha1, SnmpPrivacy.Aes128));
        for (var request = 0; request < 1000; request++)
        {
            await _manager.GetAsync(target, [SysLocation], Stop);
        }

        // One to find the engine, one to find its time, then the requests.
        Assert.InRange(_manager.Counts.Sent, 1001, 1002);
    }

    [Fact]
    public async Task A_device_that_has_restarted_is_found_again_without_a_time_out()
    {
        var target = Target(SecureSnmpd.User(SnmpAuthentication.Sha256, SnmpPrivacy.Aes256));
        await _manager.GetAsync(target, [SysLocation], Stop);
        await snmpd.RestartAsync();

        Assert.Equal("Room 12", (await _manager.GetAsync(target, [SysLocation], Stop))[0].Value.AsText());
        Assert.Equal(0, _manager.Counts.TimedOut);
    }

    [Fact]
    public async Task Many_at_once_share_one_engine()
    {
        var target = Target(SecureSnmpd.User(SnmpAuthentication.Sha512, SnmpPrivacy.Aes256)) with { MaxInFlight = 8 };
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _manager.GetAsync(target, [SysLocation], Stop)));

        Assert.All(answers, answer => Assert.Equal("Room 12", answer[0].Value.AsText()));
    }

    [Fact]
    public async Task A_user_the_device_does_not_know_is_named()
    {
        var error = await Assert.ThrowsAsync<SnmpSecurityException>(() => _manager.GetAsync(Target(new SnmpUser("stranger")), [SysLocation], Stop));

        Assert.Equal((SnmpSecurityProblem.UnknownUser, false), (error.Problem, error.IsTransient));
        Assert.Contains("stranger", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_authentication_password_is_told_apart_from_a_cable()
    {
        var user = SecureSnmpd.User(SnmpAuthentication.Sha256, SnmpPrivacy.None) with { AuthenticationPassword = "not the password" };

        var error = await Assert.ThrowsAsync<SnmpSecurityException>(() => _manager.GetAsync(Target(user), [SysLocation], Stop));

        Assert.Equal(SnmpSecurityProblem.WrongDigest, error.Problem);
        Assert.DoesNotContain("not the password", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_level_the_device_does_not_grant_is_refused()
    {
        var user = SecureSnmpd.User(SnmpAuthentication.Sha256, SnmpPrivacy.Aes128) with { Privacy = SnmpPrivacy.None, PrivacyPassword = "" };

        await Assert.ThrowsAnyAsync<SnmpException>(() => _manager.GetAsync(Target(user), [SysLocation], Stop));
    }

    [Fact]
    public async Task A_wrong_privacy_password_is_no_answer_and_never_a_wrong_one()
    {
        var user = SecureSnmpd.User(SnmpAuthentication.Sha1, SnmpPrivacy.Aes128) with { PrivacyPassword = "not the password" };

        await Assert.ThrowsAnyAsync<SnmpException>(() => _manager.GetAsync(Target(user) with { Timeout = TimeSpan.FromMilliseconds(300), Retries = 0 }, [SysLocation], Stop));
    }

    [Fact]
    public async Task An_object_can_be_set_and_read_back()
    {
        var target = Target(SecureSnmpd.User(SnmpAuthentication.Sha384, SnmpPrivacy.Aes192Reeder));
        var contact = SystemGroup.Append(4, 0);
        await _manager.SetAsync(target, [new VarBind(contact, SnmpValue.Text("duty@example.org"))], Stop);

        Assert.Equal("duty@example.org", (await _manager.GetAsync(target, [contact], Stop))[0].Value.AsText());
    }

    [Fact]
    public async Task SNMPv1_reads_and_walks_too()
    {
        var target = new SnmpTarget(snmpd.Address) { Version = SnmpVersion.V1 };
        var read = await _manager.GetAsync(target, [SystemGroup.Append(99, 0), SysLocation, SystemGroup.Append(98, 0)], Stop);
        var walked = 0;
        await foreach (var varBind in _manager.WalkAsync(target, SystemGroup, 1000, Stop))
        {
            walked += varBind.Value.IsException ? 0 : 1;
        }

        Assert.Equal(["noSuchObject", "Room 12", "noSuchObject"], read.Select(varBind => varBind.Value.AsText()));
        Assert.True(walked > 20, $"snmpd has more than 20 objects in its system group, {walked} came.");
    }

    [Fact]
    public async Task A_table_is_read_as_snmptable_would()
    {
        var columns = new[] { 1u, 2u, 3u }.Select(column => ObjectId.Parse("1.3.6.1.2.1.2.2.1").Append(column)).ToList();
        var rows = await _manager.ReadTableAsync(Target(SecureSnmpd.Users[^1]), columns, 100, Stop);
        var loopback = rows.First(row => row.Cells[1].AsText() == "lo");

        Assert.Equal(loopback.Index.ToString(), loopback.Cells[0].AsText());
        Assert.Equal("24", loopback.Cells[2].AsText());
        Assert.Contains(loopback.Index.ToString(), await NetSnmp.RunAsync("snmpwalk", snmpd.Address, "public", "1.3.6.1.2.1.2.2.1.2"), StringComparison.Ordinal);
    }

    private SnmpTarget Target(SnmpUser user) => new(snmpd.Address) { Version = SnmpVersion.V3, User = user, Timeout = TimeSpan.FromSeconds(10) };
}
