using System.Globalization;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Which rows of a table column are wanted, and which number of their index is the phase: <c>{phase}</c> or <c>1.1.{phase}</c>.</summary>
/// <remarks>Numbers after the phase are ignored: some cards append one more (snmp-devices.md, Q3).</remarks>
public sealed class IndexPattern
{
    private readonly uint[] _before;

    private IndexPattern(uint[] before) => _before = before;

    /// <summary>The first number of the index is the phase.</summary>
    public static IndexPattern First { get; } = new([]);

    /// <summary>Parses a pattern; false for anything else.</summary>
    public static bool TryParse(string text, out IndexPattern pattern)
    {
        pattern = First;
        var parts = text.Split('.');
        var before = new uint[parts.Length - 1];
        for (var i = 0; i < before.Length; i++)
        {
            if (!uint.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out before[i]))
            {
                return false;
            }
        }

        pattern = new IndexPattern(before);
        return parts[^1] == "{phase}";
    }

    /// <summary>The phase, 1 to 3, of the row <paramref name="id"/> of <paramref name="column"/>; null for every other object.</summary>
    public int? PhaseOf(ObjectId column, ObjectId id)
    {
        if (!id.StartsWith(column) || id.Length <= column.Length + _before.Length)
        {
            return null;
        }

        var index = id.SubIds[column.Length..];
        return index.StartsWith(_before) && index[_before.Length] is >= 1 and <= 3 and var phase ? (int)phase : null;
    }
}
