using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Service;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Agent.Polling;

/// <summary>Reads sensors of the same period one after the other: one waking of a board for all of them. One that hangs or has a bug leaves the round for a loop of its own, and the others go on.</summary>
internal sealed class SensorRound(TimeSpan period, IReadOnlyList<SensorInput> sensors, TimeProvider clock, ILogger<Supervisor> logger) : IInput
{
    // Far longer than any chip takes that answers; those that convert for longer have loops of their own from the start.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"{sensors.Count} sensors each {period.TotalSeconds} s");

    /// <inheritdoc/>
    public IReadOnlyList<Beat> Beats => [.. sensors.SelectMany(sensor => sensor.Beats)];

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        var staying = sensors.ToList();
        var leaving = new List<Task>();
        using var ticks = new PeriodicTimer(period, clock);
        try
        {
            do
            {
                for (var next = 0; next < staying.Count;)
                {
                    var turn = new Turn(staying, next);
                    var reading = Task.Run(turn.ReadAll, stop);
                    await reading.WaitAsync(LongestTurn, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    stop.ThrowIfCancellationRequested();
                    if (turn.Leave() is not { } stuck)
                    {
                        break;
                    }

                    var sensor = staying[stuck.Index];
                    if (!reading.IsFaulted)
                    {
                        sensor.Adopt(stuck.Reading);
                    }

                    leaving.Add(new Supervisor(sensor, logger).RunAsync(stop));
                    staying.RemoveAt(stuck.Index);
                    next = stuck.Index;
                }
            }
            while (await ticks.WaitForNextTickAsync(stop));
        }
        finally
        {
            await Task.WhenAll(leaving);
        }
    }

    /// <inheritdoc/>
    public void Fault(string detail)
    {
        foreach (var sensor in sensors)
        {
            sensor.Fault(detail);
        }
    }

    // Reads from one sensor on to the last; whoever waits for it may leave it with the sensor that does not come back.
    private sealed class Turn(IReadOnlyList<SensorInput> sensors, int first)
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource<Reading>? _left;
        private int _index = first;

        /// <summary>Reads until the end or until it was left.</summary>
        public void ReadAll()
        {
            while (true)
            {
                SensorInput sensor;
                lock (_lock)
                {
                    if (_index >= sensors.Count)
                    {
                        return;
                    }

                    sensor = sensors[_index];
                }

                Reading reading;
                try
                {
                    reading = sensor.Read();
                }
                catch (Exception bug) when (IsHandedOver(bug))
                {
                    return;
                }

                lock (_lock)
                {
                    if (_left is { } left)
                    {
                        left.SetResult(reading);
                        return;
                    }

                    sensor.Take(reading);
                    _index++;
                }
            }
        }

        // A bug is the business of whoever waits for the reading; the supervisor of a sensor's own loop says it.
        private bool IsHandedOver(Exception bug)
        {
            lock (_lock)
            {
                return _left?.TrySetException(bug) == true;
            }
        }

        /// <summary>Null when every sensor was read; otherwise the one that has not come back, and its reading to come.</summary>
        public (int Index, Task<Reading> Reading)? Leave()
        {
            lock (_lock)
            {
                if (_index >= sensors.Count)
                {
                    return null;
                }

                _left = new TaskCompletionSource<Reading>(TaskCreationOptions.RunContinuationsAsynchronously);
                return (_index, _left.Task);
            }
        }
    }
}
