using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Devices.Snmp;

/// <summary>Reads one point of a profile's file.</summary>
internal static class ProfilePointReader
{
    private static readonly Dictionary<string, DateForm> DateForms = new(StringComparer.Ordinal)
    {
        ["mm/dd/yyyy"] = DateForm.MonthFirst,
        ["dd/mm/yyyy"] = DateForm.DayFirst,
        ["uptime"] = DateForm.Uptime,
    };

    /// <summary>The point, or null when its signal is unknown.</summary>
    public static ProfilePoint? Read(SettingsNode node)
    {
        var name = node.GetText("signal");
        var isColumn = node.Has("column");
        var rows = isColumn ? ReadRows(node) : null;
        var id = ProfileReader.Id(node, isColumn ? "column" : "oid");
        var isEssential = node.GetFlag("essential", false);
        var signal = SignalCatalogue.Find(name);
        if (signal is null || (isColumn && SignalCatalogue.Find(name + ".l1") is null))
        {
            node.Refuse("signal", signal is null ? $"is \"{name}\", which is not in the signal catalogue." : $"is \"{name}\", which has no phases.");
        }

        var conversion = ReadConversion(node, signal);
        return signal is null ? null : new ProfilePoint(signal, id, conversion) { Rows = rows, IsEssential = isEssential };
    }

    private static IndexPattern ReadRows(SettingsNode node)
    {
        var text = node.GetText("index", "{phase}");
        if (!IndexPattern.TryParse(text, out var pattern))
        {
            node.Refuse("index", $"is \"{text}\"; it must be {{phase}}, with numbers and dots before it where the index has them.");
        }

        return pattern;
    }

    private static Conversion ReadConversion(SettingsNode node, Signal? signal)
    {
        var conversion = new Conversion
        {
            Scale = node.GetNumber("scale", 1e-9, 1e9, 1),
            AutoScale = node.GetOptionalSection("autoScale") is { } scales
                ? new AutoScale(scales.GetNumbers("factors"), scales.GetNumber("min", 0, 1e6), scales.GetNumber("max", 0, 1e6))
                : null,
            Invalid = node.GetNumbers("invalid"),
            Words = node.GetOptionalSection("words")?.GetTextMembers() ?? new Dictionary<string, string>(),
            Bits = [.. node.GetSections("bits").Select(bit => (bit.GetInteger("bit", 0, 31), bit.GetText("word", "true")))],
            Date = node.Has("date") ? node.GetChoice("date", DateForms) : null,
        };
        if (conversion.AutoScale is { Factors.Count: 0 })
        {
            node.Refuse("autoScale.factors", "must have at least one number.");
        }

        if (signal is not null)
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

        if (words.Length == 0)
        {
            node.Refuse("words", $"or bits must be there: {signal.Id} is a state.");
        }

        foreach (var word in words.Where(word => signal.IsFlag ? word is not ("true" or "false") : !signal.States.ContainsKey(word)))
        {
            node.Refuse("words", $"has \"{word}\"; {signal.Id} can be {(signal.IsFlag ? "true or false" : string.Join(", ", signal.States.Keys))}.");
        }

        if (signal.IsFlag && conversion.Bits.Count > 1)
        {
            node.Refuse("bits", $"must be one: {signal.Id} is true or false.");
        }
    }
}
