using System.Text.RegularExpressions;
using RoomGuard.Contract.Files;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Reads how a profile's devices are known.</summary>
internal static class ProfileMatchReader
{
    private static readonly Dictionary<string, ObjectTestKind> Comparisons = new(StringComparer.Ordinal)
    {
        ["is"] = ObjectTestKind.IsText,
        ["startsWith"] = ObjectTestKind.StartsWith,
        ["contains"] = ObjectTestKind.Contains,
    };

    /// <summary>The section <c>match</c>.</summary>
    public static ProfileMatch Read(SettingsNode node) => new(Ids(node, "sysObjectId"), Ids(node, "exclude"))
    {
        SysDescr = node.GetOptionalText("sysDescr") ?? "",
        SysDescrPattern = Pattern(node, "sysDescrPattern"),
        SysDescrNot = Pattern(node, "sysDescrNot"),
        Probes = [.. Ids(node, "probe").Select(id => new ObjectTest(id, ObjectTestKind.Exists)), .. node.GetSections("answers").Select(ReadTest)],
        Requires = [.. node.GetSections("requires").Select(ReadTest)],
    };

    private static ObjectTest ReadTest(SettingsNode node)
    {
        if (node.Has("rowsOf"))
        {
            return new ObjectTest(ProfileReader.Id(node, "rowsOf"), ObjectTestKind.HasRows);
        }

        var id = ProfileReader.Id(node, "oid");
        foreach (var (key, kind) in Comparisons)
        {
            if (node.GetOptionalText(key) is { } text)
            {
                return new ObjectTest(id, kind, text);
            }
        }

        return new ObjectTest(id, ObjectTestKind.Exists);
    }

    /// <summary>The regular expression at <paramref name="key"/>; null when there is none, or it is a fault.</summary>
    /// <remarks>What it is held against comes from outside: without backtracking no text can keep it busy.</remarks>
    public static Regex? Pattern(SettingsNode node, string key)
    {
        if (node.GetOptionalText(key) is not { } text)
        {
            return null;
        }

        try
        {
            return new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            node.Refuse(key, $"is no regular expression: {error.Message}");
            return null;
        }
    }

    private static List<ObjectId> Ids(SettingsNode node, string key)
    {
        var ids = new List<ObjectId>();
        foreach (var text in node.GetTexts(key))
        {
            if (ObjectId.TryParse(text, out var id) && text[0] != '.')
            {
                ids.Add(id);
            }
            else
            {
                node.Refuse(key, $"has \"{text}\"; it must be an object identifier in digits, without a leading dot.");
            }
        }

        return ids;
    }
}
