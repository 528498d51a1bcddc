using System.Globalization;
using System.Text;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>What a device once answered, from a file: snmpsim's <c>OID|TAG|VALUE</c>, or what <c>snmpwalk -On</c> prints. Immutable.</summary>
/// <param name="VarBinds">The objects, in the order of the file.</param>
/// <param name="Faults">Lines that could not be read.</param>
/// <remarks>Files come from outside: lines and their length are bounded, and a line that makes no sense is a fault and not the end.</remarks>
public sealed record DeviceRecording(IReadOnlyList<VarBind> VarBinds, IReadOnlyList<RecordingFault> Faults)
{
    /// <summary>Most lines that are read.</summary>
    public const int MaxLines = 200_000;

    /// <summary>Longest line that is read, in characters: an answer of 65,507 bytes in hex.</summary>
    public const int MaxLineLength = 140_000;

    private const int MaxFaults = 100;

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static DeviceRecording Read(string path)
    {
        using var reader = new StreamReader(path, Encoding.Latin1);
        return Read(reader);
    }

    /// <summary>Reads lines; never throws on any content.</summary>
    /// <param name="reader">Its characters are bytes, as Latin-1 has them: recordings hold text in any encoding.</param>
    public static DeviceRecording Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var varBinds = new List<VarBind>();
        var faults = new List<RecordingFault>();
        var walk = new WalkText();
        for (var number = 1; reader.ReadLine() is { } line && faults.Count < MaxFaults; number++)
        {
            if (number > MaxLines)
            {
                faults.Add(new RecordingFault(number, $"is one line too many; at most {MaxLines} are read."));
                break;
            }

            if (line.Length > MaxLineLength)
            {
                faults.Add(new RecordingFault(number, $"has {line.Length} characters; at most {MaxLineLength} are read."));
            }
            else if (line.AsSpan().Trim().Length > 0 && line[0] != '#' && Parse(line, walk, varBinds) is { } fault)
            {
                faults.Add(new RecordingFault(number, fault));
            }
        }

        return new DeviceRecording(varBinds, faults);
    }

    private static string? Parse(string line, WalkText walk, List<VarBind> varBinds)
    {
        var parts = line.Split('|', 3);
        if (parts.Length != 3 || parts[0].Contains(' ', StringComparison.Ordinal))
        {
            return walk.Take(line, varBinds);
        }

        if (!ObjectId.TryParse(parts[0].Trim(), out var id))
        {
            return $"begins with \"{Bounded(parts[0])}\", which is no object identifier.";
        }

        if (RecordedValue.Parse(parts[1], parts[2]) is not { } value)
        {
            return $"has \"{Bounded(parts[2])}\" as a value of tag \"{Bounded(parts[1])}\", which cannot be.";
        }

        varBinds.Add(new VarBind(id, value));
        return null;
    }

    private static string Bounded(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

/// <summary>A line of a recording that could not be read.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record RecordingFault(int Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line} {Message}");
}
