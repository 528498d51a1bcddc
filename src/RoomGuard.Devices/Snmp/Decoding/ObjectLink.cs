using System.Text.RegularExpressions;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>An object that tells something of a point: a scalar, or a column of which the same row counts. Immutable.</summary>
/// <param name="Id">A scalar with its <c>.0</c>, or a column without its index.</param>
/// <param name="IsColumn">Whether the row's index comes behind <paramref name="Id"/>.</param>
public sealed record ObjectLink(ObjectId Id, bool IsColumn)
{
    /// <summary>How many numbers of the row's index the other table has, counted from the left; null for all.</summary>
    public int? IndexLength { get; init; }

    /// <summary>The object for a row; null when no identifier is that long.</summary>
    /// <param name="index">The row's index; empty for a scalar point.</param>
    internal ObjectId? Of(IReadOnlyList<uint> index)
    {
        if (!IsColumn)
        {
            return Id;
        }

        uint[] numbers = [.. index.Take(IndexLength ?? index.Count)];
        return Id.Length + numbers.Length <= ObjectId.MaxLength ? Id.Append(numbers) : null;
    }
}

/// <summary>What another object must say of a row.</summary>
/// <param name="Link">The object.</param>
/// <param name="Values">Its values, as text; each with those of which it must be one.</param>
/// <param name="IsNot">Whether the object must say something else than <paramref name="Values"/> instead.</param>
public sealed record RowCondition(ObjectLink Link, IReadOnlyList<string> Values, bool IsNot)
{
    /// <summary>What the object's text must look like instead of being one of <see cref="Values"/>; null as a rule.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>Whether it holds for what the object says; of an object that says nothing only a negation holds.</summary>
    internal bool Holds(SnmpValue? value) => (value, Pattern) switch
    {
        (null, _) => IsNot,
        ({ } said, { } pattern) => pattern.IsMatch(DeviceText.Of(said)),
        ({ } said, null) => Values.Contains(DeviceText.Of(said), StringComparer.OrdinalIgnoreCase) != IsNot,
    };
}

/// <summary>An object whose code stands for a unit or a scale.</summary>
/// <param name="Link">The object.</param>
/// <param name="Codes">What each of its values, as text, stands for.</param>
public sealed record CodeLink<T>(ObjectLink Link, IReadOnlyDictionary<string, T> Codes)
{
    /// <summary>Whether the object says something that stands for anything.</summary>
    internal bool TryRead(SnmpValue? value, out T meaning)
    {
        meaning = default!;
        return value is { } said && Codes.TryGetValue(DeviceText.Of(said), out meaning!);
    }
}
