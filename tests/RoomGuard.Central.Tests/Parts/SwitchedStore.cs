using RoomGuard.Central.Series;

namespace RoomGuard.Central.Tests.Parts;

/// <summary>A series store in memory that can be taken away, or made to hang.</summary>
internal sealed class SwitchedStore : ISeriesStore
{
    private readonly Lock _lock = new();
    private readonly List<SeriesSample> _samples = [];

    public bool IsAway { get; set; }

    public bool IsHanging { get; set; }

    /// <summary>What each call waits for.</summary>
    public Task Pause { get; set; } = Task.CompletedTask;

    public int Calls { get; private set; }

    public IReadOnlyList<SeriesSample> Samples
    {
        get
        {
            lock (_lock)
            {
                return [.. _samples];
            }
        }
    }

    public async Task WriteAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        Calls++;
        if (IsHanging)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }

        await Pause;
        if (IsAway)
        {
            throw new SeriesUnavailableException("It is away.");
        }

        lock (_lock)
        {
            _samples.AddRange(samples);
        }
    }

    public Task<IReadOnlyList<SeriesPoint>> ReadAsync(SeriesQuery query, CancellationToken stop) => throw new SeriesUnavailableException("It does not read.");
}
