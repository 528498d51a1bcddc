using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>A way from the broker into InfluxDB: ours, or another program's.</summary>
/// <param name="Name">What it is called in a measure.</param>
/// <param name="Load">What it is sent; its rate is where the search begins.</param>
internal abstract record Pipeline(string Name, Load Load)
{
    /// <summary>How long it keeps values by design before it writes them, besides the second that everybody has.</summary>
    public TimeSpan OwnBatch { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Values at its end that it may still hold when nothing more comes.</summary>
    public int Held { get; init; }

    /// <summary>Starts it and waits until it takes messages.</summary>
    public abstract Task<RealProcess> StartAsync(Broker broker, Influx influx, Scratch scratch);
}
