namespace RoomGuard.Central.Series.Rollups;

/// <summary>How long the buckets are that samples are rolled up to.</summary>
public enum Tier
{
    /// <summary>One minute.</summary>
    Minute = 1,

    /// <summary>A quarter of an hour.</summary>
    Quarter = 15,
}

/// <summary>What every store knows of a tier.</summary>
internal static class Tiers
{
    /// <summary>Length of a bucket, in milliseconds.</summary>
    public static long Milliseconds(this Tier tier) => (long)tier * 60_000;

    /// <summary>Length of a bucket.</summary>
    public static TimeSpan Length(this Tier tier) => TimeSpan.FromMinutes((int)tier);

    /// <summary>What the series of a signal is called in this tier: <c>env.temp:1m</c>. No signal's id has a colon.</summary>
    public static string Measurement(this Tier tier, string signal) => tier == Tier.Minute ? signal + ":1m" : signal + ":15m";

    /// <summary>The start of the bucket that holds <paramref name="milliseconds"/> since 1970.</summary>
    public static long Floor(this Tier tier, long milliseconds) => milliseconds - (milliseconds % tier.Milliseconds());
}
