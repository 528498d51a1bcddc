using System.Text.Json;
using System.Text.RegularExpressions;

namespace RoomGuard.Central.Tests.Papers;

/// <summary>Three files of texts, one a language: the same keys, the same places to fill, each in its own letters.</summary>
internal sealed partial class TextFiles(string folder)
{
    private static readonly string[] Languages = ["kk", "ru", "en"];

    /// <summary>The texts of one language.</summary>
    public Dictionary<string, string> Read(string language) => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(folder, $"{language}.json")))!;

    /// <summary>The texts of all languages.</summary>
    public IEnumerable<string> All() => Languages.SelectMany(language => Read(language).Values);

    /// <summary>The files have the same keys in the same order, the same places to fill, and no blank.</summary>
    /// <param name="wordless">Keys whose texts may be blank.</param>
    public void AreAlike(params string[] wordless)
    {
        var files = Languages.Select(Read).ToArray();
        Assert.All(files, file => Assert.Equal(files[0].Keys, file.Keys));
        Assert.All(files, file => Assert.DoesNotContain(file, text => string.IsNullOrWhiteSpace(text.Value) && !wordless.Contains(text.Key)));
        Assert.All(files[0].Keys, key => Assert.Single(files.Select(file => string.Join(",", Place().Matches(file[key]).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal))).Distinct()));
    }

    /// <summary>Kazakh letters stand in Kazakh texts alone, and no Cyrillic in English ones.</summary>
    /// <param name="isOfAll">Keys whose texts are in a language of their own.</param>
    public void AreInTheirLanguages(Func<string, bool>? isOfAll = null)
    {
        Assert.Contains(Read("kk").Values, text => Kazakh().IsMatch(text));
        Assert.All(Read("ru").Where(text => isOfAll?.Invoke(text.Key) != true), text => Assert.False(Kazakh().IsMatch(text.Value), $"{text.Key}: {text.Value}"));
        Assert.All(Read("en").Where(text => isOfAll?.Invoke(text.Key) != true), text => Assert.False(Cyrillic().IsMatch(text.Value), $"{text.Key}: {text.Value}"));
    }

    /// <summary>Lines of sources that have words of their own.</summary>
    public static IEnumerable<string> OwnWords(IEnumerable<string> sources) => sources.SelectMany(File.ReadLines).Where(line => Cyrillic().IsMatch(line));

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\p{IsCyrillic}")]
    private static partial Regex Cyrillic();

    [GeneratedRegex("[әғқңөұүһі]", RegexOptions.IgnoreCase)]
    private static partial Regex Kazakh();
}
