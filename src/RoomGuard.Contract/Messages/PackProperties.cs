using System.Globalization;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Contract.Messages;

/// <summary>The MQTT user properties of a pack: <c>boot</c>, <c>seq</c> and <c>time</c>.</summary>
/// <param name="Boot">The agent's boot id; null when a stranger publishes.</param>
/// <param name="Sequence">Counts packs up within a boot, from 1; null when a stranger publishes.</param>
/// <param name="Quality">Time quality of every sample of the pack.</param>
public sealed record PackProperties(string? Boot, long? Sequence, TimeQuality Quality)
{
    /// <summary>Name of the boot property.</summary>
    public const string BootName = "boot";

    /// <summary>Name of the sequence property.</summary>
    public const string SequenceName = "seq";

    /// <summary>Name of the time quality property.</summary>
    public const string TimeName = "time";

    /// <summary>Whether <c>(agent, boot, seq)</c> identifies the pack, so that a second delivery can be told.</summary>
    public bool IsNumbered => Boot is not null && Sequence is not null;

    /// <summary>The properties as names and texts, in the order of the contract.</summary>
    public IEnumerable<KeyValuePair<string, string>> ToPairs()
    {
        if (Boot is not null)
        {
            yield return new(BootName, Boot);
        }

        if (Sequence is { } sequence)
        {
            yield return new(SequenceName, sequence.ToString(CultureInfo.InvariantCulture));
        }

        yield return new(TimeName, Quality switch
        {
            TimeQuality.Synced => "synced",
            TimeQuality.Holdover => "holdover",
            _ => "unsynced",
        });
    }

    /// <summary>Reads the properties; false when one of ours does not parse. Others' are ignored.</summary>
    public static bool TryRead(IEnumerable<KeyValuePair<string, string>> pairs, out PackProperties properties)
    {
        string? boot = null;
        long? sequence = null;
        var quality = TimeQuality.Synced;
        var holds = true;
        foreach (var (name, text) in pairs)
        {
            switch (name)
            {
                case BootName:
                    holds &= text.Length is > 0 and <= 64;
                    boot = text;
                    break;
                case SequenceName:
                    holds &= long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
                    sequence = number;
                    break;
                case TimeName:
                    holds &= text is "synced" or "holdover" or "unsynced";
                    quality = text switch { "synced" => TimeQuality.Synced, "holdover" => TimeQuality.Holdover, _ => TimeQuality.Unsynced };
                    break;
            }
        }

        properties = new PackProperties(boot, sequence, quality);
        return holds;
    }
}
