namespace RoomGuard.Snmp.Tests.Witnesses;

public sealed class ManagerAgainstSnmpdTests(Snmpd snmpd) : IClassFixture<Snmpd>, IAsyncDisposable
{
    private static readonly ObjectId SystemGroup = ObjectId.Parse("1.3.6.1.2.1.1");
    private static readonly ObjectId Interfaces = ObjectId.Parse("1.3.6.1.2.1.2");
    private static readonly ObjectId SysDescr = SystemGroup.Append(1, 0);
    private static readonly ObjectId SysLocation = SystemGroup.Append(6, 0);

    private readonly SnmpManager _manager = new(TimeProvider.System);
    private readonly SnmpTarget _target = new(snmpd.Address) { Timeout = TimeSpan.FromSeconds(10) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _manager.DisposeAsync();

    [Fact]
    public async Task Get_gives_what_snmpget_gives()
    {
        var expected = NetSnmp.Lines(await NetSnmp.RunAsync("snmpget", snmpd.Address, "public", SysDescr.ToString(), SysLocation.ToString()));

        var varBinds = await _manager.GetAsync(_target, [SysDescr, SysLocation], Stop);

        Assert.Equal(expected, varBinds.Select(varBind => (varBind.Id, NetSnmp.Print(varBind.Value))));
        Assert.Equal("Room 12", varBinds[1].Value.AsText());
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 7)]
    [InlineData(true, 500)]
    [InlineData(false, 1)]
    public async Task A_walk_of_the_system_group_gives_what_snmpwalk_gives(bool useBulk, int repetitions)
    {
        var expected = NetSnmp.Lines(await NetSnmp.RunAsync("snmpwalk", snmpd.Address, "public", SystemGroup.ToString()));

        var walked = await WalkAsync(_target with { UseBulk = useBulk, MaxRepetitions = repetitions }, SystemGroup);

        AssertSame(expected, walked);
        Assert.True(walked.Count > 20, "snmpd has more than 20 objects in its system group.");
    }

    [Fact]
    public async Task A_walk_of_the_interfaces_gives_what_snmpwalk_gives()
    {
        var expected = NetSnmp.Lines(await NetSnmp.RunAsync("snmpwalk", snmpd.Address, "public", Interfaces.ToString()));

        AssertSame(expected, await WalkAsync(_target, Interfaces));
    }

    [Fact]
    public async Task The_whole_tree_can_be_walked_to_its_end()
    {
        var walked = await WalkAsync(_target with { MaxRepetitions = 100 }, ObjectId.Parse("1.3"));

        Assert.True(walked.Count > 500, $"snmpd serves more than 500 objects, {walked.Count} came.");
        Assert.All(walked.Zip(walked.Skip(1)), pair => Assert.True(pair.First.Id < pair.Second.Id));
    }

    [Fact]
    public async Task A_walk_ends_at_its_most_rows()
    {
        var rows = new List<VarBind>();
        await foreach (var varBind in _manager.WalkAsync(_target, SystemGroup, 5, Stop))
        {
            rows.Add(varBind);
        }

        Assert.Equal(5, rows.Count);
    }

    [Fact]
    public async Task What_the_agent_lacks_comes_as_an_exception_value_beside_what_it_has()
    {
        var varBinds = await _manager.GetAsync(_target, [SysDescr, SystemGroup.Append(1, 7), ObjectId.Parse("1.3.6.1.2.1.33.1.1.1.0")], Stop);

        Assert.Equal([SnmpKind.OctetString, SnmpKind.NoSuchInstance, SnmpKind.NoSuchObject], varBinds.Select(varBind => varBind.Value.Kind));
        Assert.False(varBinds[0].Value.IsException);
        Assert.True(varBinds[1].Value.IsException && varBinds[2].Value.IsException);
    }

    [Fact]
    public async Task GetNext_past_the_last_object_gives_endOfMibView()
    {
        var last = ObjectId.Parse("1.3.7");

        var varBind = Assert.Single(await _manager.GetNextAsync(_target, [last], Stop));

        Assert.Equal(new VarBind(last, SnmpValue.EndOfMibView), varBind);
    }

    [Fact]
    public async Task GetBulk_gives_non_repeaters_once_and_the_rest_row_by_row()
    {
        var expected = NetSnmp.Lines(await NetSnmp.RunAsync("snmpbulkget", snmpd.Address, "public", "-Cn1", "-Cr3", "1.3.6.1.2.1.1.5", "1.3.6.1.2.1.1.9.1.2", "1.3.6.1.2.1.1.9.1.3"));

        var varBinds = await _manager.GetBulkAsync(_target, [SystemGroup.Append(5), SystemGroup.Append(9, 1, 2), SystemGroup.Append(9, 1, 3)], 1, 3, Stop);

        Assert.Equal(7, varBinds.Count);
        Assert.Equal(expected, varBinds.Select(varBind => (varBind.Id, NetSnmp.Print(varBind.Value))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(1000)]
    public async Task A_long_list_comes_back_in_order_whatever_the_batch(int maxVarbinds)
    {
        // 1,000 descriptions do not fit into one message of snmpd: the largest batch meets tooBig and is halved.
        var asked = Enumerable.Repeat(0, 1000).SelectMany(_ => new[] { SysDescr, SysLocation }).Take(maxVarbinds == 1 ? 10 : 1000).ToArray();

        var varBinds = await _manager.GetAsync(_target with { MaxVarbinds = maxVarbinds }, asked, Stop);

        Assert.Equal(asked, varBinds.Select(varBind => varBind.Id));
        Assert.All(varBinds, varBind => Assert.Equal(SnmpKind.OctetString, varBind.Value.Kind));
    }

    [Fact]
    public async Task Set_of_what_may_not_be_written_names_the_object_and_the_reason()
    {
        var error = await Assert.ThrowsAsync<SnmpErrorStatusException>(() =>
            _manager.SetAsync(_target with { Community = "private" }, [new VarBind(SysDescr, SnmpValue.Text("x"))], Stop));

        Assert.Equal((SnmpErrorStatus.NotWritable, 1, SysDescr), (error.Status, error.Index, error.ObjectId));
        Assert.Equal($"{snmpd.Address} refused with notWritable because of 1.3.6.1.2.1.1.1.0 (varbind 1).", error.Message);
    }

    [Fact]
    public async Task Set_of_what_may_be_written_is_read_back_by_snmpget()
    {
        var sysName = SystemGroup.Append(5, 0);

        var set = await _manager.SetAsync(_target with { Community = "private" }, [new VarBind(sysName, SnmpValue.Text("ups-3"))], Stop);

        Assert.Equal("ups-3", Assert.Single(set).Value.AsText());
        Assert.Contains("STRING: \"ups-3\"", await NetSnmp.RunAsync("snmpget", snmpd.Address, "public", sysName.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_community_gets_silence_and_a_message_that_says_where_to_look()
    {
        var target = _target with { Community = "not-it", Timeout = TimeSpan.FromMilliseconds(150), Retries = 1 };

        var error = await Assert.ThrowsAsync<SnmpTimeoutException>(() => _manager.GetAsync(target, [SysDescr], Stop));

        Assert.Equal(2, error.Attempts);
        Assert.True(error.IsTransient);
        Assert.StartsWith($"{snmpd.Address} did not answer 2 requests in ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(" s. SNMP says nothing to a wrong community or an unlisted manager: check those before the cable.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-it", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, _manager.Counts.TimedOut);
    }

    [Fact]
    public async Task IPv6_works_beside_IPv4()
    {
        Assert.SkipUnless(Snmpd.HasIPv6, "This machine has no IPv6 loopback.");

        var overIPv6 = await _manager.GetAsync(_target with { Address = snmpd.AddressIPv6 }, [SysLocation], Stop);
        var overIPv4 = await _manager.GetAsync(_target, [SysLocation], Stop);

        Assert.Equal(overIPv4, overIPv6);
    }

    private static void AssertSame(IReadOnlyList<(ObjectId Id, string Value)> expected, List<VarBind> walked)
    {
        Assert.Equal(expected.Select(line => line.Id), walked.Select(varBind => varBind.Id));

        // Times and counters move between the two walks; their kind does not.
        foreach (var (line, varBind) in expected.Zip(walked))
        {
            var moves = varBind.Value.Kind is SnmpKind.TimeTicks or SnmpKind.Counter32 or SnmpKind.Counter64;
            Assert.True(moves || line.Value == NetSnmp.Print(varBind.Value), $"{varBind.Id}: snmpwalk {line.Value}, ours {NetSnmp.Print(varBind.Value)}");
        }
    }

    private async Task<List<VarBind>> WalkAsync(SnmpTarget target, ObjectId root)
    {
        var rows = new List<VarBind>();
        await foreach (var varBind in _manager.WalkAsync(target, root, 20_000, Stop))
        {
            rows.Add(varBind);
        }

        return rows;
    }
}
