namespace RoomGuard.Snmp;

/// <summary>A tree of objects whose values are fixed or computed when they are asked for.</summary>
/// <remarks>Thread-safe: objects may come and go while agents answer. Values are computed outside the lock.</remarks>
public sealed class MibTree : IMibTree
{
    private readonly Lock _gate = new();
    private readonly List<ObjectId> _ids = [];
    private readonly List<Leaf> _leaves = [];

    /// <summary>How many objects there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _ids.Count;
            }
        }
    }

    /// <summary>Adds an object that always has the same value.</summary>
    /// <exception cref="ArgumentException">There is one with this identifier.</exception>
    public void Add(ObjectId id, SnmpValue value) => Add(id, () => value);

    /// <summary>Adds an object whose value is computed at each request, and which <paramref name="set"/> may change.</summary>
    /// <param name="get">Called from the thread of whichever agent is asked; must not throw.</param>
    /// <param name="set">Gives noError or the reason for refusing; null for an object that nobody may set. Must not throw.</param>
    /// <exception cref="ArgumentException">There is one with this identifier.</exception>
    public void Add(ObjectId id, Func<SnmpValue> get, Func<SnmpValue, SnmpErrorStatus>? set = null)
    {
        ArgumentNullException.ThrowIfNull(get);
        lock (_gate)
        {
            var at = _ids.BinarySearch(id);
            if (at >= 0)
            {
                throw new ArgumentException($"{id} is in the tree already.", nameof(id));
            }

            _ids.Insert(~at, id);
            _leaves.Insert(~at, new Leaf(get, set));
        }
    }

    /// <summary>Takes an object out. False when there was none.</summary>
    public bool Remove(ObjectId id)
    {
        lock (_gate)
        {
            var at = _ids.BinarySearch(id);
            if (at < 0)
            {
                return false;
            }

            _ids.RemoveAt(at);
            _leaves.RemoveAt(at);
            return true;
        }
    }

    /// <inheritdoc/>
    public SnmpValue Get(ObjectId id)
    {
        Leaf leaf;
        lock (_gate)
        {
            var at = _ids.BinarySearch(id);
            if (at < 0)
            {
                return HasSibling_NeedsLock(id, ~at) ? SnmpValue.NoSuchInstance : SnmpValue.NoSuchObject;
            }

            leaf = _leaves[at];
        }

        return leaf.Get();
    }

    /// <inheritdoc/>
    public bool TryGetNext(ObjectId after, out VarBind next)
    {
        ObjectId id;
        Leaf leaf;
        lock (_gate)
        {
            var at = _ids.BinarySearch(after);
            at = at < 0 ? ~at : at + 1;
            if (at == _ids.Count)
            {
                next = default;
                return false;
            }

            (id, leaf) = (_ids[at], _leaves[at]);
        }

        next = new VarBind(id, leaf.Get());
        return true;
    }

    /// <inheritdoc/>
    public SnmpErrorStatus Set(ObjectId id, SnmpValue value)
    {
        Leaf leaf;
        lock (_gate)
        {
            var at = _ids.BinarySearch(id);
            if (at < 0)
            {
                return SnmpErrorStatus.NoCreation;
            }

            leaf = _leaves[at];
        }

        return leaf.Set?.Invoke(value) ?? SnmpErrorStatus.NotWritable;
    }

    // The tree knows no MIB: an object "exists" here when some instance stands under all of its identifier but the last number.
    private bool HasSibling_NeedsLock(ObjectId id, int at)
    {
        if (id.Length < 2)
        {
            return false;
        }

        var column = new ObjectId(id.SubIds[..^1]);
        return (at < _ids.Count && _ids[at].StartsWith(column)) || (at > 0 && _ids[at - 1].StartsWith(column));
    }

    private readonly record struct Leaf(Func<SnmpValue> Get, Func<SnmpValue, SnmpErrorStatus>? Set);
}
