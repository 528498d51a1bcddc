using System.Text.Json;

namespace RoomGuard.Wiring.Drawing;

/// <summary>The words of the drawings in one language.</summary>
internal sealed class Words
{
    /// <summary>The three languages.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "kk", "ru"];

    private readonly Dictionary<string, Dictionary<string, string>> _groups;

    public Words(string language)
    {
        Language = language;
        using var stream = typeof(Words).Assembly.GetManifestResourceStream(language) ?? throw new ArgumentException($"There are no words in \"{language}\".", nameof(language));
        _groups = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream)!;
    }

    /// <summary>The language's code.</summary>
    public string Language { get; }

    /// <summary>The word of a key; a key without one is a fault of the pin map.</summary>
    public string Of(string group, string key) => _groups[group].TryGetValue(key, out var word) ? word : throw new KeyNotFoundException($"Words/{Language}.json has no {group}.{key}.");

    /// <summary>The word of a key, or the key itself: names of chips are the same in every language.</summary>
    public string Find(string group, string key) => _groups[group].GetValueOrDefault(key, key);
}
