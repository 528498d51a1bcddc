using System.Text.Json;

namespace RoomGuard.Contract.Files;

/// <summary>A settings file in JSON (comments and trailing commas allowed), read so that every fault is named at once.</summary>
/// <remarks>
/// A reader asks <see cref="Root"/> for keys with their defaults and bounds; each wrong answer is noted, a usable default is given back, and reading
/// goes on. <see cref="Close"/> then adds every key that nobody asked for. Not safe for several threads.
/// </remarks>
public sealed class SettingsFile
{
    /// <summary>Largest file that is read, in bytes.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private readonly List<SettingsFault> _faults = [];

    private SettingsFile(string name)
    {
        Name = name;
        Root = SettingsNode.Empty(this);
    }

    /// <summary>The file's name, as faults show it.</summary>
    public string Name { get; }

    /// <summary>The outermost object; empty when the file could not be parsed.</summary>
    public SettingsNode Root { get; private set; }

    /// <summary>Everything wrong so far.</summary>
    public IReadOnlyList<SettingsFault> Faults => _faults;

    /// <summary>Parses settings that are already in memory. Never throws on any content.</summary>
    public static SettingsFile Parse(ReadOnlySpan<byte> utf8, string name)
    {
        var file = new SettingsFile(name);
        if (utf8.Length > MaxBytes)
        {
            file.Add(1, "", FormattableString.Invariant($"is {utf8.Length} bytes; at most {MaxBytes} are read."));
            return file;
        }

        try
        {
            var tree = new SettingsParser(file, utf8).Parse();
            if (tree.Kind == JsonTokenType.StartObject)
            {
                file.Root = tree;
            }
            else
            {
                file.Add(tree.Line, "", "must be a JSON object.");
            }
        }
        catch (JsonException error)
        {
            file.Add((int)(error.LineNumber ?? 0) + 1, "", $"is not JSON: {FirstSentence(error.Message)}");
        }

        return file;
    }

    /// <summary>Reads and parses a file. A file that cannot be read is a fault, not an exception.</summary>
    public static SettingsFile Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return Parse(bytes, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var file = new SettingsFile(path);
            file.Add(1, "", $"cannot be read: {error.Message}");
            return file;
        }
    }

    /// <summary>Ends the reading: every key that was not asked for becomes a fault.</summary>
    /// <returns>All faults, in the order of the file.</returns>
    public IReadOnlyList<SettingsFault> Close()
    {
        Root.RefuseUnknown();
        return [.. _faults.OrderBy(fault => fault.Line)];
    }

    internal void Add(int line, string key, string message) => _faults.Add(new SettingsFault(Name, line, key, message));

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..(end + 1)];
    }
}
