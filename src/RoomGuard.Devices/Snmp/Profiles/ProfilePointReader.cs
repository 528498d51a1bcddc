using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Devices.Snmp;

/// <summary>Reads one point of a profile's file.</summary>
internal static class ProfilePointReader
{
    private const int LongestPartWord = 20;

    private static readonly Dictionary<string, DateForm> DateForms = new(StringComparer.Ordinal)
    {
        ["mm/dd/yyyy"] = DateForm.MonthFirst,
        ["dd/mm/yyyy"] = DateForm.DayFirst,
        ["uptime"] = DateForm.Uptime,
    };

    /// <summary>The point, or null when its signal is unknown.</summary>
    /// <param name="table">The table it is a column of; the empty one for a point that stands alone.</param>
    public static ProfilePoint? Read(SettingsNode node, RowRules table)
    {
        var name = node.GetText("signal");
        var isColumn = node.Has("column");
        var isAlarm = node.Has("holds");
        var rows = isColumn && !isAlarm ? node.Has("index") || table.Rows is null ? ReadRows(node) : table.Rows : null;
        var id = ProfileReader.Id(node, isColumn ? "column" : "oid");
        var isEssential = node.GetFlag("essential", false);
        var signal = SignalCatalogue.Find(name);
        if (signal is null || (rows is { HasPhase: true } && SignalCatalogue.Find(name + ".l1") is null))
        {
            node.Refuse("signal", signal is null ? $"is \"{name}\", which is not in the signal catalogue." : $"is \"{name}\", which has no phases.");
        }

        var rules = RowRules.Read(node, table);
        var part = ReadPart(node, table.Part);
        var alarms = isAlarm ? ReadAlarms(node, signal) : null;
        var conversion = ReadConversion(node, signal, table.Invalid, isAlarm);
        return signal is null ? null : new ProfilePoint(signal, id, conversion)
        {
            Rows = rows,
            Part = part,
            Label = rules.Label,
            Where = rules.Where,
            Faulted = rules.Faulted,
            UnitFrom = rules.UnitFrom,
            ScaleFrom = rules.ScaleFrom,
            DecimalsFrom = rules.DecimalsFrom,
            Alarms = alarms,
            IsEssential = isEssential,
        };
    }

    /// <summary>The rows of the node's <c>index</c>.</summary>
    public static IndexPattern ReadRows(SettingsNode node)
    {
        var text = node.GetText("index", "{phase}");
        if (!IndexPattern.TryParse(text, out var pattern))
        {
            node.Refuse("index", $"is \"{text}\"; it must hold {{part}}, an asterisk or, at the end, {{phase}}, with numbers, asterisks and dots where the index has them.");
        }

        return pattern;
    }

    /// <summary>The word that parts' names begin with.</summary>
    public static string ReadPart(SettingsNode node, string fallback)
    {
        var part = node.GetOptionalText("part") ?? fallback;
        if (part.Length > 0 && (!PointName.IsValid(part) || part.Length > LongestPartWord))
        {
            node.Refuse("part", $"is \"{part}\"; it must be {PointName.Rule.Replace("64", "20", StringComparison.Ordinal)}.");
        }

        return part;
    }

    private static AlarmList ReadAlarms(SettingsNode node, Signal? signal)
    {
        if (signal is { IsFlag: false })
        {
            node.Refuse("holds", $"is for signals that are true or false; {signal.Id} is not.");
        }

        return new AlarmList(node.GetTexts("holds"), node.Has("countedBy") ? ProfileReader.Id(node, "countedBy") : null);
    }

    private static Conversion ReadConversion(SettingsNode node, Signal? signal, IReadOnlyList<double> invalid, bool isAlarm)
    {
        var conversion = new Conversion
        {
            Scale = node.GetNumber("scale", -1e9, 1e9, 1),
            Unit = node.GetOptionalText("unit"),
            AutoScale = node.GetOptionalSection("autoScale") is { } scales
                ? new AutoScale(scales.GetNumbers("factors"), scales.GetNumber("min", 0, 1e6), scales.GetNumber("max", 0, 1e6))
                : null,
            Invalid = node.Has("invalid") ? node.GetNumbers("invalid") : signal?.Kind is SignalKind.Gauge or SignalKind.Counter ? invalid : [],
            Words = node.GetOptionalSection("words")?.GetTextMembers() ?? new Dictionary<string, string>(),
            Bits = [.. node.GetSections("bits").Select(bit => (bit.GetInteger("bit", 0, 31), bit.GetText("word", "true")))],
            Position = node.Has("position") ? node.GetInteger("position", 1, 1000) : null,
            Date = node.Has("date") ? node.GetChoice("date", DateForms) : null,
        };
        if (conversion.AutoScale is { Factors.Count: 0 })
        {
            node.Refuse("autoScale.factors", "must have at least one number.");
        }

        if (conversion.Unit is { } unit && (!DeviceUnit.IsKnown(unit) || (signal is not null && !DeviceUnit.IsConvertible(unit, signal.Unit))))
        {
            node.Refuse("unit", DeviceUnit.IsKnown(unit) ? $"is \"{unit}\", which is no {signal?.Unit}." : $"is \"{unit}\"; it must be one of {string.Join(", ", DeviceUnit.Names)}.");
        }

        if (signal is not null && !isAlarm)
        {
            CheckStates(node, signal, conversion);
        }

        return conversion;
    }

    private static void CheckStates(SettingsNode node, Signal signal, Conversion conversion)
    {
        string[] words = [.. conversion.Words.Values, .. conversion.Bits.Select(bit => bit.Word)];
        if (signal.Kind != SignalKind.State)
        {
            if (words.Length > 0)
            {
                node.Refuse("words", $"are for states; {signal.Id} is a {signal.Kind}.");
            }

            return;
        }

        if (words.Length == 0 && conversion.Position is null)
        {
            node.Refuse("words", $"or bits must be there: {signal.Id} is a state.");
        }

        foreach (var word in words.Where(word => signal.IsFlag ? word is not ("true" or "false") : !signal.States.ContainsKey(word)))
        {
            node.Refuse("words", $"has \"{word}\"; {signal.Id} can be {(signal.IsFlag ? "true or false" : string.Join(", ", signal.States.Keys))}.");
        }

        if ((signal.IsFlag && conversion.Bits.Count > 1) || (!signal.IsFlag && conversion.Position is not null))
        {
            node.Refuse("bits", signal.IsFlag ? $"must be one: {signal.Id} is true or false." : $"must be there instead of position: {signal.Id} is neither true nor false.");
        }
    }
}
