namespace RoomGuard.Central.Options;

/// <summary>A VictoriaMetrics that keeps the samples. Section <c>series.victoria</c>.</summary>
public sealed record VictoriaOptions
{
    /// <summary>Base address, for example <c>http://127.0.0.1:8428/</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>User for HTTP Basic; null sends none.</summary>
    public string? User { get; init; }

    /// <summary>Its password.</summary>
    public Secret? Password { get; init; }
}
