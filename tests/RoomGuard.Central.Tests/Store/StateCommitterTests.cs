using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Running;
using RoomGuard.Central.Store;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Rooms.State;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Store;

public sealed class StateCommitterTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private readonly TestMeters _meters = new();
    private StateFile _file = null!;
    private StateStore _store = null!;
    private StateGate _gate = null!;
    private StateCommitter _committer = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = new StateFile(_scratch.Path("state.db"));
        await _file.PrepareAsync(Stop);
        _store = new StateStore(_file, []);
        _gate = new StateGate(_file, null!, new KeptLog<StateGate>());
        _committer = new StateCommitter(_store, _gate, new Bell(), _meters.Central);
    }

    public ValueTask DisposeAsync()
    {
        _committer.Dispose();
        _gate.Dispose();
        _meters.Dispose();
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Who_hangs_up_takes_no_other_change_with_it()
    {
        using var caller = new CancellationTokenSource();
        var held = new TaskCompletionSource();
        var holding = _gate.WriteAsync(() => held.Task, Stop);
        var first = _committer.CommitAsync(new StateChange(Given.Noon) { Audit = [Deed("first")] }, caller.Token);
        var others = Enumerable.Range(0, 20).Select(room => _committer.CommitAsync(Change($"hq/r-{room}"), Stop)).ToList();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        held.SetResult();
        await holding;

        await Task.WhenAll(others);
        await using var context = _file.CreateDbContext();
        Assert.Equal((20, 1), (context.Rooms.Count(), context.Audit.Count()));
    }

    [Fact]
    public async Task What_comes_from_many_at_once_is_stored_each_once()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Stop }, async (number, stop) =>
            await _committer.CommitAsync(new StateChange(Given.Noon) { Audit = [Deed($"{number}")] }, stop));

        await using var context = _file.CreateDbContext();
        Assert.Equal(2_000, context.Audit.Select(row => row.Subject).Distinct().Count());
        Assert.Equal(2_000, context.Audit.Count());
    }

    [Fact]
    public async Task A_room_that_another_owner_has_taken_fails_alone()
    {
        await _committer.CommitAsync(Change("hq/r-1", "a", 1), Stop);
        var held = new TaskCompletionSource();
        var holding = _gate.WriteAsync(() => held.Task, Stop);
        var taken = _committer.CommitAsync(Change("hq/r-1", "b", 1), Stop);
        var other = _committer.CommitAsync(Change("hq/r-2", "b", 1), Stop);
        held.SetResult();
        await holding;

        await Assert.ThrowsAsync<RoomTakenException>(() => taken);
        await other;
    }

    [Fact]
    public async Task What_the_database_refuses_waits_alone_and_is_stored_once_when_it_is_taken()
    {
        await SqlAsync("CREATE TRIGGER poison BEFORE INSERT ON room WHEN NEW.room = 'hq/r-7' BEGIN SELECT RAISE(ABORT, 'poisoned'); END;");
        var held = new TaskCompletionSource();
        var holding = _gate.WriteAsync(() => held.Task, Stop);
        var all = Enumerable.Range(0, 20).Select(room => _committer.CommitAsync(Change($"hq/r-{room}") with { Audit = [Deed($"{room}")] }, Stop)).ToList();
        held.SetResult();
        await holding;
        await Task.WhenAll(all.Where((_, room) => room != 7)).WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await _committer.CommitAsync(Change("hq/r-later"), Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop);

        Assert.False(all[7].IsCompleted);
        Assert.Contains("hq/r-7", _gate.Trouble!.What, StringComparison.Ordinal);
        Assert.Contains("poisoned", _gate.Trouble.What, StringComparison.Ordinal);
        await SqlAsync("DROP TRIGGER poison;");
        await all[7].WaitAsync(TimeSpan.FromSeconds(60), Stop);
        Assert.Null(_gate.Trouble);
        await using var context = _file.CreateDbContext();
        Assert.Equal((21, 20), (context.Rooms.Count(), context.Audit.Count()));
    }

    private async Task SqlAsync(string sql)
    {
        await using var context = _file.CreateDbContext();
        await context.Database.ExecuteSqlRawAsync(sql, Stop);
    }

    private static AuditEvent Deed(string what) => new(new Actor("Berik"), "room.attest", what);

    private static StateChange Change(string room, string owner = "o", long version = 1) => new(Given.Noon)
    {
        Rooms = [new RoomChange(room, RoomState.New(Given.ServerRoom, Given.Noon), []) { Tenure = new RoomTenure(owner, version) }],
    };
}
