using RoomGuard.Contract.Files;

namespace RoomGuard.Devices.Snmp;

/// <summary>What all columns of a table in a profile's file have in common, and a point may have of its own.</summary>
internal sealed record RowRules
{
    /// <summary>For points that stand in no table.</summary>
    public static RowRules None { get; } = new();

    /// <summary>Which rows are wanted; null outside a table.</summary>
    public IndexPattern? Rows { get; init; }

    /// <summary>What the parts' names begin with; empty for none.</summary>
    public string Part { get; init; } = "";

    /// <summary>What the device calls a row.</summary>
    public ObjectLink? Label { get; init; }

    /// <summary>When a row is there.</summary>
    public IReadOnlyList<RowCondition> Where { get; init; } = [];

    /// <summary>When a row is there and is not to be believed.</summary>
    public IReadOnlyList<RowCondition> Faulted { get; init; } = [];

    /// <summary>What tells a row's unit.</summary>
    public CodeLink<string>? UnitFrom { get; init; }

    /// <summary>What tells a row's scale.</summary>
    public CodeLink<double>? ScaleFrom { get; init; }

    /// <summary>What tells a row's decimals.</summary>
    public ObjectLink? DecimalsFrom { get; init; }

    /// <summary>Numbers that are no value anywhere in the profile.</summary>
    public IReadOnlyList<double> Invalid { get; init; } = [];

    /// <summary>A table's rules, and its columns as points.</summary>
    public static IEnumerable<ProfilePoint> ReadTable(SettingsNode node, RowRules outer)
    {
        var rules = Read(node, outer) with
        {
            Rows = node.Has("index") ? ProfilePointReader.ReadRows(node) : IndexPattern.EachPart,
            Part = ProfilePointReader.ReadPart(node, ""),
        };
        return [.. node.GetSections("columns").Select(column => ProfilePointReader.Read(column, rules)).OfType<ProfilePoint>()];
    }

    /// <summary>The rules of <paramref name="node"/>, where it has none of its own those of <paramref name="outer"/>; conditions add up.</summary>
    public static RowRules Read(SettingsNode node, RowRules outer) => outer with
    {
        Label = node.GetOptionalSection("label") is { } label ? ReadLink(label) : outer.Label,
        Where = [.. outer.Where, .. node.GetSections("where").Select(ReadCondition)],
        Faulted = [.. outer.Faulted, .. node.GetSections("faulted").Select(ReadCondition)],
        UnitFrom = node.GetOptionalSection("unitFrom") is { } units ? ReadUnits(units) : outer.UnitFrom,
        ScaleFrom = node.GetOptionalSection("scaleFrom") is { } scales ? ReadScales(scales) : outer.ScaleFrom,
        DecimalsFrom = node.GetOptionalSection("decimalsFrom") is { } decimals ? ReadLink(decimals) : outer.DecimalsFrom,
    };

    private static ObjectLink ReadLink(SettingsNode node)
    {
        var isColumn = node.Has("column");
        return new ObjectLink(ProfileReader.Id(node, isColumn ? "column" : "oid"), isColumn)
        {
            IndexLength = node.Has("indexLength") ? node.GetInteger("indexLength", 1, 100) : null,
        };
    }

    private static RowCondition ReadCondition(SettingsNode node)
    {
        if (node.Has("matches"))
        {
            return new RowCondition(ReadLink(node), [], false) { Pattern = ProfileMatchReader.Pattern(node, "matches") };
        }

        var isNot = node.Has("notIn");
        var values = node.GetTexts(isNot ? "notIn" : "in");
        if (values.Count == 0)
        {
            node.Refuse(isNot ? "notIn" : "in", "must name at least one value, as text.");
        }

        return new RowCondition(ReadLink(node), values, isNot);
    }

    private static CodeLink<string> ReadUnits(SettingsNode node)
    {
        var codes = node.GetOptionalSection("units")?.GetTextMembers() ?? new Dictionary<string, string>();
        foreach (var unit in codes.Values.Where(unit => !DeviceUnit.IsKnown(unit)))
        {
            node.Refuse("units", $"has \"{unit}\"; it must be one of {string.Join(", ", DeviceUnit.Names)}.");
        }

        return new CodeLink<string>(ReadLink(node), codes);
    }

    private static CodeLink<double> ReadScales(SettingsNode node)
    {
        var scales = node.GetSection("scales");
        return new CodeLink<double>(ReadLink(node), scales.Keys.ToDictionary(key => key, key => scales.GetNumber(key, -1e12, 1e12), StringComparer.Ordinal));
    }
}
