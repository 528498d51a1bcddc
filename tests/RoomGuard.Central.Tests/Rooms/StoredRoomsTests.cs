using Microsoft.Extensions.Time.Testing;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Store;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms;
using RoomGuard.Rooms.State;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Rooms;

public sealed class StoredRoomsTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private readonly FakeTimeProvider _clock = new(Given.Noon.AddHours(1));
    private StateFile _file = null!;
    private StateStore _store = null!;
    private StateGate _gate = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = new StateFile(_scratch.Path("state.db"));
        await _file.PrepareAsync(Stop);
        _store = new StateStore(_file, []);
        _gate = new StateGate(_file, null!, new KeptLog<StateGate>());
    }

    public ValueTask DisposeAsync()
    {
        _gate.Dispose();
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_the_last_run_left_is_shown_before_anybody_owns_it_and_found_until_somebody_does()
    {
        var room = Given.ServerRoom;
        var step = RoomLogic.Observe(room, RoomState.New(room, Given.Noon), [Given.Sample("probe-1/env.temp", Reading.Of(21.5))], Given.Noon);
        RoomChange Written(string path) => new(path, step.State, []) { Tenure = new RoomTenure("the last run", 1) };
        await _store.CommitAsync(new StateChange(Given.Noon) { Rooms = [Written(room.Path), Written("hq/attic")] }, Stop);
        var board = new RoomBoard(Given.Site.Rooms, Given.Noon);
        var rooms = new StoredRooms(_store, _gate, board, _clock);
        await rooms.LoadAsync(Stop);

        Assert.Equal(Reading.Of(21.5), board.Find(room.Path)!.State.Points["probe-1/env.temp"].Last);
        Assert.Equal(1, rooms.Count);
        Assert.Equal(1, rooms.Find(room.Path)!.Version);
        Assert.Null(rooms.Find("hq/attic"));
        rooms.Forget(room.Path);
        Assert.Null(rooms.Find(room.Path));
        Assert.Equal(0, rooms.Count);
    }

    [Fact]
    public async Task A_room_that_cannot_be_read_is_named()
    {
        await using var context = _file.CreateDbContext();
        context.Rooms.Add(new RoomRow { Room = Given.ServerRoom.Path, State = [1, 2, 3], Owner = "" });
        await context.SaveChangesAsync(Stop);
        var rooms = new StoredRooms(_store, _gate, new RoomBoard(Given.Site.Rooms, Given.Noon), _clock);

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => rooms.LoadAsync(Stop));
        Assert.Contains(Given.ServerRoom.Path, error.Message, StringComparison.Ordinal);
    }
}
