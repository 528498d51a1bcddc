using System.Text;
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

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

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
            file.Add(1, "", FormattableString.Invariant($"is longer than {MaxBytes} bytes; no more are read."));
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

    /// <summary>Parses settings of another notation that are already in memory. Never throws on any content.</summary>
    public static SettingsFile Parse(ReadOnlySpan<byte> utf8, string name, SettingsNotation notation)
    {
        var file = new SettingsFile(name);
        if (utf8.Length > MaxBytes)
        {
            file.Add(1, "", FormattableString.Invariant($"is longer than {MaxBytes} bytes; no more are read."));
        }
        else if (file.Decode(utf8) is { } text && notation(text, new SettingsTree(file)) is { } tree)
        {
            if (tree.Kind == JsonTokenType.StartObject)
            {
                file.Root = tree;
            }
            else
            {
                file.Add(tree.Line, "", "must be keys with values.");
            }
        }

        return file;
    }

    /// <summary>Reads and parses a file. A file that cannot be read is a fault, not an exception.</summary>
    /// <param name="notation">How it is written; null for JSON.</param>
    public static SettingsFile Read(string path, SettingsNotation? notation = null)
    {
        try
        {
            var bytes = ReadBounded(path);
            return notation is null ? Parse(bytes, path) : Parse(bytes, path, notation);
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
        return [.. _faults.Distinct().OrderBy(fault => fault.Line)];
    }

    internal void Add(int line, string key, string message) => _faults.Add(new SettingsFault(Name, line, key, message));

    // A file of gigabytes is not taken into memory to be told that it is too long.
    private static byte[] ReadBounded(string path)
    {
        using var stream = File.OpenRead(path);
        using var bytes = new MemoryStream();
        var part = new byte[64 * 1024];
        for (var read = stream.Read(part); read > 0 && bytes.Length <= MaxBytes; read = stream.Read(part))
        {
            bytes.Write(part, 0, read);
        }

        return bytes.ToArray();
    }

    private string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])
        {
            Add(1, "", "is UTF-16; save it as UTF-8.");
            return null;
        }

        try
        {
            return Strict.GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
        }
        catch (DecoderFallbackException error)
        {
            Add(1 + bytes[..Math.Clamp(error.Index, 0, bytes.Length)].Count((byte)'\n'), "", "is not UTF-8 here; save it as UTF-8.");
            return null;
        }
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..(end + 1)];
    }
}
