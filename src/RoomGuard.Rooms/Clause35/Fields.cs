using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Recognition;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Clause35;

/// <summary>Collects the fields of one draft. What is not known is left out.</summary>
internal sealed class Fields
{
    private readonly Dictionary<string, JournalValue> _fields = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, JournalValue> All => _fields;

    internal void Set(string column, JournalValue? value)
    {
        if (value is not null)
        {
            _fields[column] = value;
        }
    }

    internal void SetTime(string column, DateTimeOffset? at) => Set(column, at is { } instant ? new JournalValue.Time(instant) : null);

    internal void SetNumber(string column, double? amount, string unit, int decimals = 1) =>
        Set(column, amount is { } number ? new JournalValue.Number(Math.Round(number, decimals), unit) : null);

    /// <summary>A span in seconds; none when it is not above zero, for then nothing was measured.</summary>
    internal void SetSeconds(string column, TimeSpan? span) =>
        SetNumber(column, span > TimeSpan.Zero ? span.Value.TotalSeconds : null, "s");

    internal void SetChoice(string column, string list, string? code) =>
        Set(column, code is null ? null : new JournalValue.Choice(code, RoomTexts.Get($"choice.{list}.{code}")));

    internal void SetTexts(string column, IReadOnlyList<LocalText> texts) =>
        Set(column, texts.Count == 0 ? null : new JournalValue.Several([.. texts.Select(text => new JournalValue.Local(text))]));

    internal void SetNumbers(string column, string unit, params ReadOnlySpan<(string Name, double? Amount)> parts) => Set(column, Numbers(unit, parts));

    internal static JournalValue.Numbers? Numbers(string unit, params ReadOnlySpan<(string Name, double? Amount)> parts)
    {
        var known = new List<NamedNumber>(parts.Length);
        foreach (var (name, amount) in parts)
        {
            if (amount is { } number)
            {
                known.Add(new NamedNumber(name, Math.Round(number, 2)));
            }
        }

        return known.Count == 0 ? null : new JournalValue.Numbers(known, unit);
    }

    /// <summary>Average, least and greatest of a gauge.</summary>
    internal void SetSpread(string column, Spread? spread, string unit, double factor = 1) => SetNumbers(
        column, unit, ("avg", spread?.Average * factor), ("min", spread?.Min * factor), ("max", spread?.Max * factor));

    /// <summary>The equipment as people know it, with its inventory number.</summary>
    internal void SetEquipment(EquipmentDefinition equipment) => Set("equipment", new JournalValue.Local(equipment.Inventory is { } number
        ? RoomTexts.Fill(RoomTexts.Get("equipment.inventory"), ("name", equipment.Name), ("number", LocalText.Same(number)))
        : equipment.Name));
}
