namespace RoomGuard.Central.Options;

/// <summary>Where samples are kept for years. Section <c>series</c>.</summary>
public sealed record SeriesOptions
{
    /// <summary>The InfluxDB that keeps them; null keeps them in SQLite beside the state.</summary>
    public InfluxOptions? Influx { get; init; }

    /// <summary>Where they wait while their store is away.</summary>
    public SpoolOptions Spool { get; init; } = new();
}
