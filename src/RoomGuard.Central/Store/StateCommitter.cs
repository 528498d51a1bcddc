using System.Collections.Concurrent;
using System.Diagnostics;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Running;
using RoomGuard.Central.Telemetry;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Store;

/// <summary>Makes the changes of many owners durable together: what comes while one transaction is on its way goes into the next. Safe for several threads.</summary>
/// <remarks>
/// One disk flush for a hundred rooms costs what it costs for one. A change that is alone never waits for others. One that the database refuses for what it is waits alone and is offered
/// again: a poisoned room must not hold up the alarms of others.
/// </remarks>
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
        Enter(mine);
        return mine.Done.Task.WaitAsync(stop);
    }

    private void Enter(Waiting mine)
    {
        _waiting.Enqueue(mine);
        if (Interlocked.Exchange(ref _isWriting, 1) == 0)
        {
            // Not as a part of whoever happened to come first: neither of its trace nor of its owner's turns.
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(WriteAllAsync, CancellationToken.None);
            }
        }
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
        var together = Take();
        using var activity = CentralTrace.Start("commit", [.. together.Select(waiting => waiting.Step).Where(step => step != default)]);
        var started = Stopwatch.GetTimestamp();
        var write = OfferAsync(together, stop);
        await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Pace.Commit(Stopwatch.GetElapsedTime(started), together.Count);
        if (together.Count > 1 && IsOnesFault(write))
        {
            // One of them has lost its room, or is against its journal, or is poison; the others must not suffer for it.
            foreach (var waiting in together)
            {
                var one = OfferAsync([waiting], stop);
                await one.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                End([waiting], one);
            }
        }
        else
        {
            End(together, write);
        }
    }

    private static bool IsOnesFault(Task write) => write.Exception?.InnerException is RoomTakenException or JournalConflictException or ChangeRefusedException;

    private Task OfferAsync(List<Waiting> together, CancellationToken stop) =>
        _gate.OfferAsync(() => _store.CommitAsync([.. together.Select(waiting => waiting.Change)], stop), stop);

    // What was refused before comes alone.
    private List<Waiting> Take()
    {
        var together = new List<Waiting>();
        while (together.Count < MaxTogether && _waiting.TryPeek(out var next) && (together.Count == 0 || (next.Tries == 0 && together[0].Tries == 0)) && _waiting.TryDequeue(out next))
        {
            together.Add(next);
        }

        return together;
    }

    private async Task OfferLaterAsync(Waiting refused)
    {
        // Waits are of real time, as all waits for the database are.
        var wait = TimeSpan.FromMilliseconds(250 << Math.Min(refused.Tries, 6));
        await Task.Delay(wait, _ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Enter(refused);
    }

    private void End(List<Waiting> written, Task write)
    {
        if (write.Exception?.InnerException is ChangeRefusedException { Fault: var fault })
        {
            var refused = written[0];
            refused.Tries++;
            _gate.Refuse(refused.Whose, refused.Tries, fault);
            _ = OfferLaterAsync(refused);
            return;
        }

        var rings = false;
        foreach (var waiting in written)
        {
            if (waiting.Tries > 0)
            {
                _gate.EndRefusal(waiting.Whose, waiting.Tries, write.IsCompletedSuccessfully);
            }

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

        /// <summary>How often the database refused it.</summary>
        public int Tries { get; set; }

        /// <summary>Whose it is, for whoever must mend the database.</summary>
        public string Whose => Change.Rooms.Count == 0 ? "the centre's own records" : string.Join(", ", Change.Rooms.Select(room => room.Room));

        /// <summary>The step that waits for it, when somebody traces.</summary>
        public ActivityContext Step { get; } = Activity.Current is { Recorded: true } step ? step.Context : default;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
