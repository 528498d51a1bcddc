using System.Collections.Concurrent;
using System.Diagnostics;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Running;
using RoomGuard.Central.Telemetry;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Store;

/// <summary>Makes the changes of many owners durable together: what comes while one transaction is on its way goes into the next. Safe for several threads.</summary>
/// <remarks>One disk flush for a hundred rooms costs what it costs for one. A change that is alone never waits for others.</remarks>
internal sealed class StateCommitter : IDisposable
{
    /// <summary>Most changes of one transaction.</summary>
    public const int MaxTogether = 256;

    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationToken _ended;
    private readonly StateStore _store;
    private readonly StateGate _gate;
    private readonly Bell _bell;
    private int _isWriting;

    public StateCommitter(StateStore store, StateGate gate, Bell bell, CentralMeter meter)
    {
        (_store, _gate, _bell, Pace) = (store, gate, bell, meter.Pace);
        _ended = _end.Token;
    }

    /// <summary>How long each step takes, for those who commit.</summary>
    public PaceMeter Pace { get; }

    /// <summary>Makes one change durable; returns when it has outlived any power cut. While the database fails it waits.</summary>
    /// <param name="stop">Ends the waiting, and not the writing: others' changes are in the same transaction, and what was given away may be stored yet.</param>
    /// <exception cref="RoomTakenException">Its room has another owner by now; nothing of it is stored.</exception>
    /// <exception cref="JournalConflictException">A journal is not as it says; nothing of it is stored.</exception>
    public Task CommitAsync(StateChange change, CancellationToken stop)
    {
        var mine = new Waiting(change);
        _waiting.Enqueue(mine);
        if (Interlocked.Exchange(ref _isWriting, 1) == 0)
        {
            // Not as a part of whoever happened to come first: neither of its trace nor of its owner's turns.
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(WriteAllAsync, CancellationToken.None);
            }
        }

        return mine.Done.Task.WaitAsync(stop);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task WriteAllAsync()
    {
        do
        {
            while (!_waiting.IsEmpty)
            {
                await WriteAsync(_ended);
            }

            Interlocked.Exchange(ref _isWriting, 0);
        }
        while (!_waiting.IsEmpty && Interlocked.Exchange(ref _isWriting, 1) == 0);
    }

    private async Task WriteAsync(CancellationToken stop)
    {
        var together = new List<Waiting>();
        while (together.Count < MaxTogether && _waiting.TryDequeue(out var next))
        {
            together.Add(next);
        }

        using var activity = CentralTrace.Start("commit", [.. together.Select(waiting => waiting.Step).Where(step => step != default)]);
        var started = Stopwatch.GetTimestamp();
        var write = _gate.WriteAsync(() => _store.CommitAsync([.. together.Select(waiting => waiting.Change)], stop), stop);
        await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Pace.Commit(Stopwatch.GetElapsedTime(started), together.Count);
        if (write.Exception?.InnerException is RoomTakenException or JournalConflictException && together.Count > 1)
        {
            await WriteOneByOneAsync(together, stop);
        }
        else
        {
            End(together, write);
        }
    }

    // One of them has lost its room, or is against its journal; the others must not suffer for it.
    private async Task WriteOneByOneAsync(List<Waiting> together, CancellationToken stop)
    {
        foreach (var waiting in together)
        {
            var write = _gate.WriteAsync(() => _store.CommitAsync(waiting.Change, stop), stop);
            await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            End([waiting], write);
        }
    }

    private void End(List<Waiting> written, Task write)
    {
        var rings = false;
        foreach (var waiting in written)
        {
            rings |= waiting.Change.Rooms.Any(room => room.Effects.Any(effect => effect is AlarmChanged));
            waiting.Done.TrySetFromTask(write);
        }

        if (rings && write.IsCompletedSuccessfully)
        {
            _bell.Ring();
        }
    }

    private sealed class Waiting(StateChange change)
    {
        public StateChange Change { get; } = change;

        /// <summary>The step that waits for it, when somebody traces.</summary>
        public ActivityContext Step { get; } = Activity.Current is { Recorded: true } step ? step.Context : default;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
