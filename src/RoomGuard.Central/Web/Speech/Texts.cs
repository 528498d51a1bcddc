using System.Collections.Frozen;
using System.Text.Json;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Web.Speech;

/// <summary>Every sentence and word that the pages say, in three languages, read once from <c>Web/Texts</c>. Safe for all threads.</summary>
public sealed class Texts
{
    private readonly FrozenDictionary<Language, FrozenDictionary<string, string>> _byLanguage;

    private Texts(FrozenDictionary<Language, FrozenDictionary<string, string>> byLanguage) => _byLanguage = byLanguage;

    /// <summary>The texts of this assembly.</summary>
    /// <exception cref="InvalidOperationException">A file is missing, or the three do not have the same keys.</exception>
    public static Texts Embedded { get; } = Load();

    /// <summary>All keys; the same for each language.</summary>
    public IEnumerable<string> Keys => _byLanguage[Language.En].Keys;

    /// <summary>The text called <paramref name="key"/>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such text: a fault in a page, found by its test.</exception>
    public string Get(Language language, string key) =>
        Find(language, key) ?? throw new KeyNotFoundException($"Web/Texts has no text called '{key}'.");

    /// <summary>The text called <paramref name="key"/>, or null; for words that come from data, such as the state of a signal.</summary>
    public string? Find(Language language, string key) => _byLanguage[language].GetValueOrDefault(key);

    private static Texts Load()
    {
        var byLanguage = Enum.GetValues<Language>().ToFrozenDictionary(language => language, Read);
        var keys = byLanguage[Language.En].Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var (language, texts) in byLanguage)
        {
            if (!keys.SetEquals(texts.Keys))
            {
                var odd = keys.Except(texts.Keys).Concat(texts.Keys.Except(keys)).Order(StringComparer.Ordinal);
                throw new InvalidOperationException($"Web/Texts: {language} and En do not have the same keys: {string.Join(", ", odd)}.");
            }
        }

        return new Texts(byLanguage);
    }

    private static FrozenDictionary<string, string> Read(Language language)
    {
        var name = $"texts/{language.Tag}.json";
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)
            ?? throw new InvalidOperationException($"{name} holds no texts.");
        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
