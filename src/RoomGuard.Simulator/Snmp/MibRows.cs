using RoomGuard.Snmp;

namespace RoomGuard.Simulator.Snmp;

/// <summary>The objects of one device at one instant, being collected. A row that a device lacks is simply not added.</summary>
internal sealed class MibRows
{
    private readonly List<VarBind> _rows = [];

    /// <summary>Adds the instance <paramref name="tail"/> below <paramref name="prefix"/>.</summary>
    public void Add(ObjectId prefix, ReadOnlySpan<uint> tail, SnmpValue value) => _rows.Add(new VarBind(prefix.Append(tail), value));

    /// <summary>Adds an INTEGER, rounded to the nearest whole number.</summary>
    public void Number(ObjectId prefix, ReadOnlySpan<uint> tail, double value) => Add(prefix, tail, SnmpValue.Integer((int)Math.Round(value)));

    /// <summary>Adds an OCTET STRING.</summary>
    public void Text(ObjectId prefix, ReadOnlySpan<uint> tail, string value) => Add(prefix, tail, SnmpValue.Text(value));

    /// <summary>Adds TimeTicks.</summary>
    public void Ticks(ObjectId prefix, ReadOnlySpan<uint> tail, TimeSpan value) => Add(prefix, tail, SnmpValue.TimeTicks(Hundredths(value)));

    /// <summary>All rows in the order of a walk.</summary>
    public VarBind[] Sorted()
    {
        var rows = _rows.ToArray();
        Array.Sort(rows, (left, right) => left.Id.CompareTo(right.Id));
        return rows;
    }

    // TimeTicks wrap after 497 days, as a card's do.
    private static uint Hundredths(TimeSpan value) => unchecked((uint)(value.Ticks / (TimeSpan.TicksPerSecond / 100)));
}
