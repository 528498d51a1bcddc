using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>What a device answered, so kept that an object and a column are found quickly. Immutable.</summary>
internal sealed class AnswerBook
{
    private readonly ObjectId[] _ids;
    private readonly SnmpValue[] _values;

    /// <summary>A book of <paramref name="varBinds"/>; of an object that stands there twice the first one counts.</summary>
    public AnswerBook(IEnumerable<VarBind> varBinds)
    {
        var sorted = varBinds.OrderBy(varBind => varBind.Id).ToList();
        var kept = sorted.Where((varBind, i) => i == 0 || sorted[i - 1].Id != varBind.Id).ToList();
        _ids = [.. kept.Select(varBind => varBind.Id)];
        _values = [.. kept.Select(varBind => varBind.Value)];
    }

    /// <summary>The object's value; null when the device gave none or said that there is none.</summary>
    public SnmpValue? Find(ObjectId id)
    {
        var at = Array.BinarySearch(_ids, id);
        return at >= 0 && !_values[at].IsException ? _values[at] : null;
    }

    /// <summary>Everything below <paramref name="column"/>, in order.</summary>
    public IEnumerable<VarBind> Under(ObjectId column)
    {
        var at = Array.BinarySearch(_ids, column);
        for (var i = at < 0 ? ~at : at + 1; i < _ids.Length && _ids[i].StartsWith(column); i++)
        {
            if (!_values[i].IsException)
            {
                yield return new VarBind(_ids[i], _values[i]);
            }
        }
    }
}
