using System.Globalization;
using System.Text.Json;

namespace RoomGuard.Contract.Files;

/// <summary>One place of a settings file. Asking it for a key gives a usable value and notes every fault in its <see cref="SettingsFile"/>.</summary>
public sealed class SettingsNode
{
    private readonly SettingsFile _file;
    private readonly Dictionary<string, SettingsNode> _members = new(StringComparer.Ordinal);
    private readonly List<SettingsNode> _items = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    internal SettingsNode(SettingsFile file, string path, int line, JsonTokenType kind) => (_file, Path, Line, Kind) = (file, path, line, kind);

    /// <summary>Where this is in the document, for example <c>inputs[2].signal</c>.</summary>
    public string Path { get; }

    /// <summary>Its line in the file, from 1.</summary>
    public int Line { get; }

    /// <summary>The keys of this object, in the order of the file; asks for none of them.</summary>
    public IReadOnlyCollection<string> Keys => _members.Keys;

    internal JsonTokenType Kind { get; }

    internal string? Text { get; init; }

    internal double Number { get; init; }

    internal IReadOnlyList<SettingsNode> Items => _items;

    internal IReadOnlyDictionary<string, SettingsNode> Members => _members;

    /// <summary>Notes a fault at this place.</summary>
    /// <param name="message">What is wrong and what is allowed; a sentence without its subject.</param>
    public void Refuse(string message) => _file.Add(Line, Path, message);

    /// <summary>Notes a fault at <paramref name="key"/> of this object.</summary>
    public void Refuse(string key, string message) =>
        _file.Add(_members.TryGetValue(key, out var member) ? member.Line : Line, PathOf(key), message);

    /// <summary>Whether this object has <paramref name="key"/>.</summary>
    public bool Has(string key) => _members.ContainsKey(key);

    /// <summary>Whether <paramref name="key"/> is there and holds a list.</summary>
    public bool IsList(string key) => Find(key, true)?.Kind == JsonTokenType.StartArray;

    /// <summary>The text of <paramref name="key"/>; without <paramref name="fallback"/> it must be there.</summary>
    public string GetText(string key, string? fallback = null)
    {
        if (Find(key, fallback is not null) is not { } member)
        {
            return fallback ?? "";
        }

        if (member.Kind == JsonTokenType.String && member.Text!.Length > 0)
        {
            return member.Text;
        }

        member.Refuse(member.Kind is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False
            ? $"is {member.Shown}; it must be a text: put it in quotes."
            : "must be a text that is not empty.");
        return fallback ?? "";
    }

    /// <summary>The text of <paramref name="key"/>, or null when it is not there.</summary>
    public string? GetOptionalText(string key) => Has(key) ? GetText(key) : Find(key, true)?.Text;

    /// <summary>The span of time of <paramref name="key"/>, from <paramref name="min"/> to <paramref name="max"/>; null when it is not there.</summary>
    public TimeSpan? GetOptionalDuration(string key, TimeSpan min, TimeSpan max)
    {
        var span = GetDuration(key, min, max, min);
        return Has(key) ? span : null;
    }

    /// <summary>The number of <paramref name="key"/>, from <paramref name="min"/> to <paramref name="max"/>; without <paramref name="fallback"/> it must be there.</summary>
    public double GetNumber(string key, double min, double max, double? fallback = null)
    {
        if (Find(key, fallback is not null) is not { } member)
        {
            return fallback ?? min;
        }

        if (member.Kind == JsonTokenType.Number && member.Number >= min && member.Number <= max)
        {
            return member.Number;
        }

        member.Refuse(FormattableString.Invariant($"is {member.Shown}; it must be a number from {min} to {max}."));
        return fallback ?? min;
    }

    /// <summary>The whole number of <paramref name="key"/>, from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public int GetInteger(string key, int min, int max, int? fallback = null)
    {
        if (Find(key, fallback is not null) is not { } member)
        {
            return fallback ?? min;
        }

        if (member.Kind == JsonTokenType.Number && member.Number >= min && member.Number <= max && double.IsInteger(member.Number))
        {
            return (int)member.Number;
        }

        member.Refuse(FormattableString.Invariant($"is {member.Shown}; it must be a whole number from {min} to {max}."));
        return fallback ?? min;
    }

    /// <summary>True or false at <paramref name="key"/>.</summary>
    public bool GetFlag(string key, bool fallback)
    {
        if (Find(key, true) is not { } member)
        {
            return fallback;
        }

        if (member.Kind is JsonTokenType.True or JsonTokenType.False)
        {
            return member.Kind == JsonTokenType.True;
        }

        member.Refuse($"is {member.Shown}; it must be true or false.");
        return fallback;
    }

    /// <summary>The span of time at <paramref name="key"/>, written as <c>"10 s"</c>, <c>"500 ms"</c>, <c>"5 min"</c>, <c>"2 h"</c> or <c>"31 d"</c>.</summary>
    public TimeSpan GetDuration(string key, TimeSpan min, TimeSpan max, TimeSpan? fallback = null)
    {
        if (Find(key, fallback is not null) is not { } member)
        {
            return fallback ?? min;
        }

        if (member.Kind == JsonTokenType.String && Duration.TryParse(member.Text!, out var span) && span >= min && span <= max)
        {
            return span;
        }

        member.Refuse($"is {member.Shown}; it must be a span of time from {Duration.Show(min)} to {Duration.Show(max)}, such as \"10 s\".");
        return fallback ?? min;
    }

    /// <summary>The choice at <paramref name="key"/>, one of the words of <paramref name="choices"/>.</summary>
    public T GetChoice<T>(string key, IReadOnlyDictionary<string, T> choices, string? fallback = null)
    {
        var word = GetText(key, fallback);
        if (choices.TryGetValue(word, out var choice))
        {
            return choice;
        }

        if (word.Length > 0)
        {
            Refuse(key, $"is \"{word}\"; it must be one of {string.Join(", ", choices.Keys)}.");
        }

        return fallback is null ? choices.Values.First() : choices[fallback];
    }

    /// <summary>The texts of the list at <paramref name="key"/>; empty when it is not there.</summary>
    public IReadOnlyList<string> GetTexts(string key)
    {
        var texts = new List<string>();
        foreach (var item in GetItems(key, JsonTokenType.String, "a text"))
        {
            texts.Add(item.Text!);
        }

        return texts;
    }

    /// <summary>The numbers of the list at <paramref name="key"/>; empty when it is not there.</summary>
    public IReadOnlyList<double> GetNumbers(string key) => [.. GetItems(key, JsonTokenType.Number, "a number").Select(item => item.Number)];

    /// <summary>The objects of the list at <paramref name="key"/>; empty when it is not there.</summary>
    public IReadOnlyList<SettingsNode> GetSections(string key) => GetItems(key, JsonTokenType.StartObject, "an object");

    /// <summary>The object at <paramref name="key"/>; an empty one, with a fault, when it must be there and is not.</summary>
    public SettingsNode GetSection(string key) => GetSection(key, false) ?? new SettingsNode(_file, PathOf(key), Line, JsonTokenType.StartObject);

    /// <summary>The object at <paramref name="key"/>, or null when it is not there.</summary>
    public SettingsNode? GetOptionalSection(string key) => GetSection(key, true);

    /// <summary>Key and text of every member of this object, for maps whose keys are the reader's own words.</summary>
    public IReadOnlyDictionary<string, string> GetTextMembers()
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in Keys)
        {
            map[key] = GetText(key);
        }

        return map;
    }

    /// <summary>What stands here as canonical JSON: keys in ordinal order, no white space. Two places that say the same give the same text, whatever notation they are in.</summary>
    /// <param name="without">Keys of this object that are left out.</param>
    public string ToJson(params IReadOnlyCollection<string> without) => SettingsJson.Write(this, without);

    internal static SettingsNode Empty(SettingsFile file) => new(file, "", 1, JsonTokenType.StartObject);

    internal bool TryAdd(string key, SettingsNode member) => _members.TryAdd(key, member);

    internal void Append(SettingsNode item) => _items.Add(item);

    internal void RefuseUnknown()
    {
        foreach (var (key, member) in _members)
        {
            if (!_asked.Contains(key))
            {
                member.Refuse(_asked.Count == 0 ? "is not known here." : $"is not known here; known are {string.Join(", ", _asked.Order(StringComparer.Ordinal))}.");
            }
            else
            {
                member.RefuseUnknown();
            }
        }

        foreach (var item in _items)
        {
            item.RefuseUnknown();
        }
    }

    private string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private string Shown => Kind switch
    {
        JsonTokenType.String => $"\"{(Text!.Length > 40 ? Text[..40] + "…" : Text)}\"",
        JsonTokenType.Number => Number.ToString("R", CultureInfo.InvariantCulture),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => "null",
        JsonTokenType.StartArray => "a list",
        _ => "an object",
    };

    private SettingsNode? Find(string key, bool isOptional)
    {
        _asked.Add(key);
        if (_members.TryGetValue(key, out var member))
        {
            return member;
        }

        if (!isOptional)
        {
            _file.Add(Line, PathOf(key), "is missing.");
        }

        return null;
    }

    private SettingsNode? GetSection(string key, bool isOptional)
    {
        if (Find(key, isOptional) is not { } member)
        {
            return null;
        }

        if (member.Kind == JsonTokenType.StartObject)
        {
            return member;
        }

        member.Refuse($"is {member.Shown}; it must be an object.");
        return null;
    }

    private IReadOnlyList<SettingsNode> GetItems(string key, JsonTokenType kind, string kindName)
    {
        if (Find(key, true) is not { } member)
        {
            return [];
        }

        if (member.Kind != JsonTokenType.StartArray)
        {
            member.Refuse($"is {member.Shown}; it must be a list.");
            return [];
        }

        foreach (var item in member._items.Where(item => item.Kind != kind))
        {
            item.Refuse($"is {item.Shown}; it must be {kindName}.");
        }

        return [.. member._items.Where(item => item.Kind == kind)];
    }
}
