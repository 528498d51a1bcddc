namespace RoomGuard.Central.Options;

/// <summary>An InfluxDB that keeps the samples. Section <c>series.influx</c>.</summary>
public sealed record InfluxOptions
{
    /// <summary>Base address, for example <c>http://127.0.0.1:8086/</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>Database (bucket, in later versions).</summary>
    public string Database { get; init; } = "roomguard";

    /// <summary>Retention policy; <c>autogen</c> keeps everything.</summary>
    public string Retention { get; init; } = "autogen";

    /// <summary>User for HTTP Basic; null sends none.</summary>
    public string? User { get; init; }

    /// <summary>Whether what is written is packed by gzip; null packs it unless the server is on this machine.</summary>
    public bool? Gzip { get; init; }

    /// <summary>Password, or the token of later versions.</summary>
    public Secret? Password { get; init; }
}
