using RoomGuard.Contract.Files;

namespace RoomGuard.Devices.Sensors.Ads1115;

/// <summary>How an input of an ADS1115 is converted, and what its voltage stands for.</summary>
/// <param name="Gain">The range of voltage.</param>
/// <param name="Rate">Conversions a second: the fewer, the less noise.</param>
internal sealed record Ads1115Tuning(Ads1115Gain Gain, int Rate, VoltageMeaning Meaning) : SensorTuning
{
    private const double MostOhms = 10_000_000;
    private const double MostVolts = 6.144;
    private const double MostValue = 1e9;

    private static readonly Dictionary<string, Ads1115Gain> Gains = Enumerable.Range(0, Ads1115Gain.Ranges.Count)
        .ToDictionary(code => FormattableString.Invariant($"{Ads1115Gain.Ranges[code]:0.000} V"), code => new Ads1115Gain(code), StringComparer.Ordinal);

    /// <summary>Without any key: the voltage itself, up to that of the chip's own supply.</summary>
    internal static Ads1115Tuning Default { get; } = new(Gains["4.096 V"], 128, new PlainVoltage(1));

    /// <summary>Reads the keys of an entry.</summary>
    internal static Ads1115Tuning Read(SettingsNode node)
    {
        var gain = node.GetChoice("gain", Gains, "4.096 V");
        var rate = node.GetInteger("rate", 8, 860, 128);
        if (!Ads1115Gain.Rates.Contains(rate))
        {
            node.Refuse("rate", $"is {rate}; it must be one of {string.Join(", ", Ads1115Gain.Rates)} a second.");
            rate = 128;
        }

        return new Ads1115Tuning(gain, rate, ReadMeaning(node));
    }

    private static VoltageMeaning ReadMeaning(SettingsNode node)
    {
        var factor = node.GetNumber("factor", 0.001, 1000, 1);
        VoltageMeaning? meaning = null;
        if (node.GetOptionalSection("loop") is { } loop)
        {
            meaning = new CurrentLoop(loop.GetNumber("shunt", 1, 1000), loop.GetNumber("low", -MostValue, MostValue), loop.GetNumber("high", -MostValue, MostValue));
        }

        if (node.GetOptionalSection("contact") is { } contact)
        {
            RefuseSecond(node, "contact", meaning);
            meaning = new SupervisedContact(Supply(contact), Pull(contact), Ohms(contact, "normal"), Ohms(contact, "alarm"));
        }

        if (node.GetOptionalSection("rope") is { } rope)
        {
            RefuseSecond(node, "rope", meaning);
            var end = Ohms(rope, "end");
            meaning = new LeakRope(Supply(rope), Pull(rope), end, rope.GetNumber("wetBelow", 1, MostOhms, end / 2));
        }

        if (meaning is not null && node.Has("factor"))
        {
            node.Refuse("factor", "is of plain voltages only, without loop, contact and rope.");
        }

        return meaning ?? new PlainVoltage(factor);
    }

    private static void RefuseSecond(SettingsNode node, string key, VoltageMeaning? first)
    {
        if (first is not null)
        {
            node.Refuse(key, "is there together with another: a voltage stands for one of loop, contact and rope.");
        }
    }

    private static double Supply(SettingsNode node) => node.GetNumber("supply", 1, MostVolts, 3.3);

    private static double Pull(SettingsNode node) => node.GetNumber("pull", 10, MostOhms);

    private static double Ohms(SettingsNode node, string key) => node.GetNumber(key, 10, MostOhms);
}

/// <summary>A range of the chip's amplifier (data sheet SBAS444, table of the config register).</summary>
/// <param name="Code">Its three bits.</param>
internal readonly record struct Ads1115Gain(int Code)
{
    /// <summary>Volts of full scale, by code.</summary>
    internal static IReadOnlyList<double> Ranges { get; } = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256];

    /// <summary>Conversions a second, by code.</summary>
    internal static IReadOnlyList<int> Rates { get; } = [8, 16, 32, 64, 128, 250, 475, 860];

    /// <summary>Volts of full scale.</summary>
    internal double FullScale => Ranges[Code];

    /// <summary>The volts of a conversion.</summary>
    internal double Volts(short raw) => raw * FullScale / -short.MinValue;
}
