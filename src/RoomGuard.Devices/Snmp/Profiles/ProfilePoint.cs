using System.Globalization;
using RoomGuard.Contract.Signals;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Where a device keeps one signal, one signal of each phase, or one signal of each part.</summary>
/// <param name="Signal">The signal; of phases the one whose <c>.l1</c>, <c>.l2</c> and <c>.l3</c> the rows are.</param>
/// <param name="Id">A scalar with its <c>.0</c>, or a table column without its index.</param>
/// <param name="Conversion">How values become readings.</param>
public sealed record ProfilePoint(Signal Signal, ObjectId Id, Conversion Conversion)
{
    /// <summary>For a column: which rows are wanted. Null for a scalar, and for a list of alarms.</summary>
    public IndexPattern? Rows { get; init; }

    /// <summary>The part of the device it is of; of rows that are parts the beginning of their names. Empty for the device itself.</summary>
    public string Part { get; init; } = "";

    /// <summary>What the device calls the part; null when it does not say.</summary>
    public ObjectLink? Label { get; init; }

    /// <summary>What must hold for a row to be there at all, such as "installed".</summary>
    public IReadOnlyList<RowCondition> Where { get; init; } = [];

    /// <summary>When one of these holds the device has a row and does not vouch for its value, such as "communication lost": then it is absent.</summary>
    public IReadOnlyList<RowCondition> Faulted { get; init; } = [];

    /// <summary>The object that tells the unit; a row of a unit that is none of the signal's quantity is another point's. Null when the unit is fixed.</summary>
    public CodeLink<string>? UnitFrom { get; init; }

    /// <summary>The object that tells the scale, on top of the conversion's; null when the scale is fixed.</summary>
    public CodeLink<double>? ScaleFrom { get; init; }

    /// <summary>The object that tells how many decimals the number has; null when that is fixed.</summary>
    public ObjectLink? DecimalsFrom { get; init; }

    /// <summary>For a list of alarms: the values one of which must stand in the column for the flag to be true. Null for every other point.</summary>
    public AlarmList? Alarms { get; init; }

    /// <summary>Whether the point is published even before the device has ever answered, so that its silence is heard of.</summary>
    public bool IsEssential { get; init; }

    /// <summary>Whether <see cref="Id"/> is walked and not asked for.</summary>
    internal bool IsColumn => Rows is not null || Alarms is not null;

    /// <summary>Everything this point must know besides its own object.</summary>
    internal IEnumerable<ObjectLink> Links
    {
        get
        {
            var links = Where.Concat(Faulted).Select(condition => condition.Link);
            ObjectLink?[] single = [UnitFrom?.Link, ScaleFrom?.Link, DecimalsFrom, Alarms?.Count is { } count ? new ObjectLink(count, false) : null];
            return links.Concat(single.OfType<ObjectLink>());
        }
    }

    /// <summary>The values of a device that belong to this point.</summary>
    internal IEnumerable<FoundValue> Select(AnswerBook answers)
    {
        if (Rows is null)
        {
            if (answers.Find(Id) is { } value)
            {
                yield return new FoundValue(new DeviceSignal(Part, Signal.Id), new VarBind(Id, value), []);
            }

            yield break;
        }

        foreach (var varBind in answers.Under(Id))
        {
            if (Rows.Match(Id, varBind.Id) is { } row)
            {
                var signal = row.Phase is { } phase ? string.Create(CultureInfo.InvariantCulture, $"{Signal.Id}.l{phase}") : Signal.Id;
                yield return new FoundValue(new DeviceSignal(PartName.Join(Part, row.Part), signal), varBind, row.Numbers);
            }
        }
    }
}

/// <summary>A value that belongs to a point.</summary>
internal sealed record FoundValue(DeviceSignal Key, VarBind VarBind, IReadOnlyList<uint> Index);

/// <summary>A column whose rows are the alarms that stand, each with the alarm's own code or object identifier as its value.</summary>
/// <param name="Values">The codes that make the flag true.</param>
/// <param name="Count">The scalar that counts the alarms: while it is there and no row is, the flag is false. Null when the device has none.</param>
public sealed record AlarmList(IReadOnlyList<string> Values, ObjectId? Count);
