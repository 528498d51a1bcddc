namespace RoomGuard.Central.Options;

/// <summary>How long samples and tiers are kept; null keeps them for ever. Section <c>series.retention</c>.</summary>
public sealed record SeriesRetention
{
    /// <summary>Least for the samples: an agent's backlog must find its windows whole.</summary>
    public static readonly TimeSpan LeastRaw = TimeSpan.FromDays(7);

    /// <summary>How long samples are kept, at least <see cref="LeastRaw"/>.</summary>
    public TimeSpan? Raw { get; init; }

    /// <summary>How long the tier of one minute is kept; at least as long as samples.</summary>
    public TimeSpan? Minute { get; init; }

    /// <summary>How long the tier of a quarter of an hour is kept; at least as long as the tier of one minute.</summary>
    public TimeSpan? Quarter { get; init; }
}
