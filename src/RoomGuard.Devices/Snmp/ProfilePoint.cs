using RoomGuard.Contract.Signals;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Where a device keeps one signal, or one signal of each phase.</summary>
/// <param name="Signal">The signal; for a column the one whose <c>.l1</c>, <c>.l2</c> and <c>.l3</c> the rows are.</param>
/// <param name="Id">A scalar with its <c>.0</c>, or a table column without its index.</param>
/// <param name="Conversion">How values become readings.</param>
public sealed record ProfilePoint(Signal Signal, ObjectId Id, Conversion Conversion)
{
    /// <summary>For a column: which rows are wanted. Null for a scalar.</summary>
    public IndexPattern? Rows { get; init; }

    /// <summary>Whether the point is published even before the device has ever answered, so that its silence is heard of.</summary>
    public bool IsEssential { get; init; }

    /// <summary>The values of a device that belong to this point, each with its signal's id.</summary>
    public IEnumerable<(string SignalId, VarBind VarBind)> Select(IReadOnlyList<VarBind> varBinds)
    {
        foreach (var varBind in varBinds)
        {
            if (Rows is null)
            {
                if (varBind.Id == Id)
                {
                    yield return (Signal.Id, varBind);
                }
            }
            else if (Rows.PhaseOf(Id, varBind.Id) is { } phase)
            {
                yield return (FormattableString.Invariant($"{Signal.Id}.l{phase}"), varBind);
            }
        }
    }
}
