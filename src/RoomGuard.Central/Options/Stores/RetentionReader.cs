using RoomGuard.Contract.Files;

namespace RoomGuard.Central.Options;

/// <summary>Reads the sections <c>retention</c> and <c>series.retention</c>; every fault is noted in the settings file.</summary>
internal static class RetentionReader
{
    private const string Clause = "clause 38(4) of the Unified Requirements (decree 832 of 20 December 2016)";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_525);

    /// <summary>How long event logs and journals are kept.</summary>
    public static RetentionOptions ReadLogs(SettingsNode node)
    {
        var (total, online) = (node.GetDuration("total", TimeSpan.Zero, Longest, RetentionOptions.LeastTotal), node.GetDuration("online", TimeSpan.Zero, Longest, new RetentionOptions().Online));
        if (total < RetentionOptions.LeastTotal)
        {
            node.Refuse("total", $"is {Duration.Show(total)}; event logs and journals must be kept for three years at least (1096 d): {Clause}.");
        }

        if (online < RetentionOptions.LeastOnline)
        {
            node.Refuse("online", $"is {Duration.Show(online)}; event logs and journals must be at hand for two months at least (62 d): {Clause}.");
        }

        if (online > total)
        {
            node.Refuse("online", $"is {Duration.Show(online)}, longer than they are kept at all ({Duration.Show(total)}).");
        }

        return new RetentionOptions { Total = total, Online = online };
    }

    /// <summary>How long samples and tiers are kept.</summary>
    public static SeriesRetention ReadSeries(SettingsNode node)
    {
        var retention = new SeriesRetention { Raw = Read(node, "raw"), Minute = Read(node, "minute"), Quarter = Read(node, "quarterHour") };
        if (IsShorter(retention.Minute, retention.Raw))
        {
            node.Refuse("minute", "is shorter than raw; a tier outlives what it was made of.");
        }

        if (IsShorter(retention.Quarter, retention.Minute ?? retention.Raw))
        {
            node.Refuse("quarterHour", "is shorter than minute; the longer tier is kept at least as long.");
        }

        return retention;
    }

    // Asked for in either case, so that the key is known.
    private static TimeSpan? Read(SettingsNode node, string key) => node.GetOptionalText(key) is null ? null : node.GetDuration(key, SeriesRetention.LeastRaw, Longest);

    // What has no end is longer than everything.
    private static bool IsShorter(TimeSpan? tier, TimeSpan? than) => tier is { } one && (than is not { } other || one < other);
}
