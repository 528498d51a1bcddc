using RoomGuard.Central.Rooms;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Tests.Rooms;

public sealed class RoomBoardTests
{
    private readonly RoomBoard _board = new(Given.Site.Rooms, Given.Noon);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_new_room_is_unknown_in_everything()
    {
        Assert.Equal(["hq/srv-1", "hq/xc-1"], _board.Rooms.Select(room => room.Definition.Path));
        Assert.All(_board.Rooms, room => Assert.Equal((VerdictState.Unknown, 0), (room.State.WorstVerdict, room.State.Verdicts.Count)));
        Assert.Null(_board.Find("hq", "attic"));
    }

    [Fact]
    public async Task A_watcher_gets_the_rooms_as_they_are_and_then_each_change()
    {
        await using var watch = _board.WatchAsync("hq/srv-1", Stop).GetAsyncEnumerator(Stop);
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(Given.Noon, watch.Current.At);

        var next = watch.MoveNextAsync();
        Publish("xc-1", 1);
        Assert.False(next.IsCompleted);
        Publish("srv-1", 2);
        Assert.True(await next);
        Assert.Equal(Given.Noon.AddSeconds(2), watch.Current.At);
    }

    [Fact]
    public async Task A_slow_watcher_gets_the_newest_of_each_room_and_nothing_piles_up()
    {
        await using var watch = _board.WatchAsync(null, Stop).GetAsyncEnumerator(Stop);
        Assert.True(await watch.MoveNextAsync());
        for (var second = 1; second <= 1000; second++)
        {
            Publish("srv-1", second);
        }

        var seen = new List<RoomSnapshot>();
        while (seen.LastOrDefault()?.At != Given.Noon.AddSeconds(1000))
        {
            Assert.True(await watch.MoveNextAsync());
            seen.Add(watch.Current);
        }

        Assert.True(seen.Count <= 2, $"{seen.Count} snapshots waited.");
    }

    [Fact]
    public async Task A_watcher_that_leaves_is_forgotten()
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using (var watch = _board.WatchAsync(null, leave.Token).GetAsyncEnumerator(leave.Token))
        {
            Assert.True(await watch.MoveNextAsync());
            Assert.Equal(1, _board.Watchers);
        }

        Assert.Equal(0, _board.Watchers);
    }

    private void Publish(string room, int second) =>
        _board.Publish(new RoomSnapshot(_board.Find("hq", room)!.Definition, RoomState.New(Given.ServerRoom, Given.Noon), Given.Noon.AddSeconds(second)));
}
