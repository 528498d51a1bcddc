using System.Collections.Frozen;
using System.Text.Json;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Web.Speech;

/// <summary>Every sentence and word that the pages or the reports say, in three languages, read once from their files. Safe for all threads.</summary>
public sealed class Texts
{
    private readonly string _home;
    private readonly FrozenDictionary<Language, FrozenDictionary<string, string>> _byLanguage;

    private Texts(string home, FrozenDictionary<Language, FrozenDictionary<string, string>> byLanguage) => (_home, _byLanguage) = (home, byLanguage);

    /// <summary>The texts of the pages.</summary>
    /// <exception cref="InvalidOperationException">A file is missing, or the three do not have the same keys.</exception>
    public static Texts Embedded { get; } = Load("Web/Texts", "texts");

    /// <summary>The texts of the reports, which have the words of verdicts from the pages.</summary>
    /// <exception cref="InvalidOperationException">A file is missing, or the three do not have the same keys.</exception>
    public static Texts Reports { get; } = Load("Reports/Texts", "reports");

    /// <summary>The texts of exported journals, which have units and results from the pages.</summary>
    /// <exception cref="InvalidOperationException">A file is missing, or the three do not have the same keys.</exception>
    public static Texts Journals { get; } = Load("Journals/Exports/Texts", "journals");

    /// <summary>All keys; the same for each language.</summary>
    public IEnumerable<string> Keys => _byLanguage[Language.En].Keys;

    /// <summary>The text called <paramref name="key"/>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such text: a fault in a page, found by its test.</exception>
    public string Get(Language language, string key) =>
        Find(language, key) ?? throw new KeyNotFoundException($"{_home} has no text called '{key}'.");

    /// <summary>The text called <paramref name="key"/>, or null; for words that come from data, such as the state of a signal.</summary>
    public string? Find(Language language, string key) => _byLanguage[language].GetValueOrDefault(key);

    private static Texts Load(string home, string folder)
    {
        var byLanguage = Enum.GetValues<Language>().ToFrozenDictionary(language => language, language => Read(folder, language));
        var keys = byLanguage[Language.En].Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var (language, texts) in byLanguage)
        {
            if (!keys.SetEquals(texts.Keys))
            {
                var odd = keys.Except(texts.Keys).Concat(texts.Keys.Except(keys)).Order(StringComparer.Ordinal);
                throw new InvalidOperationException($"{home}: {language} and En do not have the same keys: {string.Join(", ", odd)}.");
            }
        }

        return new Texts(home, byLanguage);
    }

    private static FrozenDictionary<string, string> Read(string folder, Language language)
    {
        var name = $"{folder}/{language.Tag}.json";
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)
            ?? throw new InvalidOperationException($"{name} holds no texts.");
        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
