using System.Collections.Frozen;
using System.Text.Json;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Wording;

/// <summary>Every sentence this library says to people, in three languages, from <c>texts.json</c>.</summary>
internal static class RoomTexts
{
    private static readonly FrozenDictionary<string, LocalText> Texts = Load();

    /// <summary>Keys of all texts.</summary>
    internal static IEnumerable<string> Keys => Texts.Keys;

    /// <summary>The text of a key; null when there is none.</summary>
    internal static LocalText? Find(string key) => Texts.GetValueOrDefault(key);

    /// <summary>The text of a key that must be there.</summary>
    internal static LocalText Get(string key) => Find(key) ?? throw new InvalidOperationException($"texts.json has no \"{key}\".");

    /// <summary>The text with each <c>{name}</c> replaced.</summary>
    internal static LocalText Fill(LocalText text, params ReadOnlySpan<(string Name, LocalText Value)> values)
    {
        foreach (var (name, value) in values)
        {
            var mark = "{" + name + "}";
            text = new LocalText(
                text.Kk.Replace(mark, value.Kk, StringComparison.Ordinal),
                text.Ru.Replace(mark, value.Ru, StringComparison.Ordinal),
                text.En.Replace(mark, value.En, StringComparison.Ordinal));
        }

        return text;
    }

    private static FrozenDictionary<string, LocalText> Load()
    {
        using var document = JsonDocument.Parse(Resources.Read("texts.json"));
        return document.RootElement.EnumerateObject().ToFrozenDictionary(
            member => member.Name,
            member => new LocalText(
                member.Value.GetProperty("kk").GetString()!,
                member.Value.GetProperty("ru").GetString()!,
                member.Value.GetProperty("en").GetString()!),
            StringComparer.Ordinal);
    }
}
