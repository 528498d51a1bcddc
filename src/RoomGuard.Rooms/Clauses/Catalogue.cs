using System.Text.Json;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Clauses;

/// <summary>The texts of clause 163 and what each item takes as evidence: one edition, as data. Immutable.</summary>
/// <param name="Edition">The edition's id, for example <c>KZ-832-2016/355-2018</c>; reports state it.</param>
/// <param name="Source">Where the texts come from.</param>
/// <param name="Head">The sentence before the list.</param>
/// <param name="Items">The items, in order.</param>
public sealed record Catalogue(string Edition, string Source, LocalText Head, IReadOnlyList<Requirement> Items)
{
    /// <summary>The edition inside this assembly.</summary>
    public static Catalogue Current { get; } = Load();

    /// <summary>The item called <paramref name="id"/>, or the item that has a part called so; null when there is none.</summary>
    public Requirement? Find(string id)
    {
        foreach (var item in Items)
        {
            if (item.Id == id || item.Parts.Any(part => part.Id == id))
            {
                return item;
            }
        }

        return null;
    }

    private static Catalogue Load()
    {
        using var document = JsonDocument.Parse(Resources.Read("clause163.json"));
        var root = document.RootElement;
        return new Catalogue(
            root.GetProperty("edition").GetString()!,
            root.GetProperty("source").GetString()!,
            ReadText(root.GetProperty("head")),
            [.. root.GetProperty("items").EnumerateArray().Select(ReadItem)]);
    }

    private static Requirement ReadItem(JsonElement item) => new(
        item.GetProperty("id").GetString()!,
        ReadText(item),
        item.GetProperty("asks").GetString() == "absence",
        [.. item.GetProperty("parts").EnumerateArray().Select(part => new RequirementPart(
            part.GetProperty("id").GetString()!,
            [.. part.GetProperty("slots").EnumerateArray().Select(ReadSlot)]))]);

    private static EvidenceSlot ReadSlot(JsonElement slot) => new(
        slot.GetProperty("id").GetString()!,
        slot.GetProperty("kind").GetString() switch
        {
            "attest" => SlotKind.Attestation,
            "document" => SlotKind.Document,
            "sensor" => SlotKind.Sensor,
            var other => throw new InvalidOperationException($"clause163.json: {other} is not a kind of slot."),
        },
        ReadText(slot))
    {
        IsRequired = !slot.TryGetProperty("optional", out _),
        IsAnyEnough = slot.TryGetProperty("any", out _),
        Term = slot.TryGetProperty("term", out var term) && Duration.TryParse(term.GetString()!, out var span) ? span : null,
        Signals = slot.TryGetProperty("signals", out var signals) ? [.. signals.EnumerateArray().Select(signal => signal.GetString()!)] : [],
    };

    private static LocalText ReadText(JsonElement element) => new(
        element.GetProperty("kk").GetString()!,
        element.GetProperty("ru").GetString()!,
        element.GetProperty("en").GetString()!);
}
