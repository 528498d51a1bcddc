using System.Globalization;
using System.Text;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Which rows of a table are wanted, and what the numbers of their index mean: <c>{phase}</c>, <c>1.1.{phase}</c>, <c>{part}</c>, <c>{part}.{phase}</c>.</summary>
/// <remarks>
/// A number must be there as it is, <c>*</c> is any one number; with nothing else the rows are one signal, and the first with a value counts. <c>{part}</c> at the end takes all that is left; numbers after a phase are ignored, because some
/// cards append one more (snmp-devices.md, Q3). Without a part or a phase every row is of the device itself, and the first that has a value wins.
/// </remarks>
public sealed class IndexPattern
{
    private const string Phase = "{phase}";
    private const string Part = "{part}";
    private const string Any = "*";

    private readonly string[] _tokens;

    private IndexPattern(string[] tokens) => _tokens = tokens;

    /// <summary>The first number of the index is the phase.</summary>
    public static IndexPattern First { get; } = new([Phase]);

    /// <summary>Every row is a part of the device.</summary>
    public static IndexPattern EachPart { get; } = new([Part]);

    /// <summary>Whether the rows are phases.</summary>
    public bool HasPhase => _tokens[^1] == Phase;

    /// <summary>Whether the rows are parts of the device.</summary>
    public bool HasPart => _tokens.Contains(Part);

    /// <summary>Parses a pattern; false for anything else.</summary>
    public static bool TryParse(string text, out IndexPattern pattern)
    {
        var tokens = text.Split('.');
        pattern = new IndexPattern(tokens);
        return tokens.All(token => token is Phase or Part or Any || uint.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            && tokens.Count(token => token == Part) <= 1
            && tokens.Count(token => token == Phase) == (tokens[^1] == Phase ? 1 : 0)
            && tokens.Any(token => token is Phase or Part or Any);
    }

    /// <summary>What the row <paramref name="id"/> of <paramref name="column"/> is; null for every other object, and for phases beyond the third.</summary>
    public RowIndex? Match(ObjectId column, ObjectId id)
    {
        var index = id.StartsWith(column) ? id.SubIds[column.Length..] : [];
        if (index.Length < _tokens.Length)
        {
            return null;
        }

        int? phase = null;
        var part = "";
        for (var i = 0; i < _tokens.Length; i++)
        {
            switch (_tokens[i])
            {
                case Any:
                    break;
                case Phase when index[i] is >= 1 and <= 3:
                    phase = (int)index[i];
                    break;
                case Part:
                    part = Name(i == _tokens.Length - 1 ? index[i..] : index.Slice(i, 1));
                    break;
                default:
                    if (_tokens[i] == Phase || _tokens[i] != index[i].ToString(CultureInfo.InvariantCulture))
                    {
                        return null;
                    }

                    break;
            }
        }

        return new RowIndex(phase, part, index.ToArray());
    }

    private static string Name(ReadOnlySpan<uint> numbers)
    {
        var text = new StringBuilder(numbers.Length * 3);
        foreach (var number in numbers)
        {
            text.Append(text.Length == 0 ? "" : "-").Append(CultureInfo.InvariantCulture, $"{number}");
        }

        return text.ToString();
    }
}

/// <summary>A row of a table.</summary>
/// <param name="Phase">The phase, 1 to 3; null when the rows are no phases.</param>
/// <param name="Part">The numbers that tell parts apart, for example <c>1-2</c>; empty when there are none.</param>
/// <param name="Numbers">The whole index.</param>
public sealed record RowIndex(int? Phase, string Part, IReadOnlyList<uint> Numbers);
