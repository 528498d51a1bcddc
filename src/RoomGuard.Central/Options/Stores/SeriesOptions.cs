namespace RoomGuard.Central.Options;

/// <summary>Where samples are kept for years. Section <c>series</c>.</summary>
public sealed record SeriesOptions
{
    /// <summary>The InfluxDB that keeps them; null keeps them in SQLite beside the state.</summary>
    public InfluxOptions? Influx { get; init; }

    /// <summary>The VictoriaMetrics that keeps them instead.</summary>
    public VictoriaOptions? Victoria { get; init; }

    /// <summary>How long they and their tiers are kept.</summary>
    public SeriesRetention Retention { get; init; } = new();

    /// <summary>Where they wait while their store is away.</summary>
    public SpoolOptions Spool { get; init; } = new();
}
