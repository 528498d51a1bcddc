using System.Text.Json;

namespace RoomGuard.Contract.Files;

/// <summary>Turns JSON text into nodes that remember their lines.</summary>
internal ref struct SettingsParser(SettingsFile file, ReadOnlySpan<byte> utf8)
{
    private readonly ReadOnlySpan<byte> _text = utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
    private Utf8JsonReader _json;
    private int _line;
    private int _counted;

    /// <summary>Parses the whole text.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public SettingsNode Parse()
    {
        _json = new Utf8JsonReader(_text, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 });
        _line = 1;
        _json.Read();
        var root = ReadNode("");
        _json.Read();
        return root;
    }

    private SettingsNode ReadNode(string path)
    {
        var line = CountLines();
        return _json.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(path, line),
            JsonTokenType.StartArray => ReadArray(path, line),
            JsonTokenType.String => new SettingsNode(file, path, line, JsonTokenType.String) { Text = ReadString() },
            JsonTokenType.Number => new SettingsNode(file, path, line, JsonTokenType.Number) { Number = _json.GetDouble() },
            var other => new SettingsNode(file, path, line, other),
        };
    }

    private SettingsNode ReadObject(string path, int line)
    {
        var node = new SettingsNode(file, path, line, JsonTokenType.StartObject);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndObject)
        {
            var key = ReadString();
            var keyLine = CountLines();
            _json.Read();
            var member = ReadNode(path.Length == 0 ? key : $"{path}.{key}");
            if (!node.TryAdd(key, member))
            {
                file.Add(keyLine, member.Path, "is there twice.");
            }
        }

        return node;
    }

    private SettingsNode ReadArray(string path, int line)
    {
        var node = new SettingsNode(file, path, line, JsonTokenType.StartArray);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            node.Append(ReadNode(FormattableString.Invariant($"{path}[{node.Items.Count}]")));
        }

        return node;
    }

    private readonly string ReadString()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("a string is not text", null, null, null, error);
        }
    }

    private int CountLines()
    {
        var here = (int)_json.TokenStartIndex;
        _line += _text[_counted..here].Count((byte)'\n');
        _counted = here;
        return _line;
    }
}
