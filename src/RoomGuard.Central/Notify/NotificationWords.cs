using System.Collections.Frozen;
using System.Text.Json;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Central.Notify;

/// <summary>The words of messages in one language, from <c>Texts/{language}.json</c>. Safe for all threads.</summary>
internal sealed class NotificationWords
{
    private readonly FrozenDictionary<string, string> _words;

    private NotificationWords(FrozenDictionary<string, string> words) => _words = words;

    /// <summary>The words of all three languages.</summary>
    public static IReadOnlyDictionary<Language, NotificationWords> All { get; } = Enum.GetValues<Language>().ToDictionary(language => language, Load);

    /// <summary>Every key there is.</summary>
    public IReadOnlyCollection<string> Keys => _words.Keys;

    /// <summary>The text of <paramref name="key"/>.</summary>
    /// <exception cref="KeyNotFoundException">The file lacks it.</exception>
    public string this[string key] => _words[key];

    private static NotificationWords Load(Language language)
    {
        var name = $"notify/{language.ToString().ToLowerInvariant()}.json";
        using var stream = typeof(NotificationWords).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        var words = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
        return new NotificationWords(words.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
