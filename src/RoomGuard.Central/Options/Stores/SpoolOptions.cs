namespace RoomGuard.Central.Options;

/// <summary>Where samples wait on the disk while their store is away. Section <c>series.spool</c>.</summary>
public sealed record SpoolOptions
{
    /// <summary>Most of the disk it takes, in MiB, 0 to 1,048,576; 0 keeps nothing: the broker then waits with its packs.</summary>
    public int MaxMegabytes { get; init; } = 2048;

    /// <summary>A store that has not taken a batch after this is away; 100 ms to 1 min.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(3);
}
