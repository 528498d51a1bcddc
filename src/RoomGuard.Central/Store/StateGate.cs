using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Running;

namespace RoomGuard.Central.Store;

/// <summary>Stands between the centre and its database: what fails there is tried again until it works, and said once when lost and once when back.</summary>
internal sealed partial class StateGate(StateDatabase database, IHostApplicationLifetime lifetime, ILogger<StateGate> logger) : IDisposable
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Outage _outage = new();
    private readonly Outage _refusal = new();
    private int _refused;

    // One writer at a time: SQLite makes a second one sleep for 150 ms before it looks again.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Ends when the rooms are loaded: from then on the database is there.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Whether the rooms are loaded and the database took what it was given last.</summary>
    public bool IsReady => Ready.IsCompleted && Trouble is null;

    /// <summary>What is amiss with the database; null when it took all that it was given.</summary>
    public Trouble? Trouble => _outage.Trouble ?? _refusal.Trouble;

    /// <summary>Makes or checks the database file. A file of another version ends the program: no trying again helps.</summary>
    public async Task OpenAsync(CancellationToken stop)
    {
        try
        {
            await WriteAsync(() => database.PrepareAsync(stop), stop);
        }
        catch (SchemaMismatchException error)
        {
            Log.OtherVersion(logger, error.Message);
            Environment.ExitCode = 78;

            // To stop a host that is still starting looks like a failure of the start.
            await using var stopping = lifetime.ApplicationStarted.Register(lifetime.StopApplication);
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }
    }

    /// <summary>Says that the rooms are loaded.</summary>
    public void MarkReady() => _ready.TrySetResult();

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Writes something to the database, as often as it takes, when nobody else here writes. What it runs must not write through the gate again.</summary>
    public async Task WriteAsync(Func<Task> work, CancellationToken stop)
    {
        await TryAsync(() => InTurnAsync(work, stop), stop);
        EndOutage();
    }

    /// <summary>Writes as <see cref="WriteAsync"/> does, but does not go on with what the database refuses for what it is.</summary>
    /// <exception cref="ChangeRefusedException">The database works, and refuses this; nothing of it is written.</exception>
    public async Task OfferAsync(Func<Task> work, CancellationToken stop)
    {
        try
        {
            await TryAsync(
                async () =>
                {
                    try
                    {
                        return await InTurnAsync(work, stop);
                    }
                    catch (Exception error) when (DatabaseFault.IsRefusal(error))
                    {
                        throw new ChangeRefusedException(DatabaseFault.Of(error), error);
                    }
                },
                stop);
        }
        catch (ChangeRefusedException)
        {
            // Who refuses is there.
            EndOutage();
            throw;
        }

        EndOutage();
    }

    /// <summary>Says that a change is refused. Whoever says so offers it again until it is taken.</summary>
    /// <param name="whose">Whose change it is.</param>
    /// <param name="tries">How often it was refused by now.</param>
    /// <param name="fault">Why.</param>
    public void Refuse(string whose, int tries, DatabaseFault fault)
    {
        _refusal.Begin($"A change of {whose} is refused: {fault.What}", fault.Check);
        if (tries == 1)
        {
            Interlocked.Increment(ref _refused);
            Log.Refused(logger, database.Name, whose, fault.What, fault.Check);
        }
    }

    /// <summary>Says that a change which was refused is taken, or nobody waits for it any more.</summary>
    public void EndRefusal(string whose, int tries, bool isTaken)
    {
        if (isTaken)
        {
            Log.Taken(logger, database.Name, whose, tries);
        }

        if (Interlocked.Decrement(ref _refused) == 0)
        {
            _refusal.End();
        }
    }

    /// <summary>Reads something from the database, as often as it takes.</summary>
    /// <remarks>One that is full or may only be read still gives what it has: reading ends no outage, the next write does.</remarks>
    public Task<T> ReadAsync<T>(Func<Task<T>> work, CancellationToken stop) => TryAsync(work, stop);

    private async Task<bool> InTurnAsync(Func<Task> work, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await work();
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private void EndOutage()
    {
        if (_outage.End() is { } length)
        {
            Log.Back(logger, database.Name, length);
        }
    }

    private async Task<T> TryAsync<T>(Func<Task<T>> work, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (Exception error) when (error is DbException or DbUpdateException or IOException or UnauthorizedAccessException)
            {
                database.Forget();
                var fault = DatabaseFault.Of(error);
                if (_outage.Begin(fault.What, fault.Check))
                {
                    Log.Away(logger, database.Name, fault.What, fault.Check);
                }
            }

            await _outage.WaitAsync(stop);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4201, LogLevel.Error, "The database {Name} does not work: {Reason} Check: {Check} Trying again until it does; nothing is acknowledged meanwhile. Said once; the next line is its return.")]
        internal static partial void Away(ILogger logger, string name, string reason, string check);

        [LoggerMessage(4202, LogLevel.Information, "The database {Name} works again after {Length}.")]
        internal static partial void Back(ILogger logger, string name, TimeSpan length);

        [LoggerMessage(4204, LogLevel.Error, "The database {Name} refuses a change of {Whose}: {Reason} Check: {Check} It is offered again until it is taken; nothing of it is acknowledged meanwhile, and others go on. Said once; the next line is its end.")]
        internal static partial void Refused(ILogger logger, string name, string whose, string reason, string check);

        [LoggerMessage(4205, LogLevel.Information, "The database {Name} took the change of {Whose} after {Tries} refusals.")]
        internal static partial void Taken(ILogger logger, string name, string whose, int tries);

        [LoggerMessage(4203, LogLevel.Critical, "{Reason}")]
        internal static partial void OtherVersion(ILogger logger, string reason);
    }
}
