namespace RoomGuard.Snmp.Tests.Agents;

public sealed class MibTreeTests
{
    private static readonly ObjectId Root = ObjectId.Parse("1.3.6.1.4.1.99999");

    private readonly MibTree _tree = new();

    [Fact]
    public void Objects_are_walked_in_the_order_of_their_numbers_whatever_the_order_they_came_in()
    {
        foreach (uint number in new uint[] { 10, 2, 1, 9, 100 })
        {
            _tree.Add(Root.Append(number), SnmpValue.Integer((int)number));
        }

        Assert.Equal(["1", "2", "9", "10", "100"], Walk().Select(varBind => varBind.Value.AsText()));
        Assert.Equal(5, _tree.Count);
    }

    [Fact]
    public void A_value_is_computed_each_time_it_is_asked_for()
    {
        var seconds = 0;
        _tree.Add(Root.Append(1, 0), () => SnmpValue.TimeTicks((uint)(++seconds * 100)));

        Assert.Equal(SnmpValue.TimeTicks(100), _tree.Get(Root.Append(1, 0)));
        Assert.Equal(SnmpValue.TimeTicks(200), _tree.Get(Root.Append(1, 0)));
    }

    [Fact]
    public void A_missing_row_of_a_known_column_is_no_instance_and_anything_else_no_object()
    {
        _tree.Add(Root.Append(1, 1, 5), SnmpValue.Integer(5));

        Assert.Equal(SnmpValue.NoSuchInstance, _tree.Get(Root.Append(1, 1, 4)));
        Assert.Equal(SnmpValue.NoSuchInstance, _tree.Get(Root.Append(1, 1, 6)));
        Assert.Equal(SnmpValue.NoSuchObject, _tree.Get(Root.Append(1, 2, 5)));
        Assert.Equal(SnmpValue.NoSuchObject, _tree.Get(default));
    }

    [Fact]
    public void An_object_that_was_taken_out_is_gone()
    {
        _tree.Add(Root.Append(1), SnmpValue.Integer(1));

        Assert.True(_tree.Remove(Root.Append(1)));
        Assert.False(_tree.Remove(Root.Append(1)));
        Assert.Empty(Walk());
    }

    [Fact]
    public void An_identifier_is_taken_once()
    {
        _tree.Add(Root, SnmpValue.Null);

        var error = Assert.Throws<ArgumentException>(() => _tree.Add(Root, SnmpValue.Null));
        Assert.StartsWith("1.3.6.1.4.1.99999 is in the tree already.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_has_a_setter_is_set()
    {
        var held = SnmpValue.Null;
        _tree.Add(Root.Append(1), SnmpValue.Integer(1));
        _tree.Add(Root.Append(2), () => held, value =>
        {
            held = value;
            return SnmpErrorStatus.NoError;
        });

        Assert.Equal(SnmpErrorStatus.NotWritable, _tree.Set(Root.Append(1), SnmpValue.Integer(2)));
        Assert.Equal(SnmpErrorStatus.NoCreation, _tree.Set(Root.Append(3), SnmpValue.Integer(2)));
        Assert.Equal(SnmpErrorStatus.NoError, _tree.Set(Root.Append(2), SnmpValue.Integer(2)));
        Assert.Equal(SnmpValue.Integer(2), held);
    }

    [Fact]
    public async Task The_tree_may_change_while_it_is_walked()
    {
        using var stopping = new CancellationTokenSource();
        var changing = Task.Run(() =>
        {
            for (uint i = 0; !stopping.IsCancellationRequested; i++)
            {
                var id = Root.Append(i % 50);
                if (!_tree.Remove(id))
                {
                    _tree.Add(id, SnmpValue.Integer(1));
                }
            }
        });

        for (var i = 0; i < 500; i++)
        {
            var walked = Walk().Select(varBind => varBind.Id).ToArray();
            Assert.Equal(walked.Order(), walked);
        }

        await stopping.CancelAsync();
        await changing;
    }

    private IEnumerable<VarBind> Walk()
    {
        for (ObjectId at = default; _tree.TryGetNext(at, out var next); at = next.Id)
        {
            yield return next;
        }
    }
}
