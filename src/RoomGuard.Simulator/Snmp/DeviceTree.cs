using RoomGuard.Simulator.World;
using RoomGuard.Snmp;

namespace RoomGuard.Simulator.Snmp;

/// <summary>A device's MIB as it follows from the site's state: computed once for each state that is asked about. Read only. Safe for all threads.</summary>
/// <param name="look">The site as it is now.</param>
/// <param name="fill">Adds the device's rows for a state.</param>
internal sealed class DeviceTree(Func<SiteState> look, Action<SiteState, MibRows> fill) : IMibTree
{
    private volatile Picture? _picture;

    /// <inheritdoc/>
    public SnmpValue Get(ObjectId id)
    {
        var rows = Rows();
        var at = Find(rows, id);
        if (at >= 0)
        {
            return rows[at].Value;
        }

        return HasSibling(rows, id, ~at) ? SnmpValue.NoSuchInstance : SnmpValue.NoSuchObject;
    }

    /// <inheritdoc/>
    public bool TryGetNext(ObjectId after, out VarBind next)
    {
        var rows = Rows();
        var at = Find(rows, after);
        at = at < 0 ? ~at : at + 1;
        next = at < rows.Length ? rows[at] : default;
        return at < rows.Length;
    }

    /// <inheritdoc/>
    public SnmpErrorStatus Set(ObjectId id, SnmpValue value) => SnmpErrorStatus.NotWritable;

    private VarBind[] Rows()
    {
        var state = look();
        if (_picture is { } picture && ReferenceEquals(picture.State, state))
        {
            return picture.Rows;
        }

        var rows = new MibRows();
        fill(state, rows);
        var fresh = new Picture(state, rows.Sorted());
        _picture = fresh;
        return fresh.Rows;
    }

    private static int Find(VarBind[] rows, ObjectId id)
    {
        var (low, high) = (0, rows.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = rows[middle].Id.CompareTo(id);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    private static bool HasSibling(VarBind[] rows, ObjectId id, int at)
    {
        if (id.Length < 2)
        {
            return false;
        }

        var column = new ObjectId(id.SubIds[..^1]);
        return (at < rows.Length && rows[at].Id.StartsWith(column)) || (at > 0 && rows[at - 1].Id.StartsWith(column));
    }

    private sealed record Picture(SiteState State, VarBind[] Rows);
}
