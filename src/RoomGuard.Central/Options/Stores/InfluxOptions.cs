using RoomGuard.Central.Series.Rollups;

namespace RoomGuard.Central.Options;

/// <summary>An InfluxDB that keeps the samples. Section <c>series.influx</c>.</summary>
public sealed record InfluxOptions
{
    /// <summary>The policy that a new database of InfluxDB 1.x has.</summary>
    public const string DefaultRetention = "autogen";

    /// <summary>Base address, for example <c>http://127.0.0.1:8086/</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>Database (bucket, in later versions).</summary>
    public string Database { get; init; } = "roomguard";

    /// <summary>Retention policy; <c>autogen</c> keeps everything.</summary>
    public string Retention { get; init; } = DefaultRetention;

    /// <summary>Retention policy of the tier of one minute; null uses the policy that a database has from the start.</summary>
    public string? MinuteRetention { get; init; }

    /// <summary>Retention policy of the tier of a quarter of an hour, and of samples that come too late for <see cref="Retention"/>; null as above.</summary>
    public string? QuarterRetention { get; init; }

    /// <summary>How long our own policies keep what they are for.</summary>
    public SeriesRetention Kept { get; init; } = new();

    /// <summary>Our own policies and how long each keeps.</summary>
    internal IEnumerable<(string Name, TimeSpan Kept)> Policies
    {
        get
        {
            foreach (var (name, kept) in new[] { (Retention, Kept.Raw), (MinuteRetention, Kept.Minute), (QuarterRetention, Kept.Quarter) })
            {
                if (name is not null && kept is { } time)
                {
                    yield return (name, time);
                }
            }
        }
    }

    /// <summary>The policy of a tier.</summary>
    internal string PolicyOf(Tier tier) => (tier == Tier.Minute ? MinuteRetention : QuarterRetention) ?? (Kept.Raw is null ? Retention : DefaultRetention);

    /// <summary>Whether what is written is packed by gzip; null packs it unless the server is on this machine.</summary>
    public bool? Gzip { get; init; }

    /// <summary>User for HTTP Basic; null sends none.</summary>
    public string? User { get; init; }

    /// <summary>Password, or the token of later versions.</summary>
    public Secret? Password { get; init; }

    /// <summary>Token of InfluxDB 2.x or 3; with it samples are written by <c>/api/v2/write</c>, and no user is sent.</summary>
    public Secret? Token { get; init; }

    /// <summary>Organisation of InfluxDB 2.x, by name or id; 3 Core needs none.</summary>
    public string? Organisation { get; init; }
}
