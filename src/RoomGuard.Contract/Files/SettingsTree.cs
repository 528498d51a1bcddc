using System.Text.Json;

namespace RoomGuard.Contract.Files;

/// <summary>Reads another notation than JSON into a settings file, so that one reader and one set of messages serve both. Gives null when it noted why it cannot.</summary>
/// <param name="text">The whole file.</param>
/// <param name="tree">Makes the nodes and takes the faults.</param>
public delegate SettingsNode? SettingsNotation(string text, SettingsTree tree);

/// <summary>Makes the nodes of a settings file for a notation other than JSON. Not safe for several threads.</summary>
public sealed class SettingsTree
{
    private readonly SettingsFile _file;

    internal SettingsTree(SettingsFile file) => _file = file;

    /// <summary>An object or a list without anything in it yet.</summary>
    /// <param name="path">Where it stands, as <see cref="Below(string, string)"/> and <see cref="Below(string, int)"/> give it; empty for the outermost.</param>
    /// <param name="line">Its line in the file, from 1.</param>
    /// <param name="isList">A list; otherwise an object.</param>
    public SettingsNode Branch(string path, int line, bool isList) => new(_file, path, line, isList ? JsonTokenType.StartArray : JsonTokenType.StartObject);

    /// <summary>A text.</summary>
    public SettingsNode Leaf(string path, int line, string text) => new(_file, path, line, JsonTokenType.String) { Text = text };

    /// <summary>A number.</summary>
    public SettingsNode Leaf(string path, int line, double number) => new(_file, path, line, JsonTokenType.Number) { Number = number };

    /// <summary>True, false, or nothing.</summary>
    public SettingsNode Leaf(string path, int line, bool? flag) =>
        new(_file, path, line, flag switch { true => JsonTokenType.True, false => JsonTokenType.False, null => JsonTokenType.Null });

    /// <summary>Puts a member into an object, or an item at the end of a list; a second member of the same key is a fault.</summary>
    /// <param name="key">The member's key; null for an item of a list.</param>
    public void Add(SettingsNode parent, string? key, SettingsNode member)
    {
        if (key is null)
        {
            parent.Append(member);
        }
        else if (!parent.TryAdd(key, member))
        {
            _file.Add(member.Line, member.Path, "is there twice.");
        }
    }

    /// <summary>Notes a fault of the notation itself.</summary>
    /// <param name="message">What is wrong; a sentence whose subject is the file.</param>
    public void Refuse(int line, string message) => _file.Add(line, "", message);

    /// <summary>The place of a member.</summary>
    public static string Below(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>The place of an item.</summary>
    /// <param name="index">Its number in the list, from 0.</param>
    public static string Below(string path, int index) => FormattableString.Invariant($"{path}[{index}]");
}
