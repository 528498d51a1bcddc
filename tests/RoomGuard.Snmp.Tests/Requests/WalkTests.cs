using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Tests.Requests;

/// <summary>Walks over agents that misbehave: every walk ends, and gives nothing that is not below its root.</summary>
public sealed class WalkTests : IAsyncDisposable
{
    private static readonly ObjectId Root = ObjectId.Parse("1.3.6.1.2.1.33");

    private readonly SnmpManager _manager = new(TimeProvider.System);
    private readonly ScriptedDevice _device = new();

    public async ValueTask DisposeAsync()
    {
        await _manager.DisposeAsync();
        _device.Dispose();
    }

    [Theory]
    [InlineData("1 2 3|4 5 6||end", "1 2 3 4 5 6")]
    [InlineData("1 2 3|1 2 3|1", "1 2 3")]
    [InlineData("1 2 3||4|5|3", "1 2 3 4 5")]
    [InlineData("1 2 2", "1 2")]
    [InlineData("3 2 1", "3")]
    [InlineData("1 2 out 3", "1 2")]
    [InlineData("1 2 end", "1 2")]
    [InlineData("1 end end", "1")]
    [InlineData("1|end", "1")]
    [InlineData("out", "")]
    [InlineData("|end", "")]
    public async Task A_walk_ends_where_order_ends(string pages, string walked)
    {
        var walking = WalkAsync(new SnmpTarget(_device.Address), 100);
        foreach (var page in pages.Split('|'))
        {
            await _device.AnswerAsync(await _device.NextAsync(), Page(page));
        }

        Assert.Equal(Page(walked), await walking);
        Assert.False(_device.HasMore);
    }

    [Fact]
    public async Task A_walk_goes_on_from_the_last_object_and_asks_for_no_more_than_it_may_give()
    {
        var walking = WalkAsync(new SnmpTarget(_device.Address) { MaxRepetitions = 3 }, 5);
        var first = await _device.NextAsync();
        await _device.AnswerAsync(first, Page("1 2 3"));
        var second = await _device.NextAsync();
        await _device.AnswerAsync(second, Page("4 5 6"));

        Assert.Equal(Page("1 2 3 4 5"), await walking);
        Assert.Equal((Root, 3), (Assert.Single(first.Pdu.VarBinds).Id, first.Pdu.ErrorIndex));
        Assert.Equal((Root.Append(3), 2), (Assert.Single(second.Pdu.VarBinds).Id, second.Pdu.ErrorIndex));
    }

    [Fact]
    public async Task A_walk_asks_for_fewer_rows_of_an_agent_that_says_tooBig()
    {
        var walking = WalkAsync(new SnmpTarget(_device.Address) { MaxRepetitions = 8 }, 100);
        var asked = new List<int>();
        for (var rows = 8; rows > 2; rows /= 2)
        {
            var request = await _device.NextAsync();
            asked.Add(request.Pdu.ErrorIndex);
            await _device.AnswerAsync(request, [], SnmpErrorStatus.TooBig);
        }

        await _device.AnswerAsync(await _device.NextAsync(), Page("1 2 end"));

        Assert.Equal(Page("1 2"), await walking);
        Assert.Equal([8, 4], asked);
    }

    [Fact]
    public async Task A_refusal_in_the_middle_of_a_walk_is_an_error_and_not_an_end()
    {
        var walking = WalkAsync(new SnmpTarget(_device.Address), 100);
        await _device.AnswerAsync(await _device.NextAsync(), Page("1 2"));
        await _device.AnswerAsync(await _device.NextAsync(), [], SnmpErrorStatus.GenErr, 1);
        await _device.AnswerAsync(await _device.NextAsync(), [], SnmpErrorStatus.GenErr, 1);

        var error = await Assert.ThrowsAsync<SnmpErrorStatusException>(() => walking);
        Assert.Equal(Root.Append(2), error.ObjectId);
    }

    [Fact]
    public async Task Where_GETBULK_is_refused_and_GETNEXT_works_the_walk_goes_on_by_GETNEXT_and_the_next_begins_so()
    {
        var target = new SnmpTarget(_device.Address);
        var walking = WalkAsync(target, 100);
        await _device.AnswerAsync(await _device.NextAsync(), [], SnmpErrorStatus.GenErr);
        var kinds = new List<PduKind>();
        foreach (var page in new[] { "1", "2", "end" })
        {
            var request = await _device.NextAsync();
            kinds.Add(request.Pdu.Kind);
            await _device.AnswerAsync(request, Page(page));
        }

        Assert.Equal(Page("1 2"), await walking);
        walking = WalkAsync(target, 100);
        var next = await _device.NextAsync();
        await _device.AnswerAsync(next, Page("end"));
        await walking;

        Assert.Equal([PduKind.GetNext, PduKind.GetNext, PduKind.GetNext, PduKind.GetNext], [.. kinds, next.Pdu.Kind]);
    }

    [Fact]
    public async Task Where_GETBULK_is_never_answered_and_GETNEXT_is_the_walk_goes_on()
    {
        var walking = WalkAsync(new SnmpTarget(_device.Address) { Retries = 0, Timeout = TimeSpan.FromMilliseconds(100) }, 100);
        Assert.Equal(PduKind.GetBulk, (await _device.NextAsync()).Pdu.Kind);
        await _device.AnswerAsync(await _device.NextAsync(), Page("1"));
        await _device.AnswerAsync(await _device.NextAsync(), Page("end"));

        Assert.Equal(Page("1"), await walking);
    }

    [Fact]
    public async Task In_SNMPv1_a_walk_goes_by_GETNEXT_and_ends_at_noSuchName()
    {
        var walking = WalkAsync(new SnmpTarget(_device.Address) { Version = SnmpVersion.V1 }, 100);
        var first = await _device.NextAsync();
        await _device.AnswerInV1Async(first, Page("1"));
        await _device.AnswerInV1Async(await _device.NextAsync(), [], SnmpErrorStatus.NoSuchName, 1);

        Assert.Equal(Page("1"), await walking);
        Assert.Equal(PduKind.GetNext, first.Pdu.Kind);
    }

    [Fact]
    public async Task Columns_of_a_table_are_read_side_by_side_and_holes_stay_holes()
    {
        var reading = _manager.ReadTableAsync(new SnmpTarget(_device.Address), [Root.Append(2), Root.Append(5)], 100, TestContext.Current.CancellationToken);
        await _device.AnswerAsync(await _device.NextAsync(), [Cell(2, 1, 21), Cell(5, 1, 51), Cell(2, 3, 23), Cell(5, 2, 52)]);
        var second = await _device.NextAsync();
        await _device.AnswerAsync(second, [Cell(3, 1, 0), Cell(5, 3, 53)]);
        var third = await _device.NextAsync();
        await _device.AnswerAsync(third, [Cell(6, 1, 0)]);

        Assert.Equal(["1: 21 51", "2: noSuchInstance 52", "3: 23 53"], (await reading).Select(row => $"{row.Index}: {string.Join(' ', row.Cells.Select(cell => cell.AsText()))}"));
        Assert.Equal([Root.Append(2, 3), Root.Append(5, 2)], second.Pdu.VarBinds.Select(asked => asked.Id));
        Assert.Equal([Root.Append(5, 3)], third.Pdu.VarBinds.Select(asked => asked.Id));
    }

    [Fact]
    public async Task A_table_without_end_is_read_as_far_as_allowed()
    {
        var reading = _manager.ReadTableAsync(new SnmpTarget(_device.Address), [Root.Append(2)], 2, TestContext.Current.CancellationToken);
        await _device.AnswerAsync(await _device.NextAsync(), [Cell(2, 1, 1), Cell(2, 2, 2), Cell(2, 3, 3)]);

        Assert.Equal(2, (await reading).Count);
        Assert.False(_device.HasMore);
    }

    private static VarBind Cell(uint column, uint row, int value) => new(Root.Append(column, row), SnmpValue.Integer(value));

    private static IReadOnlyList<VarBind> Page(string words) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word switch
        {
            "out" => new VarBind(ObjectId.Parse("1.3.6.1.2.1.34.1"), SnmpValue.Integer(0)),
            "end" => new VarBind(Root.Append(9), SnmpValue.EndOfMibView),
            _ => new VarBind(Root.Append(uint.Parse(word, System.Globalization.CultureInfo.InvariantCulture)), SnmpValue.Integer(1)),
        })];

    private async Task<List<VarBind>> WalkAsync(SnmpTarget target, int maxRows)
    {
        var rows = new List<VarBind>();
        await foreach (var varBind in _manager.WalkAsync(target, Root, maxRows, TestContext.Current.CancellationToken))
        {
            rows.Add(varBind);
        }

        return rows;
    }
}
